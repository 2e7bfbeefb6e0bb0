import type { Explorer } from '../checker/explorer.js';
import { freeMemory } from '../checker/memory.js';
import { share } from '../checker/threads.js';
import type { Mutant } from '../compiler/mutants.js';
import { allMutants, type Ground, type MutantResult, worldsOf } from './mutant-hunt.js';
import type { MutantAnswer, MutantJob, MutantSetup } from './mutant-worker.js';

/** Models that together reach every cell, smallest first. */
export const huntingGrounds: readonly string[] = [
  'receiving',
  'sending',
  'contending-accept',
  'contending-send',
  'hand-off-receive',
  'server',
  'receive-beside-writer',
  'send-beside-both',
  'watch-one',
  'transport',
  'accepting',
  'connecting',
  'datagrams',
  'connect-beside-receive',
  'duplex-mio',
  'hand-off-callbacks',
  'hand-off-both',
  'protocol',
  'race',
  'reader',
  'writer',
  'ending',
];

export interface GroundRun {
  readonly threads: number;
  readonly explorer?: Explorer;
  readonly onExplored?: (world: string) => void;
}

export interface MutantRun extends GroundRun {
  /** In the order in which a mutant is hunted through them: smallest first. */
  readonly worlds: readonly string[];
  /** Which of all mutants are hunted. Default: each one. */
  readonly choose?: (mutants: readonly Mutant[]) => readonly Mutant[];
  readonly onHunted?: (result: MutantResult, total: number) => void;
}

/** Hunts the mutants of every cell that the worlds step, in threads; the results come in the order of the mutants. */
export async function runMutants(run: MutantRun): Promise<readonly MutantResult[]> {
  const grounds = await explored(run);
  const reach = new Map([...grounds].map(([world, { stepped }]) => [world, stepped]));
  const all = allMutants(reach);
  const chosen = run.choose?.(all) ?? all;
  const results = new Map<number, MutantResult>();
  const jobs = chosen.map((mutant, job): MutantJob => ({ kind: 'hunt', job, mutant, worlds: worldsOf(mutant, reach) }));
  await inThreads(run, grounds, jobs, (answer) => {
    if (answer.kind !== 'hunted') return;
    results.set(answer.job, answer.result);
    run.onHunted?.(answer.result, chosen.length);
  });
  return chosen.map((_, job) => results.get(job) as MutantResult);
}

/** Explores worlds as they are, in threads. */
export async function explored(run: GroundRun & Pick<MutantRun, 'worlds'>): Promise<ReadonlyMap<string, Ground>> {
  const { worlds, onExplored } = run;
  const found = new Map<string, Ground>();
  // The largest first: the last world to begin should not be the one that all wait for.
  const jobs = worlds.map((world): MutantJob => ({ kind: 'explore', world })).reverse();
  await inThreads(run, new Map(), jobs, (answer) => {
    if (answer.kind !== 'explored') return;
    found.set(answer.world, answer.ground);
    onExplored?.(answer.world);
  });
  return new Map(worlds.map((world) => [world, found.get(world) as Ground]));
}

/** Has jobs done in threads, which know what was learned of grounds. */
export function inThreads(
  { threads, explorer }: GroundRun,
  grounds: ReadonlyMap<string, Ground>,
  jobs: readonly MutantJob[],
  onAnswer: (answer: MutantAnswer) => void,
): Promise<void> {
  const setup: MutantSetup = {
    ...(explorer && { explorer }),
    maxBytes: freeMemory(threads),
    lessons: [...grounds].flatMap(([world, { lessons }]) => (lessons ? [[world, lessons] as const] : [])),
    digests: new Map([...grounds].map(([world, { digest }]) => [world, digest])),
  };
  return share<MutantJob, MutantAnswer>({
    program: new URL('./mutant-worker.js', import.meta.url),
    setup,
    threads,
    jobs,
    onMessage: (answer) => {
      onAnswer(answer);
      return true;
    },
  });
}
