import { expect, test } from 'vitest';
import { explore } from './explore.js';
import { shrink } from './shrink.js';
import { peterson } from './toys.js';
import { follow, randomWalks } from './walk.js';

test('what is left breaks the same law, and not without any one of its steps', () => {
  const world = peterson('flag after turn');
  const [shortest] = explore(world).violations;
  for (const seed of [1, 2, 3, 4]) {
    const [found] = randomWalks(world, { runs: 50, steps: 50, seed }).violations;
    const { law, path } = shrink(world, found as NonNullable<typeof found>);
    expect(law).toBe(found?.law);
    expect(path.length).toBeGreaterThanOrEqual(shortest?.path.length as number);
    const labels = path.map(({ label }) => label);
    expect(follow(world, labels)?.violation).toEqual({ law, path });
    labels.forEach((_, at) => {
      expect(follow(world, labels.toSpliced(at, 1))?.violation?.law).not.toBe(law);
    });
  }
});

test('of a long walk only the steps that matter are left', () => {
  const world = peterson('flag after turn');
  const found = [1, 2, 3, 4, 5, 6, 7, 8]
    .map((seed) => randomWalks(world, { runs: 1, steps: 200, seed }).violations[0])
    .sort((a, b) => (b?.path.length ?? 0) - (a?.path.length ?? 0))[0];
  expect(found?.path.length).toBeGreaterThan(20);
  expect(shrink(world, found as NonNullable<typeof found>).path.length).toBeLessThan(12);
});
