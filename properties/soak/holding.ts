import { count } from '../exits/ending.js';
import type { Resting } from './ground.js';

/** What the process has while every loop rests and garbage is collected. */
export interface Holding {
  /** When, in minutes from the beginning. */
  readonly minutes: number;
  readonly fds: number;
  readonly threads: number;
  readonly rssMb: number;
  readonly heapMb: number;
  /** What the loops hold that last as long as the process. */
  readonly resting: readonly Resting[];
}

export function holding(minutes: number, resting: readonly Resting[]): Holding {
  const { rss, heapUsed } = process.memoryUsage();
  return { minutes, ...count(), rssMb: rss / 2 ** 20, heapMb: heapUsed / 2 ** 20, resting };
}

/** What is judged before memory has settled says nothing: V8 compiles, and malloc makes arenas. */
const WARM_UP = 1 / 3;
/** Memory is judged of runs that are so many minutes long at least. */
const LONG = 20;
/** By how much memory may have grown from the end of the warm-up to the end, by its trend. */
const MOST = { rssMb: 0.1, heapMb: 0.1 };

/** Whether what was seen says something of memory. */
export function isLong(all: readonly Holding[]): boolean {
  return (all.at(-1)?.minutes ?? 0) >= LONG;
}

/** How much a quantity grows in a minute, by the line that is nearest to it. */
export function slope(points: readonly (readonly [minutes: number, value: number])[]): number {
  const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))];
  const square = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  return square === 0 ? 0 : points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / square;
}

/** How much memory grew in a minute, once it was warm. */
export function growth(all: readonly Holding[], what: keyof typeof MOST): number {
  return slope(settled(all).map((one) => [one.minutes, one[what]]));
}

function settled(all: readonly Holding[]): readonly Holding[] {
  return all.slice(Math.floor(all.length * WARM_UP));
}

/**
 * What has grown, in a sentence each. Everything that can be counted is the same whenever all loops rest, from the first time on, in
 * which every kind of user had its turn; memory may not go on growing.
 */
export function grown(all: readonly Holding[]): string[] {
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return [];
  const found: string[] = [];
  for (const what of ['fds', 'threads'] as const) {
    const wrong = all.find((one) => one[what] !== first[what]);
    if (wrong)
      found.push(`${what} were ${first[what]} and were ${wrong[what]} after ${wrong.minutes.toFixed(1)} minutes`);
  }
  const held = JSON.stringify(first.resting);
  const other = all.find(({ resting }) => JSON.stringify(resting) !== held);
  if (other) found.push(`loops at rest held ${held} and held ${JSON.stringify(other.resting)}`);
  const warm = settled(all);
  const span = last.minutes - (warm[0]?.minutes ?? 0);
  for (const what of ['rssMb', 'heapMb'] as const) {
    const by = growth(all, what) * span;
    const most = MOST[what] * (warm[0]?.[what] ?? 0);
    if (isLong(all) && by > most) {
      found.push(`${what} grew by ${by.toFixed(1)} in the last ${span.toFixed(1)} minutes`);
    }
  }
  return found;
}
