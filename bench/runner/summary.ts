import type { Series } from './measure.js';
import type { Cell } from './registry.js';
import { median, medianRatio } from './statistics.js';

/** Others' share of a core from which on a figure is marked as noisy. */
const NOISY = 0.1;

export interface Ratio {
  /** Above 1: more requests a second. */
  readonly rps: number;
  /**
   * The line's own, never apart from `rps`: a rate is easily had by leaving some connections out. Undefined where the load generator
   * does not count by connections.
   */
  readonly slowest: number | undefined;
  /** Below 1: less of the server's CPU a request. */
  readonly cpu: number;
  /** The same of the threads that run JavaScript; undefined unless both servers have one. */
  readonly javascript: number | undefined;
}

/**
 * One line of the report: medians over the rounds, and medians of the ratios within them. How unevenly connections fared
 * is told of the worst round, for a median would hide what happens only now and then.
 */
export interface Line {
  readonly peer: string;
  readonly rps: number;
  readonly user: number;
  readonly system: number;
  readonly javascript: number | undefined;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number | undefined;
  readonly max: number;
  readonly slowest: number | undefined;
  readonly fastest: number | undefined;
  readonly overtaken: number | undefined;
  readonly generatorCpu: number;
  readonly othersCpu: number;
  readonly saturated: boolean;
  readonly noisy: boolean;
  /** To every other peer that came through this cell, by name. */
  readonly ratios: Readonly<Record<string, Ratio>>;
}

export interface Result {
  readonly cell: Cell;
  readonly lines: readonly Line[];
  readonly series: readonly Series[];
}

export function summarise(cell: Cell, series: readonly Series[]): Result {
  const whole = series.filter(({ failure, rounds }) => failure === undefined && rounds.length > 0);
  return { cell, series, lines: whole.map((one) => line(one, whole)) };
}

export function seriesOf(result: Result, peer: string): Series | undefined {
  return result.series.find((series) => series.peer === peer);
}

function line({ peer, rounds }: Series, all: readonly Series[]): Line {
  const middle = (key: 'rps' | 'user' | 'system' | 'p50' | 'p99' | 'generatorCpu' | 'othersCpu') =>
    median(rounds.map((round) => round[key]));
  const others = all.filter((series) => series.peer !== peer);
  return {
    peer,
    rps: middle('rps'),
    user: middle('user'),
    system: middle('system'),
    javascript: of(known(rounds, 'javascript'), median),
    p50: middle('p50'),
    p99: middle('p99'),
    p999: of(known(rounds, 'p999'), median),
    max: Math.max(...rounds.map(({ max }) => max)),
    slowest: of(known(rounds, 'slowest'), least),
    fastest: of(known(rounds, 'fastest'), most),
    overtaken: of(known(rounds, 'overtaken'), most),
    generatorCpu: middle('generatorCpu'),
    othersCpu: middle('othersCpu'),
    saturated: rounds.some((round) => round.saturated),
    noisy: rounds.some((round) => round.othersCpu > NOISY),
    ratios: Object.fromEntries(others.map((other) => [other.peer, ratio(rounds, other.rounds)])),
  };
}

function ratio(ours: Series['rounds'], theirs: Series['rounds']): Ratio {
  const cpu = (rounds: Series['rounds']) => rounds.map((round) => round.user + round.system);
  const rps = (rounds: Series['rounds']) => rounds.map((round) => round.rps);
  const [js, theirJs] = [known(ours, 'javascript'), known(theirs, 'javascript')];
  return {
    rps: medianRatio(rps(ours), rps(theirs)),
    slowest: of(known(ours, 'slowest'), least),
    cpu: medianRatio(cpu(ours), cpu(theirs)),
    javascript: js && theirJs && medianRatio(js, theirJs),
  };
}

const least = (values: readonly number[]) => Math.min(...values);
const most = (values: readonly number[]) => Math.max(...values);

/** What these come to; undefined if they are not known. */
function of(values: readonly number[] | undefined, combine: (values: readonly number[]) => number): number | undefined {
  return values === undefined ? undefined : combine(values);
}

/** A figure that not every server or load generator has, round by round. */
function known(
  rounds: Series['rounds'],
  key: 'javascript' | 'p999' | 'slowest' | 'fastest' | 'overtaken',
): readonly number[] | undefined {
  const values = rounds.flatMap((round) => round[key] ?? []);
  return values.length === rounds.length ? values : undefined;
}
