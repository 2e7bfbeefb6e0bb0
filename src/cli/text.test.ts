import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { count, facts, plural, seconds, table } from './text.js';
import { traceTable, wrongStep } from './trace-text.js';

test('numbers are grouped, and nouns follow them', () => {
  expect(count(1_234_567)).toBe('1,234,567');
  expect(plural(1, 'step')).toBe('1 step');
  expect(plural(2000, 'step')).toBe('2,000 steps');
  expect(seconds(1.234)).toBe('1.23 s');
  expect(seconds(61.27)).toBe('61.3 s');
});

test('columns of numbers are aligned to the right', () => {
  expect(
    table(
      ['model', 'states'],
      [
        ['one', 5],
        ['two', 1000],
      ],
    ),
  ).toMatch(/│ one +│ +5 │/);
});

test('a cell may have several lines, and colours, which take no room', () => {
  expect(
    table(
      ['what', 'n'],
      [
        ['one\ntwo', 1],
        ['\u001b[31mred\u001b[39m', 12],
      ],
    ),
  ).toBe(
    [
      '┌──────┬────┐',
      '│ what │  n │',
      '│ one  │  1 │',
      '│ two  │    │',
      '│ \u001b[31mred\u001b[39m  │ 12 │',
      '└──────┴────┘',
    ].join('\n'),
  );
});

test('facts are rows of a name and a value', () => {
  expect(facts([['backend', 'mio']])).toContain('│ backend │ mio │');
});

const wrong = {
  law: 'L1',
  record: 17,
  slot: 3,
  generation: 1,
  machine: 'watch',
  state: 'armed.off.R',
  event: 'READABLE',
  what: 'the step READABLE, which nobody reported',
  allowed: ['a poll record of this slot', 'the end of the trace'],
} as const;

test('a wrong step names its law, what happened and what would have been allowed', () => {
  expect(stripVTControlCharacters(wrongStep(wrong)).split('\n')).toEqual([
    'L1 is broken at record 17, slot 3 generation 1: the step READABLE, which nobody reported',
    '  the step  watch: READABLE in armed.off.R',
    '  allowed   a poll record of this slot',
    '       or   the end of the trace',
  ]);
});

test('a validated run says how often each law was put to the test', () => {
  const report = { records: 40, steps: 12, byMachine: { watch: 12 }, cellsStepped: { watch: 5 }, laws: { L1: 4 } };
  const text = stripVTControlCharacters(traceTable(report));
  expect(text).toMatch(/│ watch +│ +12 │ +5 │/);
  expect(text).toMatch(/│ L1 +│ +4 │/);
  expect(text).toContain('Every one of 12 steps in 40 records is justified.');
  expect(stripVTControlCharacters(traceTable({ ...report, firstWrong: wrong }))).toContain('L1 is broken at record 17');
});
