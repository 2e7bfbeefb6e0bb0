import { availableParallelism } from 'node:os';
import pc from 'picocolors';
import type { Bug } from '../../../model/bugs/bug.js';
import { runBugs, type TimedHunt } from '../../../model/bugs/bug-run.js';
import { bugs as known } from '../../../model/bugs/catalogue/index.js';
import { expected } from '../../../model/bugs/expected.js';
import type { Hunt } from '../../../model/bugs/hunt.js';
import type { Layer } from '../../../model/bugs/layer.js';
import { page } from '../../../model/bugs/page.js';
import { formatCounterexample } from '../../../model/checker/counterexample.js';
import { explorerOf } from '../explorer.js';
import { CommandError } from '../failure.js';
import { foretold } from '../foretold.js';
import { isClone } from '../package.js';
import { Progress } from '../progress.js';
import { FAULTS } from '../start/fault.js';
import { seconds, table } from '../text.js';
import { pageProblems, writePage } from './bugs-page.js';
import { caughtBelow } from './layers.js';

export interface BugsFlags {
  readonly json?: boolean;
  readonly update?: boolean;
  readonly only?: readonly string[];
  readonly reference?: boolean;
}

/** One bug, and how it was caught. */
export interface BugReport {
  readonly id: string;
  readonly title: string;
  readonly origin: string;
  /** First by a law that may be the first, and in every layer that the bug can be put into. */
  readonly caught: boolean;
  /** The law with the shortest counterexample, the model it was found in, and its length in steps. */
  readonly law?: string;
  readonly model?: string;
  readonly length?: number;
  /** Where it was caught. */
  readonly layers: readonly Layer[];
  readonly seconds: number;
}

/**
 * Puts each known bug in and hunts it with all laws on. True if every one was caught, by a law that may, and the committed
 * page of the bugs, where there is one, tells so.
 */
export async function bugs({ json, update, only, reference }: BugsFlags): Promise<boolean> {
  if (update && only) throw new CommandError('ERR_USAGE', '--update needs all bugs', 'Leave --only out.');
  if (update && !isClone) {
    throw new CommandError(
      'ERR_NOT_A_CLONE',
      'the installed package has no page of the bugs',
      'Run it in a clone of the repository.',
    );
  }
  const chosen = pick(only);
  const progress = new Progress();
  const explorer = explorerOf(reference);
  progress.foretell(`bugs: ${chosen.length} to be hunted`, foretold({ bug: chosen.length }, explorer));
  const hunting = new Set<string>();
  const [below, hunts] = await Promise.all([
    chosen.some(({ id }) => FAULTS.includes(id)) ? caughtBelow() : new Set<string>(),
    runBugs(chosen, {
      threads: availableParallelism(),
      explorer,
      onWorld: ({ id, title }, world) => {
        hunting.add(id);
        const share = (hunting.size - 1) / chosen.length;
        progress.show(`bug ${hunting.size} of ${chosen.length}, ${id} ${title}: ${world}`, share);
      },
    }),
  ]);
  progress.clear();
  const reports = hunts.map((found) => reportOf(found, below));
  const made = page(hunts.map((found, i) => ({ ...found, layers: reports[i]?.layers ?? [] })));
  if (update) writePage(made);
  const problems = only || !isClone ? [] : pageProblems(made);
  const ok = problems.length === 0 && reports.every(({ caught }) => caught);
  const text = json ? JSON.stringify({ ok, bugs: reports, problems }, null, 2) : describe({ reports, problems, hunts });
  process.stdout.write(`${text}\n`);
  return ok;
}

function pick(only: readonly string[] | undefined): readonly Bug[] {
  const unknown = only?.find((id) => !known.some((bug) => bug.id === id));
  if (unknown !== undefined) {
    const ids = known.map(({ id }) => id).join(', ');
    throw new CommandError('ERR_UNKNOWN_BUG', `there is no bug '${unknown}'`, `Choose among: ${ids}.`);
  }
  return only ? known.filter(({ id }) => only.includes(id)) : known;
}

function reportOf({ bug, catches, seconds: taken }: TimedHunt, below: ReadonlySet<string> | null): BugReport {
  const { id, title, origin } = bug;
  const [shortest] = catches;
  const caughtBy = shortest?.law.split(' ', 1)[0];
  const inModel = expected[id]?.some((law) => law === caughtBy) ?? false;
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

interface Found {
  readonly reports: readonly BugReport[];
  readonly problems: readonly string[];
  readonly hunts: readonly Hunt[];
}

function describe({ reports, problems, hunts }: Found): string {
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
  const escaped = reports.some(({ caught }) => !caught);
  return [
    ...examples,
    table(['bug', 'what it is', 'caught by', 'steps', 'in', 'time'], rows),
    ...problems.map((problem) => pc.red(problem)),
    escaped ? pc.red('Not every bug was caught.') : pc.green('Every bug was caught.'),
  ].join('\n\n');
}
