import { expect, test } from 'vitest';
import { Claims } from './claims.js';

/** Somebody, and how often he was told that others want his memory. */
const claimant = () => {
  const one = {
    recalls: 0,
    recall: () => {
      one.recalls++;
    },
  };
  return one;
};

test("memory is one connection's alone as long as nobody else gives some of it", () => {
  const claims = new Claims();
  const memory = new Uint8Array(30);
  const [one, two, three] = [claimant(), claimant(), claimant()];
  expect(claims.add(memory.subarray(0, 10), one)).toBe(true);
  expect(claims.add(memory.subarray(20), two)).toBe(true);
  expect(claims.add(memory.subarray(10, 20), three)).toBe(true);
  expect([one.recalls, two.recalls]).toEqual([0, 0]);
  claims.remove(memory, three);
  expect(claims.add(memory.subarray(9, 21), three)).toBe(false);
  expect([one.recalls, two.recalls, three.recalls]).toEqual([1, 1, 0]);
  expect(claims.add(new Uint8Array(30), claimant())).toBe(true);
});

test("what was removed is in nobody's way", () => {
  const claims = new Claims();
  const memory = new Uint8Array(30);
  const [one, two] = [claimant(), claimant()];
  claims.add(memory, one);
  claims.remove(memory, two);
  claims.remove(new Uint8Array(1), one);
  claims.remove(memory, one);
  claims.remove(memory, one);
  expect([claims.add(memory, two), one.recalls]).toEqual([true, 0]);
});
