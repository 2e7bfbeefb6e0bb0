import { expect, test } from 'vitest';
import { explore } from './explore.js';
import { peterson } from './toys.js';
import { randomWalks, walk } from './walk.js';

test('a walk follows its choices and ends with the first violation', () => {
  const world = peterson('flag after turn');
  const [violation] = explore(world).violations;
  const choices: number[] = [];
  const to = world.space.vector();
  let state = world.space.vector();
  for (const { label, after } of violation?.path ?? []) {
    const labels: number[] = [];
    world.successors(state, to, (enabled) => labels.push(enabled));
    choices.push(labels.indexOf(label));
    state = after;
  }
  expect(walk(world, [...choices, 0, 0, 0]).violation).toEqual(violation);
});

test('a walk ends where nothing can happen', () => {
  expect(walk(peterson('no turn'), [0, 1, 2, 1]).path.length).toBeLessThanOrEqual(4);
});

test('random walks find what is broken, and the same seed finds the same', () => {
  const options = { runs: 200, steps: 50, seed: 1 };
  const found = randomWalks(peterson('flag after turn'), options);
  expect(found.violations).toMatchObject([{ law: 0 }]);
  expect(randomWalks(peterson('flag after turn'), options)).toEqual(found);
  expect(randomWalks(peterson('flag after turn'), { ...options, seed: 2 }).steps).not.toBe(found.steps);
  expect(randomWalks(peterson(), options)).toEqual({ runs: 200, steps: 10_000, violations: [] });
});
