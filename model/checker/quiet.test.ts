import { expect, test } from 'vitest';
import { explore } from './explore.js';
import { quiet } from './quiet.js';
import { arrow, type Rule, toy } from './toys.js';

function judge(rules: readonly Rule[]) {
  const world = toy({ name: 'drawn', fields: { at: 8 }, rules });
  const { lasso } = quiet(explore(world));
  const texts = (path: readonly { label: number }[]) => path.map(({ label }) => world.labels[label]?.text);
  return lasso && { stem: texts(lasso.stem), cycle: texts(lasso.cycle) };
}

test('a cycle of the loop alone is a busy loop, told by its nearest state', () => {
  expect(judge([arrow(0, 1), arrow(1, 2), arrow(2, 3), arrow(3, 1), arrow(3, 2)])).toEqual({
    stem: ['0 -> 1'],
    cycle: ['1 -> 2', '2 -> 3', '3 -> 1'],
  });
});

test('a step that leads nowhere is a busy loop', () => {
  expect(judge([arrow(0, 1), arrow(1, 1)])).toEqual({ stem: ['0 -> 1'], cycle: ['1 -> 1'] });
});

test('progress, or a step of anybody else, makes a cycle honest', () => {
  expect(judge([arrow(0, 1), arrow(1, 0, { progress: true })])).toBeUndefined();
  for (const lane of ['user', 'kernel', 'peer'] as const) {
    expect(judge([arrow(0, 1), arrow(1, 0, { lane })])).toBeUndefined();
  }
});
