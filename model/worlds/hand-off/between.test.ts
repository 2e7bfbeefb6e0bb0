import { describe, expect, test } from 'vitest';
import { Space } from '../../checker/space.js';
import { Between } from './between.js';

function empty() {
  const space = new Space();
  const between = new Between(space, 2);
  return { between, v: space.vector() };
}

/** Lets JavaScript take all that there is, and answers what it is told. */
function takeAll(between: Between, v: Uint8Array): string[] {
  const told: string[] = [];
  for (between.move(v); between.take(v); between.move(v)) {
    told.push(Object.values(between.release(v)).join(' '));
  }
  return told;
}

describe('records between the threads', () => {
  test('arrive in the order in which they were queued, one place of the ring at a time', () => {
    const { between, v } = empty();
    between.queueSettled(v, 1, 'failed');
    between.queueCallback(v, 0);
    expect([between.move(v), between.move(v)]).toEqual([true, false]);
    expect(between.isQueued(v)).toBe(true);
    expect(takeAll(between, v)).toEqual(['settled 1 failed', 'callback 0']);
  });

  test('of a slot that has gone tell nothing of its callbacks, but what has settled', () => {
    const { between, v } = empty();
    between.queueCallback(v, 0);
    between.move(v);
    between.queueSettled(v, 0, 1);
    between.queueCallback(v, 1);
    between.kill(v, [0, 1]);
    expect(takeAll(between, v)).toEqual(['dead', 'settled 0 1', 'dead']);
  });

  test('are carried until JavaScript does what they tell, also in its hand', () => {
    const { between, v } = empty();
    between.queueSettled(v, 1, 0);
    between.move(v);
    between.take(v);
    expect([between.carries(v, 0), between.carries(v, 1)]).toEqual([false, true]);
    between.release(v);
    expect(between.carries(v, 1)).toBe(false);
  });

  test('are all taken when the loop is closed, those of the ring first', () => {
    const { between, v } = empty();
    between.queueCallback(v, 1);
    between.move(v);
    between.queueSettled(v, 0, 0);
    expect(between.takeAll(v).map(({ what }) => what)).toEqual(['callback', 'settled']);
    expect(v.every((value) => value === 0)).toBe(true);
  });
});

test('a flag that is swapped tells what it was', () => {
  const { between, v } = empty();
  expect([between.swap(v, between.pending, 1), between.swap(v, between.pending, 0)]).toEqual([false, true]);
  expect(between.swap(v, between.pending, 1)).toBe(false);
});
