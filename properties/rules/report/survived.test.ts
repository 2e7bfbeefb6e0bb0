import { expect, test } from 'vitest';
import { unsurvived } from './survived.js';
import type { Tested } from './tally.js';

const tested = (title: string, suite: string, state: Tested['state'] = 'passed'): Tested => ({
  suites: [suite],
  title,
  state,
});
const columns = ['mio', 'tokio'] as const;
const flood = { says: 'a flood', shown: ['it swims'] };
const both = [tested('it swims', 'animals, on mio:'), tested('it swims', 'animals, on tokio:')];

test('a fault whose tests have passed on every backend lacks nothing', () => {
  expect(unsurvived([flood], columns, both)).toEqual([]);
});

test('a test that names no backend counts for each', () => {
  expect(unsurvived([flood], columns, [tested('it swims', 'animals')])).toEqual([]);
});

test('a test that is not there, or did not pass, is lacking', () => {
  expect(unsurvived([flood], columns, both.slice(1))).toEqual(['there is no test "it swims" on mio']);
  const failed = [...both, tested('it swims', 'animals, on mio:', 'failed')];
  expect(unsurvived([flood], columns, failed)).toEqual(['"it swims" did not pass on mio']);
});

test('a fault that one backend meets in its own way is shown there', () => {
  const apart = { says: 'a flood', shown: [], shownOn: { tokio: ['it swims'] } };
  expect(unsurvived([apart], columns, both.slice(1))).toEqual([]);
  expect(unsurvived([apart], columns, both.slice(0, 1))).toEqual(['there is no test "it swims" on tokio']);
});

test('a fault has tests or a reason, and not both', () => {
  const reason = { says: 'fire', shown: [], without: 'no fire yet' };
  expect(unsurvived([reason], columns, [])).toEqual([]);
  expect(unsurvived([{ says: 'fire', shown: [] }], columns, [])).toEqual([
    '"fire" has neither tests nor a reason for having none',
  ]);
  expect(unsurvived([{ ...flood, without: 'x' }], columns, both)).toEqual([
    '"a flood" has tests, and a reason for having none',
  ]);
});
