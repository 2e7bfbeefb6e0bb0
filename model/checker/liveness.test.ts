import { expect, test } from 'vitest';
import { explore, type Path } from './explore.js';
import { liveness } from './liveness.js';
import { arrow, peterson, type Rule, toy } from './toys.js';
import type { Label, World } from './world.js';

const texts = (world: World, path: Path): string[] => path.map(({ label }) => world.labels[label]?.text ?? '?');

/** A drawn graph from state 0, pending in the given states. */
function judge(pending: readonly number[], rules: readonly Rule[], discharges: readonly number[] = []) {
  const world = toy({
    name: 'drawn',
    fields: { at: 8 },
    rules,
    obligations: [{ law: 'X1 it ends', pending: (state) => pending.includes(state[0] ?? -1), discharges }],
  });
  const [result] = liveness(explore(world));
  return result?.lasso && { stem: texts(world, result.lasso.stem), cycle: texts(world, result.lasso.cycle) };
}

const user: Partial<Label> = { lane: 'user' };
const fair = (fairness: number): Partial<Label> => ({ fairness });

test('a fair way out must be taken at last', () => {
  expect(judge([1], [arrow(0, 1), arrow(1, 1, user), arrow(1, 2, fair(0))])).toBeUndefined();
});

test('an unfair way out need not be taken: standing still is a run', () => {
  expect(judge([1], [arrow(0, 1), arrow(1, 2, user)])).toEqual({ stem: ['0 -> 1'], cycle: [] });
});

test('a dead end while pending is a run', () => {
  expect(judge([2], [arrow(0, 1, fair(0)), arrow(1, 2, fair(0))])).toEqual({ stem: ['0 -> 1', '1 -> 2'], cycle: [] });
});

test('a fair class that is disabled now and then may be passed by', () => {
  const rules = [arrow(0, 1, user), arrow(1, 2, fair(1)), arrow(2, 1, fair(1)), arrow(2, 3, fair(0))];
  expect(judge([1, 2], rules)).toEqual({ stem: ['0 -> 1'], cycle: ['1 -> 2', '2 -> 1'] });
});

test('a fair class that is enabled all along the cycle must be taken', () => {
  const rules = [arrow(0, 1, user), arrow(1, 2, user), arrow(2, 1, user), arrow(1, 3, fair(0)), arrow(2, 3, fair(0))];
  expect(judge([1, 2], rules)).toBeUndefined();
});

test('a cycle that discharges the obligation is none, unless there is a way round the discharge', () => {
  const rules = [arrow(0, 1, user), arrow(1, 2, fair(0)), arrow(2, 1, fair(0))];
  expect(judge([1, 2], rules, [2])).toBeUndefined();
  expect(judge([1, 2], [...rules, arrow(2, 1, fair(0))], [2])).toEqual({
    stem: ['0 -> 1'],
    cycle: ['1 -> 2', '2 -> 1'],
  });
});

test('the cycle gives each fair class its due', () => {
  const rules = [
    arrow(0, 1, user),
    arrow(1, 1, user),
    arrow(1, 2, fair(0)),
    arrow(2, 1, user),
    arrow(1, 3, fair(1)),
    arrow(3, 1, fair(1)),
    arrow(3, 4, fair(0)),
    arrow(2, 4, fair(1)),
  ];
  const lasso = judge([1, 2, 3], rules);
  expect(lasso?.stem).toEqual(['0 -> 1']);
  expect(new Set(lasso?.cycle)).toEqual(new Set(['1 -> 2', '2 -> 1', '1 -> 3', '3 -> 1']));
});

test('of several fair components the nearest is told', () => {
  const rules = [arrow(0, 1, user), arrow(1, 2, user), arrow(2, 2, user), arrow(0, 3, user), arrow(3, 3, user)];
  expect(judge([2, 3], rules)).toEqual({ stem: ['0 -> 3'], cycle: [] });
});

test('a pending state is an end unless the transition that breaks a safety law there is one that has to be taken', () => {
  const breaking = (label: Partial<Label>) =>
    toy({
      name: 'flawed',
      fields: { at: 3 },
      laws: ['X0 safe'],
      rules: [arrow(0, 1, user), { ...label, text: 'break', when: ([at]) => at === 1, move: () => 1 }],
      obligations: [{ law: 'X1 it ends', pending: ([at]) => at === 1, discharges: [] }],
    });
  expect(liveness(explore(breaking(fair(0))))[0]?.lasso).toBeUndefined();
  expect(liveness(explore(breaking(user)))[0]?.lasso).toMatchObject({ stem: [{}], cycle: [] });
});

test("both get in with Peterson's algorithm; without the turn they wait for each other", () => {
  for (const { lasso, pending } of liveness(explore(peterson()))) {
    expect(lasso).toBeUndefined();
    expect(pending).toBeGreaterThan(0);
  }
  const broken = peterson('no turn');
  const [result] = liveness(explore(broken));
  expect(result?.lasso?.stem).toHaveLength(4);
  expect(result?.lasso?.cycle).toEqual([]);
});

test('an incomplete search is not judged', () => {
  expect(() => liveness(explore(peterson(), { maxStates: 3 }))).toThrow(/incomplete/);
});
