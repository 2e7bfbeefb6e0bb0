import { describe, expect, test } from 'vitest';
import { bugs } from './catalogue.js';
import { expected } from './expected.js';
import { hunt, variantOf } from './hunt.js';

/** The id of a law as the checker titles it. */
const id = (law: string): string => law.split(' ', 1)[0] as string;

describe('known bugs', () => {
  test('each has its expectation, and no expectation is left over', () => {
    expect(Object.keys(expected).sort()).toEqual(bugs.map((bug) => bug.id).sort());
  });

  test.each(bugs.map((bug) => [bug.id, bug.title, bug] as const))(
    '%s is caught: %s',
    (name, _title, bug) => {
      const { catches } = hunt(bug);
      expect(expected[name]).toContain(id(catches[0]?.law ?? 'nothing'));
    },
    // A2 is caught beside a model of half a million states; on a busy machine that takes a while.
    240_000,
  );

  test('F0 is caught in at most 3 steps', () => {
    const f0 = bugs.find((bug) => bug.id === 'F0');
    expect(hunt(f0 as (typeof bugs)[number]).catches[0]?.length).toBeLessThanOrEqual(3);
  });

  test('a bug without its change is the real engine', () => {
    const nothing = { id: 'none', title: '', origin: '', symptom: '' };
    expect(variantOf(nothing)).toEqual(variantOf({ ...nothing, patches: [], contract: {} }));
    expect(variantOf(nothing).contract.added).toBe('waits');
  });
});
