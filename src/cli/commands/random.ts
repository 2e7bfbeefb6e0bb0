import { randomInt } from 'node:crypto';
import pc from 'picocolors';
import { formatCounterexample } from '../../../model/checker/counterexample.js';
import { type WalkedLaw, type WalkReport, walkAlong, walkAtRandom } from '../../../model/checker/walk-report.js';
import { largeWorlds, worlds } from '../../../model/worlds/index.js';
import { CommandError } from '../failure.js';
import { known } from '../known.js';
import { Progress } from '../progress.js';
import { byNumber, count, plural, seconds, table } from '../text.js';

export interface RandomFlags {
  readonly json?: boolean;
  /** The models to walk through, instead of those that cannot be explored. */
  readonly only?: readonly string[];
  /** How many walks through each model. */
  readonly random?: number;
  /** The most steps of a walk. */
  readonly steps?: number;
  readonly seed?: number;
  /** The one walk to take instead, by its labels. */
  readonly path?: readonly number[];
}

type Models = typeof worlds;

/** By what walks can be walked again; none where a path was followed. */
type Walks = Required<Pick<RandomFlags, 'steps' | 'seed'>>;

/** Walks models at random, or along one path, and judges every step. True if no walk broke a law. */
export function random({ json, only, path, ...flags }: RandomFlags): boolean {
  const all: Models = { ...worlds, ...largeWorlds };
  const chosen = Object.fromEntries(
    (only ?? Object.keys(largeWorlds)).map((name) => [name, known('model', all, name)]),
  );
  const walks = path ? undefined : { steps: flags.steps ?? 200, seed: flags.seed ?? randomInt(2 ** 32) };
  const reports = walks ? wander(chosen, flags.random ?? 1, walks) : [along(chosen, path ?? [])];
  const ok = reports.every(({ broken }) => broken.length === 0);
  const text = json ? JSON.stringify({ ok, ...walks, models: reports }, null, 2) : describe(ok, reports, walks);
  process.stdout.write(`${text}\n`);
  return ok;
}

function wander(models: Models, runs: number, { steps, seed }: Walks): WalkReport[] {
  const progress = new Progress();
  const reports = Object.entries(models).map(([name, make], at) => {
    const onRun = (run: number) => {
      const share = (at + run / runs) / Object.keys(models).length;
      progress.show(`${name}: ${count(run)} of ${plural(runs, 'walk')}, seed ${seed}`, share);
    };
    return walkAtRandom(make(), { runs, steps, seed, onRun });
  });
  progress.clear();
  return reports;
}

function along(models: Models, path: readonly number[]): WalkReport {
  const [[name, make] = [], ...more] = Object.entries(models);
  if (!make || more.length > 0) {
    throw new CommandError('ERR_USAGE', 'a path leads through one model', 'Name it by --only.');
  }
  const report = walkAlong(make(), path);
  if (report) return report;
  const what = `there is no such path through '${name}'`;
  throw new CommandError('ERR_NO_PATH', what, 'Paths change with the model: search again with --random.');
}

function describe(ok: boolean, reports: readonly WalkReport[], walks: Walks | undefined): string {
  const ids = [...new Set(reports.flatMap(({ laws }) => laws.map(({ law }) => law)))].sort(byNumber);
  const witnesses = (of: WalkReport, wanted: string) => of.laws.find(({ law }) => law === wanted)?.witnesses ?? 0;
  return [
    table(
      ['model', 'walks', 'steps', 'time'],
      reports.map((one) => [one.model, one.walks, one.steps, seconds(one.seconds)]),
    ),
    table(
      ['law', 'verdict', 'witnesses'],
      ids.map((law) => {
        const isBroken = reports.some(({ broken }) => broken.some((one) => one.law === law));
        const sum = reports.reduce((all, one) => all + witnesses(one, law), 0);
        return [law, verdict(isBroken, sum), sum];
      }),
    ),
    ...reports.flatMap(({ model, broken }) =>
      broken.map((one) => `${formatCounterexample(one.counterexample)}\n\n${replays(model, one, walks)}`),
    ),
    ...(walks ? [`The seed was ${walks.seed}.`] : []),
    ok ? pc.green('No walk broke a law.') : pc.red('Not everything held.'),
  ].join('\n\n');
}

/** Walks prove nothing: of a law that they did not break no more is known. */
function verdict(isBroken: boolean, witnesses: number): string {
  if (isBroken) return pc.red('broken');
  return witnesses === 0 ? pc.yellow('unwitnessed') : pc.green('not broken');
}

function replays(model: string, { seed, path }: WalkedLaw, walks: Walks | undefined): string {
  const check = `readyloop check --only ${model}`;
  const whole = walks && `  ${check} --random 1 --steps ${walks.steps} --seed ${seed}   # before it was shrunk`;
  return ['To walk it again:', `  ${check} --path ${path.join('.')}`, ...(whole ? [whole] : [])].join('\n');
}
