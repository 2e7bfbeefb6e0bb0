import { describe, expect, test } from 'vitest';
import { brokenClauses, clausesOf } from '../checker/clauses.js';
import { search } from '../checker/explorer.js';
import { real, worlds } from './index.js';

const named = Object.values(worlds).flatMap((make) => clausesOf(make()));

describe('the clauses of the laws', () => {
  test('have names of their own: one name is of one law', () => {
    const laws = new Map(named.map(({ name, law }) => [name, law]));
    for (const { name, law } of named) expect([name, laws.get(name)]).toEqual([name, law]);
  });

  test('are each of a law whose id begins their name', () => {
    for (const { name, law } of named) expect(name.split(' ')[0]).toBe(law.split(' ')[0]);
  });

  test('have names of their own within a world', () => {
    for (const make of Object.values(worlds)) {
      const names = make().clauses?.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });
});

describe('a clause that is silenced', () => {
  const make = worlds.receiving as NonNullable<typeof worlds.receiving>;
  const clause = 'L11 bytes are taken once and in order, and none is lost';
  const sentAgain = { ...real, contract: { ...real.contract, bytes: 'sentAgain' } } as const;
  const broken = (silenced: readonly string[]) =>
    brokenClauses(search((worlds.sending as typeof make)({ ...sentAgain, silenced: new Set(silenced) })));

  test('is broken by nothing, and what only it catches is caught no more', () => {
    expect(broken([])).toEqual([clause]);
    expect(broken([clause])).toEqual([]);
  });

  test('leaves what others look at as it was', () => {
    const { states, edges } = search(make());
    const without = search(make({ ...real, silenced: new Set(named.map(({ name }) => name)) }));
    expect([without.states, without.edges]).toEqual([states, edges]);
  });
});
