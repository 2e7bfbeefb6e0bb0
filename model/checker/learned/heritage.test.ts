import { describe, expect, test } from 'vitest';
import { bugs } from '../../bugs/catalogue/index.js';
import { variantOf } from '../../bugs/hunt.js';
import { differences, real, realContract, type Variant, type VariedWorld, worlds } from '../../worlds/index.js';
import type { Search } from '../search.js';
import { toy } from '../toys.js';
import type { World } from '../world.js';
import { Knowledge, LearnedSearch } from './index.js';

const grounds = ['receiving', 'hand-off-receive', 'ending'] as const;

type Ground = (typeof grounds)[number];

const make = (name: Ground, variant: Variant) => (worlds[name] as NonNullable<(typeof worlds)[Ground]>)(variant);

const known = new Map(
  grounds.map((name) => [name, new Knowledge(new LearnedSearch(make(name, real)).lessons())] as const),
);

function heir(name: Ground, variant: Variant): LearnedSearch {
  const from = known.get(name) as Knowledge;
  return new LearnedSearch(make(name, variant), { inherit: { from, differences: differences(real, variant) } });
}

function found(search: Search) {
  const { states, edges, depth, violations, witness, cells } = search;
  const live = Array.from(search.liveness(), ({ pending, lasso }) => ({ pending, lasso }));
  const stepped = cells.map((one) => one.stepped.join(''));
  return { states, edges, depth, violations, witness, live, quiet: search.quiet(), stepped };
}

/** The ground in which a bug makes a difference, as far as one of these is that. */
function groundOf(world: (name: Ground) => VariedWorld, contract: object, machines: readonly string[]): Ground {
  const concerned = (name: Ground) => {
    const { switches, cells } = world(name);
    return Object.keys(contract).every((one) => switches.some((other) => other === one)) &&
      machines.every((machine) => cells.some(({ table }) => table.name === machine))
      ? [name]
      : [];
  };
  return grounds.flatMap(concerned)[0] ?? 'receiving';
}

describe('an heir finds what a world finds that has learned everything by itself', () => {
  test.each(bugs.map((bug) => [bug.id, bug] as const))('with the bug %s', (_, bug) => {
    const variant = variantOf(bug);
    const machines = [...(bug.patches ?? []), ...(bug.cells ?? [])].map(({ machine }) => machine);
    const name = groundOf((ground) => make(ground, real), bug.contract ?? {}, machines);
    const inherits = heir(name, variant);
    expect(found(inherits)).toEqual(found(new LearnedSearch(make(name, variant))));
    inherits.audit();
  });
});

describe('what is inherited', () => {
  test('from the same world is everything: nothing is asked', () => {
    expect(heir('receiving', real).questions).toBe(0);
  });

  test('by a world with a silenced clause is everything: none is broken in the real one', () => {
    const silenced = new Set(['L11 bytes are taken once and in order, and none is lost', 'L1 ready before it runs']);
    const inherits = heir('receiving', { ...real, silenced });
    expect([inherits.questions, inherits.digest()]).toEqual([0, heir('receiving', real).digest()]);
  });

  test('is all but what looked up the switch that differs', () => {
    const own = new LearnedSearch(make('receiving', { ...real, contract: { ...realContract, rearm: 'nothing' } }));
    const { questions } = heir('receiving', { ...real, contract: { ...realContract, rearm: 'nothing' } });
    expect(questions).toBeGreaterThan(0);
    expect(questions).toBeLessThan(own.questions / 2);
  });

  test('is nothing where the switch that differs was looked up while the world was made', () => {
    const variant: Variant = { ...real, contract: { ...realContract, hangups: 'stay' } };
    expect(heir('receiving', variant).questions).toBe(new LearnedSearch(make('receiving', variant)).questions);
  });

  /** A counter that rises to 4, of so many values, beside a field that the move reads. */
  const counter = (size: number, other: number, ...more: string[]): World =>
    toy({
      name: 'counter',
      fields: { a: size, b: other, ...Object.fromEntries(more.map((name) => [name, 2])) },
      rules: [
        {
          text: 'rise',
          when: (v) => v[1] === 0 && (v[0] as number) < 4,
          move: (v) => {
            v[0] = (v[0] as number) + 1;
            return 0;
          },
        },
      ],
    });
  const heirOf = (from: World, to: World): LearnedSearch =>
    new LearnedSearch(to, {
      inherit: { from: new Knowledge(new LearnedSearch(from).lessons()), differences: { cells: [], switches: [] } },
    });

  test('by a world with other sizes of its fields are the ways whose values it has', () => {
    expect(heirOf(counter(5, 2), counter(8, 3)).questions).toBe(0);
    // What the first did is none of this one's: it has to throw, as by itself.
    expect(() => heirOf(counter(5, 2), counter(3, 2))).toThrow(
      new RangeError("3 is no value of field 'a', which has 3"),
    );
  });

  test('is nothing where a field that had one value has more, since nobody noted that it was read', () => {
    expect(heirOf(counter(5, 1), counter(5, 2)).questions).toBe(5);
  });

  test('is nothing where there are other fields', () => {
    expect(heirOf(counter(5, 2), counter(5, 2, 'c')).questions).toBe(5);
  });
});
