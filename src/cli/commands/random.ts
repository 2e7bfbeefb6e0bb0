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

/** Walks models at random, or along one path, and judges every step. True if no walk broke a law. */
export function random({
  json,
  only,
  path,
  random: walks = 1,
  steps,
  seed = randomInt(2 ** 32),
}: RandomFlags): boolean {
  const all: Models = { ...worlds, ...largeWorlds };
  const models = (only ?? Object.keys(largeWorlds)).map((name) => [name, known('model', all, name)] as const);
  const progress = new Progress();
  const reports = path
    ? [along(path, models)]
    : models.map(([name, make]) => {
        const onRun = (run: number) =>
          progress.show(`${name}: ${count(run)} of ${plural(walks, 'walk')}, seed ${seed}`);
        return walkAtRandom(make(), { runs: walks, steps, seed, onRun });
      });
  progress.clear();
  const ok = reports.every(({ broken }) => broken.length === 0);
  const asJson = { ok, ...(!path && { seed }), models: reports };
  process.stdout.write(
    `${json ? JSON.stringify(asJson, null, 2) : describe(ok, reports, steps, path ? null : seed)}\n`,
  );
  return ok;
}

function along(path: readonly number[], models: readonly (readonly [string, Models[string]])[]): WalkReport {
  const [first, ...more] = models;
  if (!first || more.length > 0) {
    throw new CommandError('ERR_USAGE', 'a path leads through one model', 'Name it by --only.');
  }
  const report = walkAlong(first[1](), path);
  if (report) return report;
  const what = `there is no such path through '${first[0]}'`;
  throw new CommandError('ERR_NO_PATH', what, 'Paths change with the model: search again with --random.');
}

function describe(ok: boolean, reports: readonly WalkReport[], steps: number, seed: number | null): string {
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
      broken.map((one) => `${formatCounterexample(one.counterexample)}\n\n${replays(model, steps, one)}`),
    ),
    ...(seed === null ? [] : [`The seed was ${seed}.`]),
    ok ? pc.green('No walk broke a law.') : pc.red('Not everything held.'),
  ].join('\n\n');
}

/** Walks prove nothing: of a law that they did not break no more is known. */
function verdict(isBroken: boolean, witnesses: number): string {
  if (isBroken) return pc.red('broken');
  return witnesses === 0 ? pc.yellow('unwitnessed') : pc.green('not broken');
}

function replays(model: string, steps: number, { seed, path }: WalkedLaw): string {
  const check = `readyloop check --only ${model}`;
  return [
    'To walk it again:',
    `  ${check} --path ${path.join('.')}`,
    ...(seed === undefined ? [] : [`  ${check} --random 1 --steps ${steps} --seed ${seed}   # before it was shrunk`]),
  ].join('\n');
}
