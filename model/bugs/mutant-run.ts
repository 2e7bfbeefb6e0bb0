import { share } from '../checker/threads.js';
import type { Mutant } from '../compiler/mutants.js';
import { allMutants, type MutantResult, type Reach, type Stepped, worldsOf } from './mutant-hunt.js';
import type { MutantAnswer, MutantJob } from './mutant-worker.js';

/**
 * Models that together reach every cell, but for those of `connect` and of a send that backs off: the models of these are
 * so large that a mutant would take minutes.
 */
export const huntingGrounds: readonly string[] = [
  'receiving',
  'sending',
  'hand-off-receive',
  'receive-beside-writer',
  'send-beside-both',
  'watch-one',
  'accepting',
  'duplex-mio',
  'hand-off-callbacks',
  'hand-off-both',
  'ending',
];

export interface MutantRun {
  /** In the order in which a mutant is hunted through them: smallest first. */
  readonly worlds: readonly string[];
  readonly threads: number;
  /** Which of all mutants are hunted. Default: each one. */
  readonly choose?: (mutants: readonly Mutant[]) => readonly Mutant[];
  readonly onExplored?: (world: string) => void;
  readonly onHunted?: (result: MutantResult, total: number) => void;
}

/** Hunts the mutants of every cell that the worlds step, in threads; the results come in the order of the mutants. */
export async function runMutants(run: MutantRun): Promise<readonly MutantResult[]> {
  const reach = await explored(run);
  const all = allMutants(reach);
  const chosen = run.choose?.(all) ?? all;
  const results = new Map<number, MutantResult>();
  await inThreads(
    run.threads,
    chosen.map((mutant, job) => ({ kind: 'hunt', job, mutant, worlds: worldsOf(mutant, reach) })),
    (answer) => {
      if (answer.kind !== 'hunted') return;
      results.set(answer.job, answer.result);
      run.onHunted?.(answer.result, chosen.length);
    },
  );
  return chosen.map((_, job) => results.get(job) as MutantResult);
}

async function explored({ worlds, threads, onExplored }: MutantRun): Promise<Reach> {
  const found = new Map<string, Stepped>();
  // The largest first: the last world to begin should not be the one that all wait for.
  const jobs = worlds.map((world): MutantJob => ({ kind: 'explore', world })).reverse();
  await inThreads(threads, jobs, (answer) => {
    if (answer.kind !== 'explored') return;
    found.set(answer.world, answer.stepped);
    onExplored?.(answer.world);
  });
  return new Map(worlds.map((world) => [world, found.get(world) as Stepped]));
}

function inThreads(threads: number, jobs: readonly MutantJob[], onAnswer: (answer: MutantAnswer) => void) {
  const program = new URL('./mutant-worker.js', import.meta.url);
  return share<MutantJob, MutantAnswer>({
    program,
    threads,
    jobs,
    onMessage: (answer) => {
      onAnswer(answer);
      return true;
    },
  });
}
