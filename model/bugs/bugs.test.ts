import { describe, expect, test } from 'vitest';
import type { Bug } from './bug.js';
import { bugs } from './catalogue/index.js';
import { expected } from './expected.js';
import { hunt, variantOf } from './hunt.js';

/** That each is caught, by which law and in how many steps, is what `readyloop bugs` demands. */
describe('known bugs', () => {
  test('each has its expectation, and no expectation is left over', () => {
    expect(Object.keys(expected).sort()).toEqual(bugs.map((bug) => bug.id).sort());
  });

  test('F0 is caught in at most 3 steps', () => {
    const f0 = bugs.find((bug) => bug.id === 'F0') as Bug;
    expect(hunt(f0).catches[0]?.length).toBeLessThanOrEqual(3);
  });

  test('a bug without its change is the real engine', () => {
    const nothing = { id: 'none', title: '', origin: '', symptom: '' };
    expect(variantOf(nothing)).toEqual(variantOf({ ...nothing, patches: [], contract: {} }));
    expect(variantOf(nothing).contract.added).toBe('waits');
  });
});
