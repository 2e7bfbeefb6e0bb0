import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Pinning } from './place.js';
import type { Cell } from './registry.js';
import { type Report, table } from './report.js';
import { summarise } from './summary.js';

const cell: Cell = { mode: 'raw', size: 1024, connections: 64, pipeline: 1, full: false };

function report(pinning: Pinning | undefined, baseline: string): string {
  const round = (javascript: number | undefined) => ({
    ...{ rps: 10, requests: 10, user: 1, system: 2, javascript, p50: 1, p99: 2, p999: 3, max: 4 },
    ...{ generatorCpu: 0.5, saturated: false, othersCpu: 0 },
  });
  const peers = { tokio: 0.5, net: 2, mio: undefined };
  const series = Object.entries(peers).map(([peer, js]) => ({ peer, rounds: [round(js)], verifiedBytes: 1 }));
  const whole: Report = {
    date: '2026-01-01T00:00:00.000Z',
    machine: { cpu: '', cores: 2, kernel: '', node: '' },
    plan: { rounds: 1, warmup: 0, seconds: 1, pinning, syscalls: false },
    baseline,
    skipped: [{ what: 'uvloop, raw', why: 'not installed' }],
    results: [summarise(cell, series)],
  };
  return stripVTControlCharacters(table(whole));
}

/** The columns of JavaScript in a server's line: CPU a request, and its ratio. */
function javascript(peer: string, baseline: string): string[] | undefined {
  const line = report(undefined, baseline)
    .split('\n')
    .find((text) => text.split('│')[2]?.trim() === peer);
  return line
    ?.split('│')
    .slice(7, 9)
    .map((text) => text.trim());
}

test('JavaScript has columns of its own, empty for a server without it', () => {
  expect(javascript('tokio', 'net')).toEqual(['0.50', '0.25']);
  expect(javascript('net', 'net')).toEqual(['2.00', '1']);
  for (const baseline of ['net', 'mio']) expect(javascript('mio', baseline)).toEqual(['-', '-']);
});

test('the report says where things ran', () => {
  const taskset = '/bin/taskset';
  expect(report(undefined, 'net')).toContain('nothing is pinned to a core');
  expect(report({ taskset, server: [0], generator: [1] }, 'net')).toContain(
    'every server, with all its threads, on core 0',
  );
  expect(report({ taskset, server: [0, 1], generator: [1] }, 'net')).toContain('servers spread over cores 0 and 1');
});

test('a peer that was skipped is named', () => {
  expect(report(undefined, 'net')).toContain('skipped: uvloop, raw: not installed');
});
