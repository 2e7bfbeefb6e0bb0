import pc from 'picocolors';
import type { Bug } from '../../../model/bugs/bug.js';
import { bugs as known } from '../../../model/bugs/catalogue.js';
import { expected } from '../../../model/bugs/expected.js';
import { type Hunt, hunt } from '../../../model/bugs/hunt.js';
import { formatCounterexample } from '../../../model/checker/counterexample.js';
import { CommandError } from '../failure.js';
import { Progress } from '../progress.js';
import { FAULTS } from '../start/fault.js';
import { seconds, table } from '../text.js';
import { caughtBelow, type Layer } from './layers.js';

/** One bug, and how it was caught. */
export interface BugReport {
  readonly id: string;
  readonly title: string;
  readonly origin: string;
  /** By a law that may catch it, in every layer that the bug can be put into. */
  readonly caught: boolean;
  /** The law with the shortest counterexample, the model it was found in, and its length in steps. */
  readonly law?: string;
  readonly model?: string;
  readonly length?: number;
  /** Where it was caught. */
  readonly layers: readonly Layer[];
  readonly seconds: number;
}

export interface BugFlags {
  readonly json?: boolean;
  /** Only the bugs of these ids. */
  readonly only?: readonly string[];
}

/** Puts each known bug in and hunts it with all laws on. True if every one was caught, by a law that may. */
export function bugs({ json, only }: BugFlags): boolean {
  const chosen = pick(only);
  const progress = new Progress();
  progress.show('the bugs that the engine can have, on the real kernel');
  const below = caughtBelow();
  const hunted = chosen.map((bug) => {
    const began = performance.now();
    const found = hunt(bug, { onWorld: (world) => progress.show(`${bug.id} ${bug.title}: ${world}`) });
    return { found, report: reportOf(found, below, (performance.now() - began) / 1000) };
  });
  progress.clear();
  const reports = hunted.map(({ report }) => report);
  const ok = reports.every(({ caught }) => caught);
  const hunts = hunted.map(({ found }) => found);
  process.stdout.write(`${json ? JSON.stringify({ ok, bugs: reports }, null, 2) : describe(ok, reports, hunts)}\n`);
  return ok;
}

function pick(only: readonly string[] | undefined): readonly Bug[] {
  const unknown = only?.find((id) => !known.some((bug) => bug.id === id));
  if (unknown !== undefined) {
    const next = `Choose among: ${known.map(({ id }) => id).join(', ')}.`;
    throw new CommandError('ERR_UNKNOWN_BUG', `there is no bug '${unknown}'`, next);
  }
  return only ? known.filter(({ id }) => only.includes(id)) : known;
}

function reportOf({ bug, catches }: Hunt, below: ReadonlySet<string> | null, taken: number): BugReport {
  const { id, title, origin } = bug;
  const [shortest] = catches;
  const inModel = catches.some(({ law }) => expected[id]?.includes(law.split(' ', 1)[0] as string));
  const layers: Layer[] = [...(inModel ? (['model'] as const) : [])];
  if (below?.has(id)) layers.push('real kernel', 'trace');
  const escaped = below !== null && FAULTS.includes(id) && !below.has(id);
  return {
    id,
    title,
    origin,
    caught: inModel && !escaped,
    ...(shortest && { law: shortest.law, model: shortest.model, length: shortest.length }),
    layers,
    seconds: taken,
  };
}

function describe(ok: boolean, reports: readonly BugReport[], hunts: readonly Hunt[]): string {
  const examples = hunts.flatMap(({ bug, catches }) =>
    catches.slice(0, 1).map(({ counterexample }) => `${bug.id}: ${bug.title}\n${formatCounterexample(counterexample)}`),
  );
  const rows = reports.map(({ id, title, caught, law = 'nothing', length = 0, layers, seconds: taken }) => [
    id,
    title,
    (caught ? pc.green : pc.red)(law),
    length,
    layers.join(', '),
    seconds(taken),
  ]);
  return [
    ...examples,
    table(['bug', 'what it is', 'caught by', 'steps', 'in', 'time'], rows),
    ok ? pc.green('Every bug was caught.') : pc.red('Not every bug was caught.'),
  ].join('\n\n');
}
