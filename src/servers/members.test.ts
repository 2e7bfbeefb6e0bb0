import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Members } from './members.js';

interface Named {
  readonly name: number;
}

class One {
  place = -1;
  readonly transport: Named;

  constructor(name: number) {
    this.transport = { name };
  }
}

/** So many of them, and the set. */
function some(count: number): { ones: One[]; members: Members<Named> } {
  const ones = Array.from({ length: count }, (_, name) => new One(name));
  const members = new Members<Named>((value) => ones.find(({ transport }) => transport === value));
  for (const one of ones) {
    members.add(one);
  }
  return { ones, members };
}

const named = (members: Iterable<Named>) => [...members].map(({ name }) => name);

test('members can be read as of a Set, in their order, and those that left are none', () => {
  const { ones, members } = some(4);
  const set: ReadonlySet<Named> = members;
  members.delete(ones[1] as One);
  members.delete(ones[1] as One);
  expect(set.size).toBe(3);
  expect(ones.map(({ transport }) => set.has(transport))).toEqual([true, false, true, true]);
  expect(set.has({ name: 0 })).toBe(false);
  expect(named(set)).toEqual([0, 2, 3]);
  expect(named(set.keys())).toEqual([0, 2, 3]);
  expect([...set.entries()][1]).toEqual([{ name: 2 }, { name: 2 }]);
  const seen: unknown[] = [];
  set.forEach(function (this: unknown, value, key, all) {
    seen.push(this, value === key, all === set);
  }, 'receiver');
  expect(seen.slice(0, 3)).toEqual(['receiver', true, true]);
  expect(inspect(set)).toBe('Set(3) { { name: 0 }, { name: 2 }, { name: 3 } }');
});

test('one that leaves while they are gone through is not come to, nor is one that joins', () => {
  const { ones, members } = some(500);
  const seen: number[] = [];
  for (const { name } of members) {
    seen.push(name);
    // More than half of them leave at once, so that the others move.
    for (const one of name === 1 ? ones.slice(2, 499) : []) {
      members.delete(one);
    }
    members.add(new One(1000));
  }
  expect(seen).toEqual([0, 1, 499]);
});

test('however many came and went, places are no more than twice the members, and some', () => {
  const { ones, members } = some(3);
  let highest = 0;
  for (let i = 0; i < 10_000; i++) {
    const one = new One(i);
    members.add(one);
    highest = Math.max(highest, one.place);
    members.delete(one);
  }
  expect(highest).toBeLessThan(100);
  expect(named(members)).toEqual([0, 1, 2]);
  members.delete(ones[0] as One);
  expect(named(members)).toEqual([1, 2]);
});
