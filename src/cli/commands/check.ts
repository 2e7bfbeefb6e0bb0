import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import pc from 'picocolors';
import { checkAll } from '../../../model/checker/check-all.js';
import { formatCounterexample } from '../../../model/checker/counterexample.js';
import type { CheckReport, Verdict } from '../../../model/checker/report.js';
import { type Snapshot, snapshotOf, writeSnapshot } from '../../../model/checker/snapshot.js';
import type { Worlds } from '../../../model/checker/world.js';
import { whyDead } from '../../../model/worlds/cells/dead-cells.js';
import { explorerOf } from '../explorer.js';
import { CommandError } from '../failure.js';
import { foretold } from '../foretold.js';
import { known } from '../known.js';
import { Progress } from '../progress.js';
import { accepted, SNAPSHOT } from '../snapshot.js';
import { byNumber, count, plural, seconds, table } from '../text.js';

export interface CheckFlags {
  readonly json?: boolean;
  readonly update?: boolean;
  readonly only?: readonly string[];
  readonly reference?: boolean;
  /** Of walks alone; see random.ts. */
  readonly steps?: number;
  readonly seed?: number;
}

const MODULE = new URL('../../../model/worlds/index.js', import.meta.url);

/** Explores every model and verifies every law. True if all held. */
export async function check({ json, update, only, reference, steps, seed }: CheckFlags): Promise<boolean> {
  if (steps !== undefined || seed !== undefined) {
    throw new CommandError('ERR_USAGE', '--steps and --seed are of walks', 'Say how many by --random.');
  }
  if (update && only) {
    throw new CommandError('ERR_USAGE', '--update needs the counts of all models', 'Leave --only out.');
  }
  const worlds = pick((await import(MODULE.href)).worlds, only);
  const explorer = explorerOf(reference);
  const progress = new Progress();
  const explored = new Map<string, number>();
  const expected = existsSync(SNAPSHOT) ? statesOf(accepted(), worlds) : 0;
  const what = `check: ${count(expected)} states of ${plural(Object.keys(worlds).length, 'model')}`;
  progress.foretell(what, foretold({ state: expected }, explorer));
  const full = await checkAll(worlds, {
    threads: availableParallelism(),
    module: MODULE,
    explorer,
    // Models that were left out would have reached some of the cells.
    ...(!only && { whyDead }),
    ...(!update && { snapshot: accepted() }),
    onProgress: ({ world, states, depth }) => {
      explored.set(world, states);
      const all = [...explored.values()].reduce((sum, one) => sum + one);
      const share = expected > 0 ? Math.min(1, all / expected) : 0;
      progress.show(`${count(all)} states; ${world}: depth ${depth}`, share);
    },
  });
  progress.clear();
  // A law that the chosen models do not witness is another model's to witness.
  const report = only ? { ...full, ok: full.problems.length === 0 && full.laws.every(standsAlone) } : full;
  if (update) writeSnapshot(SNAPSHOT, snapshotOf(report));
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : describe(report));
  return report.ok;
}

function pick(worlds: Worlds, only: readonly string[] | undefined): Worlds {
  for (const name of only ?? []) known('model', worlds, name);
  return only ? Object.fromEntries(Object.entries(worlds).filter(([name]) => only.includes(name))) : worlds;
}

/** How many there were of these models at the last check that was accepted; a model that is new has none yet. */
function statesOf({ models }: Snapshot, worlds: Worlds): number {
  return Object.keys(worlds).reduce((sum, name) => sum + (models[name]?.states ?? 0), 0);
}

function standsAlone({ verdict }: { verdict: Verdict }): boolean {
  return verdict === 'holds' || verdict === 'unwitnessed';
}

const paint: Record<Verdict, (text: string) => string> = {
  holds: pc.green,
  broken: pc.red,
  unwitnessed: pc.yellow,
  unknown: pc.yellow,
};

function describe(report: CheckReport): string {
  const { ok, models, laws, cells, problems } = report;
  const broken = models.flatMap((model) => model.laws.flatMap(({ counterexample }) => counterexample ?? []));
  const parts = [
    table(
      ['model', 'states', 'edges', 'depth', 'time', 'states/s', 'bytes/state', 'audited'],
      models.map((one) => [
        one.model,
        one.states,
        one.edges,
        one.depth,
        seconds(one.seconds),
        one.statesPerSecond,
        one.bytesPerState,
        one.audited ?? 'all',
      ]),
    ),
    table(
      ['law', 'verdict', 'witnesses'],
      [...laws]
        .sort((a, b) => byNumber(a.law, b.law))
        .map(({ law, verdict, witnesses }) => [law, paint[verdict](verdict), witnesses]),
    ),
    table(
      ['machine', 'cells', 'reached', 'dead', 'forbidden', 'forbidden but reached'],
      cells.map((one) => [one.machine, one.cells, one.reached, one.dead.length, one.forbidden, one.trespassed.length]),
    ),
    ...broken.map(formatCounterexample),
    ...problems.map((problem) => pc.red(problem)),
    `${ok ? pc.green('Everything held.') : pc.red('Not everything held.')} ${seconds(report.seconds)}`,
  ];
  return `${parts.join('\n\n')}\n`;
}
