import { expect, test } from 'vitest';
import { explore, type Path } from './explore.js';
import { arrow, peterson, toy } from './toys.js';
import type { World } from './world.js';

const texts = (world: World, path: Path): string[] => path.map(({ label }) => world.labels[label]?.text ?? '?');

/** Counters that only rise: (size) ** (count) states, each edge is one increment. */
function counters(count: number, size: number, limit = Infinity): World {
  return toy({
    name: 'counters',
    fields: Object.fromEntries(Array.from({ length: count }, (_, i) => [`c${i}`, size])),
    laws: ['X1 the sum stays below the limit'],
    rules: Array.from({ length: count }, (_, i) => ({
      text: `c${i} + 1`,
      when: (state) => (state[i] ?? 0) + 1 < size,
      move: (state) => {
        state[i] = (state[i] ?? 0) + 1;
        return state.reduce((sum, value) => sum + value) >= limit ? 1 : 0;
      },
    })),
  });
}

test('every state and edge is counted once, and the depth is that of the farthest state', () => {
  const { states, edges, depth, complete, violations } = explore(counters(4, 8));
  expect({ states, edges, depth, complete, violations }).toEqual({
    states: 8 ** 4,
    edges: 4 * 7 * 8 ** 3,
    depth: 28,
    complete: true,
    violations: [],
  });
});

test('a state of one word costs less than 30 bytes', () => {
  expect(explore(counters(5, 8)).bytesPerState).toBeLessThan(30);
});

test('a violation comes with a shortest path to it and is not explored further', () => {
  const world = counters(3, 8, 5);
  const { violations, states, depth, flawed } = explore(world);
  expect(violations).toHaveLength(1);
  expect(violations[0]?.law).toBe(0);
  expect(violations[0]?.path).toHaveLength(5);
  expect(violations[0]?.path.at(-1)?.after.reduce((sum, value) => sum + value)).toBe(5);
  expect(depth).toBe(4);
  expect(states).toBe(35);
  expect(flawed.size).toBe(15);
});

test('the search ends early beyond maxStates and says so', () => {
  const { complete, states, graph } = explore(counters(4, 8), { maxStates: 100 });
  expect(complete).toBe(false);
  expect(states).toBeGreaterThan(100);
  expect(states).toBeLessThan(110);
  expect(graph.first).toHaveLength(states + 1);
});

test("Peterson's algorithm keeps mutual exclusion; a flag raised too late breaks it in the fewest steps", () => {
  expect(explore(peterson()).violations).toEqual([]);
  const broken = peterson('flag after turn');
  const [violation] = explore(broken).violations;
  expect(violation?.path).toHaveLength(6);
  expect(texts(broken, violation?.path ?? []).at(-1)).toMatch(/enters/);
});

test('the path to a state is shortest and each step is one of the world', () => {
  const world = toy({
    name: 'shortcut',
    fields: { at: 5 },
    rules: [arrow(0, 1), arrow(1, 2), arrow(2, 3), arrow(3, 4), arrow(1, 4), arrow(4, 0)],
  });
  const { pathTo, states, read } = explore(world);
  const state = world.space.vector();
  const found = Array.from({ length: states }, (_, number) => {
    read(number, state);
    return [state[0], texts(world, pathTo(number))];
  });
  expect(found).toContainEqual([4, ['0 -> 1', '1 -> 4']]);
  expect(found).toContainEqual([0, []]);
});

test('more labels or fair classes than fit are refused', () => {
  expect(() => explore(toy({ name: 'x', fields: { at: 2 }, rules: [arrow(0, 1, { fairness: 32 })] }))).toThrow(
    RangeError,
  );
});
