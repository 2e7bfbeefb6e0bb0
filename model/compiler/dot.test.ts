import { expect, test } from 'vitest';
import { dot } from './dot.js';
import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from './table.js';

const lamp: Table = {
  runs: 'engine',
  name: 'lamp',
  states: ['off', 'on'],
  events: ['PRESS', 'TURN', 'BURN', 'PULSE'],
  actions: ['light', 'click'],
  regions: [],
  kind: Uint8Array.of(S, S, F, S, S, I, S, S),
  next: Uint8Array.of(1, 1, 0, 1, 0, 1, 0, 1),
  list: Uint8Array.of(1, 1, 0, 2, 0, 0, 0, 3),
  lists: [Uint8Array.of(), Uint8Array.of(0), Uint8Array.of(1, 0), Uint8Array.of(1)],
};

test('one arrow leads from a state to another, with a line for each list of actions', () => {
  expect(dot(lamp)).toContain('  "off" -> "on" [label = "PRESS, TURN / light\\lPULSE / click, light\\l"];\n');
  expect(dot(lamp)).toContain('  "on" -> "off" [label = "PRESS, BURN\\l"];\n');
});

test('a step that stays is drawn, what is ignored or forbidden is not', () => {
  expect(dot(lamp)).toContain('  "on" -> "on" [label = "PULSE / click\\l"];\n');
  expect(dot(lamp).match(/->/g)).toHaveLength(4);
});

test('the graph begins at the initial state', () => {
  expect(dot(lamp)).toMatch(/^digraph "lamp" \{\n[^>]*-> "off";\n/);
});
