import { expect, test } from 'vitest';
import { explore } from './explore.js';
import { arrow, peterson, toy } from './toys.js';
import { follow, randomWalks, walk } from './walk.js';

test('a walk follows its choices and ends with the first violation', () => {
  const world = peterson('flag after turn');
  const [violation] = explore(world).violations;
  const numbers = Array.from({ length: 100 }, (_, number) => number);
  const choices: number[] = [];
  for (const { label } of violation?.path ?? []) {
    choices.push(numbers.find((choice) => walk(world, [...choices, choice]).path.at(-1)?.label === label) ?? -1);
  }
  expect(walk(world, [...choices, 0, 0, 0]).violation).toEqual(violation);
});

test('a lane is chosen before a transition of it, so that none is starved by one with many', () => {
  const many = Array.from({ length: 99 }, (_, at) => arrow(0, at + 2, { lane: 'user' }));
  const world = toy({ name: 'crowd', fields: { at: 128 }, rules: [...many, arrow(0, 1)] });
  const ends = Array.from({ length: 100 }, (_, choice) => walk(world, [choice]).path[0]?.after[0]);
  expect(ends.filter((at) => at === 1)).toHaveLength(50);
  expect(new Set(ends).size).toBe(51);
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

test('a violation is met again by the seed of its own walk, and by its labels', () => {
  const world = peterson('flag after turn');
  const options = { runs: 200, steps: 50, seed: 7 };
  const [found] = randomWalks(world, options).violations;
  expect(found?.seed).not.toBe(options.seed);
  expect(randomWalks(world, { ...options, runs: 1, seed: found?.seed as number }).violations).toEqual([found]);
  const labels = found?.path.map(({ label }) => label) as number[];
  expect(follow(world, labels)?.violation).toEqual({ law: found?.law, path: found?.path });
});

test('labels that are not enabled lead nowhere', () => {
  const labels = peterson().labels.map((_, label) => label);
  expect(labels.filter((label) => follow(peterson(), [label]))).toHaveLength(2);
  expect(follow(peterson(), [labels.length])).toBeUndefined();
});
