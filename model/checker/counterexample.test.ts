import { expect, test } from 'vitest';
import { formatCounterexample, lassoExample, violationExample } from './counterexample.js';
import { explore } from './explore.js';
import { liveness } from './liveness.js';
import { quiet } from './quiet.js';
import { arrow, peterson, toy } from './toys.js';
import type { Lane } from './world.js';

test('a violation prints a lane for each party and marks the row that breaks the law', () => {
  const world = toy({
    name: 'one descriptor',
    fields: { at: 3 },
    laws: ['L1 readiness first'],
    rules: [
      arrow(0, 1, { lane: 'user', text: 'addReader' }),
      arrow(1, 2, { lane: 'loop', text: 'queueReader' }),
      { text: 'callReader', when: ([at]) => at === 2, move: () => 1 },
    ],
  });
  const [violation] = explore(world).violations;
  const example = violationExample(world, 'L1 readiness first', violation?.path ?? []);
  expect(example.steps).toEqual([
    { lane: 'user', text: 'addReader' },
    { lane: 'loop', text: 'queueReader' },
    { lane: 'loop', text: 'callReader' },
  ]);
  expect(formatCounterexample(example)).toBe(
    [
      'one descriptor: L1 readiness first',
      '',
      'step | user      | loop        | kernel | peer',
      '-----+-----------+-------------+--------+-----',
      '   1 | addReader |             |        |',
      '   2 |           | queueReader |        |',
      '   3 |           | callReader  |        |',
      '     >>> breaks L1 readiness first',
      '',
      'state: at=2',
    ].join('\n'),
  );
});

test('a lasso shows where its cycle begins and ends', () => {
  const world = toy({
    name: 'spin',
    fields: { at: 3 },
    rules: [arrow(0, 1, { lane: 'user' }), arrow(1, 2), arrow(2, 1)],
  });
  const { lasso } = quiet(explore(world));
  const example = lasso && lassoExample(world, lasso);
  expect(example?.cycle).toBe(1);
  expect(example && formatCounterexample(example).split('\n')).toEqual(
    expect.arrayContaining([
      '   1 | 0 -> 1 |        |        |',
      '     >>> the cycle begins',
      '   2 |        | 1 -> 2 |        |',
      '   3 |        | 2 -> 1 |        |',
      '     >>> the cycle ends, again from step 2 for ever; never fulfilled: L17 quiet',
    ]),
  );
});

test('a run that comes to rest while something is pending says so', () => {
  const world = peterson('no turn');
  const [result] = liveness(explore(world));
  const example = result?.lasso && lassoExample(world, result.lasso);
  expect(example?.cycle).toBe(4);
  expect(example && formatCounterexample(example)).toMatch(/4 \| .*\n {5}>>> nothing has to happen any more/);
});

test('long texts wrap within 120 columns and lose nothing', () => {
  const words = Array.from({ length: 30 }, (_, i) => `word${i}`);
  const lanes: Lane[] = ['user', 'loop', 'kernel', 'peer'];
  const steps = lanes.map((lane) => ({ lane, text: words.join(' ') }));
  steps.push({ lane: 'loop', text: 'x'.repeat(300) });
  const text = formatCounterexample({
    world: 'w',
    law: 'L2 nothing ready is forgotten',
    steps,
    state: words.join(' '),
  });
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  for (const word of words) expect(text.match(new RegExp(`${word}\\b`, 'g'))).toHaveLength(5);
  expect(text.match(/x/g)).toHaveLength(300);
});
