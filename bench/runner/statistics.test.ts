import { describe, expect, test } from 'vitest';
import { median, medianRatio } from './statistics.js';

describe('median', () => {
  test('is the middle value, whatever the order', () => expect(median([9, 1, 5])).toBe(5));
  test('is the mean of the two middle values of an even count', () => expect(median([4, 1, 100, 2])).toBe(3));
  test('compares numbers, not their text', () => expect(median([10, 9, 100])).toBe(10));
  test('of nothing is not a number', () => expect(median([])).toBeNaN());
  test('leaves its argument as it was', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('medianRatio', () => {
  test('is steady where a slow round hits both sides', () => {
    expect(medianRatio([200, 20, 190], [100, 10, 95])).toBe(2);
  });
  test('is not the ratio of the medians', () => {
    const [ours, theirs] = [
      [100, 10, 50],
      [50, 40, 5],
    ];
    expect(median(ours ?? []) / median(theirs ?? [])).toBe(1.25);
    expect(medianRatio(ours ?? [], theirs ?? [])).toBe(2);
  });
  test('refuses rounds that lack a side', () => expect(() => medianRatio([1, 2], [1])).toThrow(RangeError));
});
