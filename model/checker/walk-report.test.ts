import { expect, test } from 'vitest';
import { peterson } from './toys.js';
import { walkAlong, walkAtRandom } from './walk-report.js';

test('a law that a walk breaks is told with the seed and with the path that break it again', () => {
  const options = { runs: 100, steps: 50, seed: 3 };
  const { walks, broken } = walkAtRandom(peterson('flag after turn'), options);
  expect(walks).toBe(100);
  const [{ law, seed, path, counterexample }] = broken as [(typeof broken)[number]];
  expect(law).toBe('X1 mutual exclusion');
  expect(counterexample.steps).toHaveLength(path.length);
  const again = walkAtRandom(peterson('flag after turn'), { ...options, runs: 1, seed: seed as number });
  expect(again.broken).toEqual(broken);
  expect(walkAlong(peterson('flag after turn'), path)?.broken).toEqual([{ law, path, counterexample }]);
});

test('walks that break nothing say how often each law was put to the test', () => {
  const { steps, laws, broken } = walkAtRandom(peterson(), { runs: 10, steps: 20, seed: 1 });
  expect(broken).toEqual([]);
  expect(steps).toBe(200);
  // Each of its transitions that a walk could have taken.
  expect(laws).toEqual([{ law: 'X1 mutual exclusion', witnesses: 317 }]);
});

test('there is no report of a way that the world does not have', () => {
  expect(walkAlong(peterson(), [999])).toBeUndefined();
});
