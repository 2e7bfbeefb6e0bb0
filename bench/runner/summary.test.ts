import { describe, expect, test } from 'vitest';
import { type Measurement, measurement, type Series } from './measure.js';
import type { Cell } from './registry.js';
import { failures } from './report.js';
import { summarise } from './summary.js';
import type { Shown } from './task.js';

const cell: Cell = { mode: 'raw', size: 1024, connections: 64, pipeline: 1, full: false };

function round(rps: number, cpu: number, more: Partial<Measurement> = {}): Measurement {
  const latency = { p50: 1, p99: 2, p999: 3, max: 4 };
  const fairness = { slowest: 1, fastest: 1, overtaken: 63 };
  const load = { generatorCpu: 0.5, saturated: false, othersCpu: 0 };
  return {
    rps,
    requests: rps,
    user: cpu / 4,
    system: (cpu * 3) / 4,
    javascript: undefined,
    ...latency,
    ...fairness,
    ...load,
    ...more,
  };
}

function series(peer: string, rounds: Measurement[], failure?: string): Series {
  return { peer, rounds, verifiedBytes: 1, skipped: [], ...(failure === undefined ? {} : { failure }) };
}

describe('measurement', () => {
  const stat = (user: number, system: number) => `7 (node) S 1 8 2 0 -1 4194304 232 0 1 0 ${user} ${system} 0 0`;
  const shown: Shown = {
    ...{ seconds: 2, requests: 100_000, rps: 50_000, total: 100_064, verified: null },
    ...{ p50: 1, p99: 2, p999: 3, max: 4, cpu: 0.6, saturated: false },
    ...{ slowest: 0.25, fastest: 3, overtaken: 17 },
    watched: [
      { path: '/proc/7/stat', start: stat(100, 200), end: stat(140, 320) },
      { path: '/proc/stat', start: 'cpu 500 0 500 1000 0 0 0 0', end: 'cpu 600 0 700 1100 0 0 0 0' },
    ],
  };

  test('gives the server CPU in microseconds a request, user and system apart', () => {
    expect(measurement(shown)).toMatchObject({ user: 4, system: 12 });
  });
  test('gives the CPU of the thread that runs JavaScript, where there is one', () => {
    const thread = { path: '/proc/7/task/7/schedstat', start: '1000000000 5 7\n', end: '1250000000 6 8\n' };
    expect(measurement({ ...shown, watched: [...shown.watched, thread] }).javascript).toBeCloseTo(2.5);
    expect(measurement(shown).javascript).toBeUndefined();
  });
  test('gives how the connections fared as the load generator counted it', () => {
    expect(measurement(shown)).toMatchObject({ p999: 3, max: 4, slowest: 0.25, fastest: 3, overtaken: 17 });
  });
  test('gives what neither the server nor the load generator took of the machine', () => {
    expect(measurement(shown).othersCpu).toBeCloseTo(3 / 2 - 1.6 / 2 - 0.6);
  });
});

describe('summarise', () => {
  const ours = series('readyloop', [round(200, 5), round(20, 6), round(220, 5)]);
  const theirs = series('net', [round(100, 10), round(10, 12), round(100, 10)]);

  test('takes medians of figures, and medians of the ratios within a round', () => {
    const [line] = summarise(cell, [ours, theirs]).lines;
    expect(line).toMatchObject({ peer: 'readyloop', rps: 200, ratios: { net: { rps: 2, cpu: 0.5 } } });
  });
  test('compares JavaScript with JavaScript only', () => {
    const js = (...all: number[]) => all.map((javascript) => round(1, 1, { javascript }));
    const bare = [round(1, 1), round(1, 1), round(1, 1)];
    const all = [series('tokio', js(1, 2, 1)), series('net', js(8, 8, 10)), series('mio', bare)];
    const { lines } = summarise(cell, all);
    expect(lines.map((line) => line.javascript)).toEqual([1, 8, undefined]);
    expect(lines[0]?.ratios).toMatchObject({ net: { javascript: 0.125 }, mio: { javascript: undefined } });
    expect(lines[2]?.ratios.net?.javascript).toBeUndefined();
  });
  test('takes how unevenly connections fared from the worst round: what happens now and then is no less unfair', () => {
    const uneven = round(900, 5, { slowest: 0.1, fastest: 2, max: 90, p999: 80, overtaken: 1000 });
    const [line] = summarise(cell, [series('readyloop', [round(1, 1), uneven, round(1, 1)]), theirs]).lines;
    expect(line).toMatchObject({ slowest: 0.1, fastest: 2, max: 90, overtaken: 1000, p999: 3 });
  });
  test("has the share of one's own slowest connection with each ratio of requests/s", () => {
    const starving = series('readyloop', [round(200, 5, { slowest: 0 }), round(200, 5), round(200, 5)]);
    const [mine, its] = summarise(cell, [starving, theirs]).lines;
    expect(mine?.ratios.net).toMatchObject({ rps: 2, slowest: 0 });
    expect(its?.ratios.readyloop).toMatchObject({ rps: 0.5, slowest: 1 });
  });
  test('leaves a server that failed out of every ratio, and names it', () => {
    const result = summarise(cell, [ours, series('net', [round(100, 10)], 'round 2/3: gone')]);
    expect(result.lines.map((line) => line.peer)).toEqual(['readyloop']);
    expect(result.lines[0]?.ratios).toEqual({});
    expect(failures([result])).toEqual(['net, raw 1,024 B x 64: round 2/3: gone']);
  });
  test('marks a line when one of its rounds was saturated or noisy', () => {
    const marked = series('mio', [round(1, 1), round(1, 1, { saturated: true, othersCpu: 0.2 })]);
    expect(summarise(cell, [marked]).lines[0]).toMatchObject({ saturated: true, noisy: true });
  });
});
