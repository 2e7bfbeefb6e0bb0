import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Series } from './measure.js';
import type { Pinning } from './place.js';
import type { Cell } from './registry.js';
import type { Report } from './report.js';
import { summarise } from './summary.js';
import { table } from './table.js';

const cell: Cell = { mode: 'raw', size: 102_400, connections: 512, pipeline: 1, full: false };

const round = (javascript: number | undefined) => ({
  ...{ rps: 123_456, requests: 10, user: 11.25, system: 12.5, javascript, p50: 10_001, p99: 20_002, p999: 300_003 },
  ...{ max: 1_234_567, slowest: 0.25, fastest: 1.5, overtaken: 1_022 },
  ...{ generatorCpu: 0.5, saturated: true, othersCpu: 1 },
});
const heartbeat = { timer: 12.34, timerMedian: 5.1, between: 511.6 };
const all: readonly Series[] = [
  { peer: 'tokio', rounds: [round(0.5)], verifiedBytes: 1, skipped: [{ what: 'heartbeat', why: 'not heard' }] },
  { peer: 'net', rounds: [round(2)], verifiedBytes: 1, heartbeat, skipped: [] },
  { peer: 'mio', rounds: [round(undefined)], verifiedBytes: 1, skipped: [] },
];

function report(pinning: Pinning | undefined, baseline: string | undefined, series = all): string {
  const whole: Report = {
    date: '2026-01-01T00:00:00.000Z',
    machine: { cpu: '', cores: 2, kernel: '', node: '' },
    plan: { rounds: 1, warmup: 0, seconds: 1, pinning, heartbeat: true, syscalls: false },
    baseline,
    skipped: [{ what: 'uvloop, raw', why: 'not installed' }],
    results: [summarise(cell, series)],
  };
  return stripVTControlCharacters(table(whole));
}

const cells = (line: string) =>
  line
    .split('│')
    .slice(1, -1)
    .map((text) => text.trim());

/** Of each table its headings and the lines of servers, cut into columns. */
function tables(text: string): { readonly headings: readonly string[]; readonly rows: readonly string[][] }[] {
  return text
    .split('┌')
    .slice(1)
    .map((one) => {
      const rows = one.split('\n').filter((line) => line.startsWith('│'));
      return { headings: cells(rows[0] ?? ''), rows: rows.slice(2).map(cells) };
    });
}

/** What a server has in the columns of these names, in whichever table they are. */
function shown(peer: string, names: readonly string[], baseline: string | undefined = 'net'): (string | undefined)[] {
  const rendered = tables(report(undefined, baseline));
  return names.map((name) => {
    const { headings = [], rows = [] } = rendered.find((one) => one.headings.includes(name)) ?? {};
    return rows.find((row) => row[1] === peer)?.[headings.indexOf(name)];
  });
}

test('JavaScript has columns of its own, empty for a server without it', () => {
  const names = ['JS us/req', 'JS ratio'];
  expect(shown('tokio', names)).toEqual(['0.50', '0.25']);
  expect(shown('net', names)).toEqual(['2.00', '1']);
  for (const baseline of ['net', 'mio']) expect(shown('mio', names, baseline)).toEqual(['-', '-']);
});

describe('fairness', () => {
  test('is told of every server, waits in milliseconds where they are long', () => {
    const names = ['slowest', 'fastest', 'p99.9 us', 'longest', 'overtaken'];
    for (const peer of ['tokio', 'net', 'mio']) {
      expect(shown(peer, names)).toEqual(['0.25', '1.50', '300,003', '1234.6', '1,022']);
    }
  });
  test('stands beside each ratio of requests/s: no such ratio without the share of the slowest', () => {
    const withRatio = tables(report(undefined, 'net')).filter(({ headings }) => headings.includes('ratio'));
    expect(withRatio).toHaveLength(1);
    for (const { headings } of withRatio) expect(headings[headings.indexOf('ratio') + 1]).toBe('slowest');
  });
  test('is there without anybody to compare with, and ratios are not', () => {
    const headings = tables(report(undefined, undefined)).flatMap((one) => one.headings);
    expect(headings.filter((name) => name.includes('ratio'))).toEqual([]);
    expect(headings).toContain('slowest');
  });
});

test('the heartbeat is that of JavaScript: a dash for a server without it, and for one whose was not heard', () => {
  expect(shown('net', ['timer', 'between'])).toEqual(['12.3', '512']);
  for (const peer of ['tokio', 'mio']) expect(shown(peer, ['timer', 'between'])).toEqual(['-', '-']);
});

test('each table fits into 140 columns', () => {
  for (const line of report(undefined, 'readyloop').split('\n')) expect(line.length, line).toBeLessThanOrEqual(140);
});

test('says what ratios are to', () => {
  expect(report(undefined, 'mio')).toContain('What a request costs; ratios are to mio\n');
  expect(report(undefined, undefined)).toContain('What a request costs\n');
});

test('the legend explains what a heading cannot', () => {
  const lines = report(undefined, 'net').split('\n');
  for (const name of ['slowest', 'fastest', 'longest', 'overtaken', 'timer', 'between']) {
    expect(lines.filter((line) => line.startsWith(`${name}  `))).toHaveLength(1);
  }
});

test('the report says where things ran', () => {
  const taskset = '/bin/taskset';
  expect(report(undefined, 'net')).toContain('nothing is pinned to a core');
  expect(report({ taskset, server: [0], generator: [1] }, 'net')).toContain(
    'every server, with all its threads, on core 0',
  );
  expect(report({ taskset, server: [0, 1], generator: [1] }, 'net')).toContain('servers spread over cores 0 and 1');
});

test('a peer that was skipped is named, and what is missing of one that was not', () => {
  expect(report(undefined, 'net')).toContain('skipped: uvloop, raw: not installed');
  expect(report(undefined, 'net')).toContain('skipped: heartbeat, tokio, raw 102,400 B x 512: not heard');
});
