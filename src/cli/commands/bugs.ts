import pc from 'picocolors';
import { bugs as known } from '../../../model/bugs/catalogue.js';
import { expected } from '../../../model/bugs/expected.js';
import { type Hunt, hunt } from '../../../model/bugs/hunt.js';
import { formatCounterexample } from '../../../model/checker/counterexample.js';
import { Progress } from '../progress.js';
import { seconds, table } from '../text.js';

/** One bug, and how it was caught. */
export interface BugReport {
  readonly id: string;
  readonly title: string;
  readonly origin: string;
  /** A law that may catch it did. */
  readonly caught: boolean;
  /** The law with the shortest counterexample, the model it was found in, and its length in steps. */
  readonly law?: string;
  readonly model?: string;
  readonly length?: number;
  readonly seconds: number;
}

/** Puts each known bug in and hunts it with all laws on. True if every one was caught, by a law that may. */
export function bugs({ json }: { readonly json?: boolean }): boolean {
  const progress = new Progress();
  const hunted = known.map((bug) => {
    const began = performance.now();
    const found = hunt(bug, { onWorld: (world) => progress.show(`${bug.id} ${bug.title}: ${world}`) });
    return { found, report: reportOf(found, (performance.now() - began) / 1000) };
  });
  progress.clear();
  const reports = hunted.map(({ report }) => report);
  const ok = reports.every(({ caught }) => caught);
  const text = json
    ? JSON.stringify({ ok, bugs: reports }, null, 2)
    : describe(
        ok,
        reports,
        hunted.map(({ found }) => found),
      );
  process.stdout.write(`${text}\n`);
  return ok;
}

function reportOf({ bug, catches }: Hunt, taken: number): BugReport {
  const { id, title, origin } = bug;
  const [shortest] = catches;
  if (!shortest) return { id, title, origin, caught: false, seconds: taken };
  const { law, model, length } = shortest;
  const caught = catches.some((one) => expected[id]?.includes(one.law.split(' ', 1)[0] as string));
  return { id, title, origin, caught, law, model, length, seconds: taken };
}

function describe(ok: boolean, reports: readonly BugReport[], hunts: readonly Hunt[]): string {
  const examples = hunts.flatMap(({ bug, catches }) =>
    catches.slice(0, 1).map(({ counterexample }) => `${bug.id}: ${bug.title}\n${formatCounterexample(counterexample)}`),
  );
  const rows = reports.map(({ id, title, caught, law = '', model = '', length = 0, seconds: taken }) => [
    id,
    title,
    caught ? pc.green(law) : pc.red(law ? `only by ${law}` : 'not caught'),
    model,
    length,
    seconds(taken),
  ]);
  return [
    ...examples,
    table(['bug', 'what it is', 'caught by', 'in the model', 'steps', 'time'], rows),
    ok ? pc.green('Every bug was caught.') : pc.red('Not every bug was caught.'),
  ].join('\n\n');
}
