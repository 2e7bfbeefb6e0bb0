import { expect, test } from 'vitest';
import { explore, type Violation } from './explore.js';
import { shrink } from './shrink.js';
import { arrow, peterson, toy } from './toys.js';
import { follow, randomWalks, type Walk } from './walk.js';

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

/** The walk of these labels, which breaks a law with the last one. */
const broken = (walk: Walk | undefined): Violation => walk?.violation as Violation;

test('steps that do not matter are left out, few and many', () => {
  const world = toy({
    name: 'counts',
    fields: { wanted: 3, other: 64 },
    laws: ['X1 at most one'],
    rules: [
      {
        text: 'wanted',
        when: () => true,
        move: (v) => {
          v[0] = (v[0] as number) + 1;
          return v[0] === 2 ? 1 : 0;
        },
      },
      {
        text: 'other',
        when: () => true,
        move: (v) => {
          v[1] = (v[1] as number) + 1;
          return 0;
        },
      },
    ],
  });
  const labels = [...Array(20).fill(1), 0, 1, 1, 1, 1, 1, 1, 1, 0];
  expect(shrink(world, broken(follow(world, labels))).path.map(({ label }) => label)).toEqual([0, 0]);
});

test('rounds are cut out, whatever their length', () => {
  const round = [arrow(0, 1), arrow(1, 2), arrow(2, 3), arrow(3, 4), arrow(4, 0)];
  const rules = [...round, { text: 'break', when: ([at]: Uint8Array) => at === 3, move: () => 1 }];
  const world = toy({ name: 'round', fields: { at: 5 }, laws: ['X1 whole'], rules });
  const labels = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 5];
  expect(shrink(world, broken(follow(world, labels))).path.map(({ label }) => label)).toEqual([0, 1, 2, 5]);
});
