import { type Known, toldBy } from '../options.js';
import { reportCells } from './cells.js';
import { checkWorld, type WorldResult } from './check.js';
import type { Explorer, ExplorerOptions } from './explorer.js';
import { freeMemory } from './memory.js';
import type { CellReport, CheckReport, ModelReport, Verdict } from './report.js';
import { compareSnapshot, type Snapshot } from './snapshot.js';
import { share } from './threads.js';
import type { FromWorker, WorkerSetup } from './worker.js';
import type { Worlds } from './world.js';

/** How far the exploration of a world has come. */
export interface Progress {
  /** Its name. */
  readonly world: string;
  /** How many states have been found. */
  readonly states: number;
  /** How many transitions were followed. */
  readonly edges: number;
  /** How many steps the farthest of them is away from the first. */
  readonly depth: number;
}

/** How worlds are to be checked. */
export interface CheckOptions {
  /** Threads to share the worlds among; 1 checks them in this one. Default: 1. */
  readonly threads?: number;
  /** The module whose export `worlds` the threads take; needed for more than one. */
  readonly module?: string | URL;
  /** What is compared with; without it nothing is. */
  readonly snapshot?: Snapshot;
  /** As of `ExploreOptions`, for each world. */
  readonly maxStates?: number;
  /** Who explores; as of `ExplorerOptions`. */
  readonly explorer?: Explorer;
  /** Why a cell that no world reaches is there all the same; a dead cell without a reason is a problem. */
  readonly whyDead?: (machine: string, cell: string) => string | undefined;
  /** Called now and then. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called as soon as a model is done, in whatever order. */
  readonly onModel?: (report: ModelReport) => void;
}

const OPTIONS: Known<CheckOptions> = {
  threads: true,
  module: true,
  snapshot: true,
  maxStates: true,
  explorer: true,
  whyDead: true,
  onProgress: true,
  onModel: true,
};

/** Checks all worlds and sums up, in the order in which they are listed. */
export async function checkAll(worlds: Worlds, given: CheckOptions = {}): Promise<CheckReport> {
  const options = toldBy('options', given, OPTIONS) as CheckOptions;
  const { threads = 1, snapshot } = options;
  const started = performance.now();
  const names = Object.keys(worlds);
  const done = threads > 1 ? await checkInThreads(names, threads, options) : checkHere(worlds, options);
  const results = names.map((name) => done.get(name) as WorldResult);
  const models = results.map(({ report }) => report);
  const cells = reportCells(results.flatMap((result) => result.cells));
  const laws = sumLaws(models);
  const problems = [
    ...models.flatMap(unfinished),
    ...cells.flatMap(({ machine, trespassed }) =>
      trespassed.map((cell) => `The forbidden cell '${cell}' of ${machine} is reachable`),
    ),
    ...unexplained(cells, options.whyDead),
    ...(snapshot ? compareSnapshot(snapshot, { models, cells }) : []),
  ];
  const ok = problems.length === 0 && laws.every(({ verdict }) => verdict === 'holds');
  return { ok, seconds: (performance.now() - started) / 1000, models, laws, cells, problems };
}

/** A search that ended before its time proves nothing of what it has not seen. */
function unfinished({ model, states, limit }: ModelReport): string[] {
  if (limit === undefined) return [];
  const why = limit === 'memory' ? 'for want of memory' : 'where it was told to';
  return [`The search of '${model}' ended after ${states} states ${why}: make its world smaller, or give it more`];
}

function unexplained(cells: readonly CellReport[], whyDead: CheckOptions['whyDead']): string[] {
  if (!whyDead) return [];
  return cells.flatMap(({ machine, dead }) =>
    dead
      .filter((cell) => whyDead(machine, cell) === undefined)
      .map(
        (cell) =>
          `No world reaches '${cell}' of ${machine}: forbid it, or give a reason in model/worlds/cells/dead-cells.ts`,
      ),
  );
}

/** What each of some searches at a time may take. */
function limits({ maxStates, explorer }: CheckOptions, searches: number): ExplorerOptions {
  return { maxBytes: freeMemory(searches), ...(maxStates && { maxStates }), ...(explorer && { explorer }) };
}

function checkHere(worlds: Worlds, options: CheckOptions): Map<string, WorldResult> {
  const { onModel, onProgress } = options;
  const done = new Map<string, WorldResult>();
  for (const [world, make] of Object.entries(worlds)) {
    const result = checkWorld(make(), {
      ...limits(options, 1),
      ...(onProgress && { onProgress: (progress) => onProgress({ world, ...progress }) }),
    });
    onModel?.(result.report);
    done.set(world, result);
  }
  return done;
}

async function checkInThreads(
  names: readonly string[],
  threads: number,
  options: CheckOptions,
): Promise<Map<string, WorldResult>> {
  const { module, snapshot, onModel, onProgress } = options;
  if (module === undefined) throw new TypeError('Threads need the module that exports the worlds');
  const done = new Map<string, WorldResult>();
  // Longest first, as far as known: the last world to begin should not be the one that all wait for.
  const edges = (name: string): number => snapshot?.models[name]?.edges ?? Infinity;
  const jobs = [...names].sort((a, b) => (edges(a) === edges(b) ? 0 : edges(b) - edges(a)));
  const setup: WorkerSetup = { module: String(module), options: limits(options, threads) };
  await share<string, FromWorker>({
    program: new URL('./worker.js', import.meta.url),
    setup,
    threads,
    jobs,
    onMessage: (message) => {
      if (message.kind === 'progress') {
        onProgress?.(message);
        return false;
      }
      done.set(message.world, message.result);
      onModel?.(message.result.report);
      return true;
    },
  });
  return done;
}

/** Worst first, but a law that some model witnesses is not unwitnessed. */
const ranking: readonly Verdict[] = ['broken', 'unknown', 'holds', 'unwitnessed'];

function sumLaws(models: readonly ModelReport[]): CheckReport['laws'] {
  const laws = new Map<string, { verdict: Verdict; witnesses: number }>();
  for (const { law, verdict, witnesses } of models.flatMap((model) => model.laws)) {
    const sum = laws.get(law) ?? { verdict, witnesses: 0 };
    if (ranking.indexOf(verdict) < ranking.indexOf(sum.verdict)) sum.verdict = verdict;
    sum.witnesses += witnesses;
    laws.set(law, sum);
  }
  return [...laws].map(([law, sum]) => ({ law, ...sum }));
}
