import type { Series } from './measure.js';
import type { Cell } from './registry.js';
import { median, medianRatio } from './statistics.js';

/** Others' share of a core from which on a figure is marked as noisy. */
const NOISY = 0.1;

export interface Ratio {
  /** Above 1: more requests a second. */
  readonly rps: number;
  /** The line's own, never apart from `rps`: a rate is easily had by leaving some connections out. */
  readonly slowest: number;
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
  readonly p999: number;
  readonly max: number;
  readonly slowest: number;
  readonly fastest: number;
  readonly overtaken: number;
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
  const middle = (key: 'rps' | 'user' | 'system' | 'p50' | 'p99' | 'p999' | 'generatorCpu' | 'othersCpu') =>
    median(rounds.map((round) => round[key]));
  const highest = (key: 'max' | 'fastest' | 'overtaken') => Math.max(...rounds.map((round) => round[key]));
  const others = all.filter((series) => series.peer !== peer);
  return {
    peer,
    rps: middle('rps'),
    user: middle('user'),
    system: middle('system'),
    javascript: onJavaScript(rounds) && median(onJavaScript(rounds) ?? []),
    p50: middle('p50'),
    p99: middle('p99'),
    p999: middle('p999'),
    max: highest('max'),
    slowest: slowest(rounds),
    fastest: highest('fastest'),
    overtaken: highest('overtaken'),
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
  const [js, theirJs] = [onJavaScript(ours), onJavaScript(theirs)];
  return {
    rps: medianRatio(rps(ours), rps(theirs)),
    slowest: slowest(ours),
    cpu: medianRatio(cpu(ours), cpu(theirs)),
    javascript: js && theirJs && medianRatio(js, theirJs),
  };
}

function slowest(rounds: Series['rounds']): number {
  return Math.min(...rounds.map((round) => round.slowest));
}

/** CPU a request of the thread that runs JavaScript, round by round; undefined of a server without one. */
function onJavaScript(rounds: Series['rounds']): readonly number[] | undefined {
  const known = rounds.flatMap(({ javascript }) => (javascript === undefined ? [] : [javascript]));
  return known.length === rounds.length ? known : undefined;
}
