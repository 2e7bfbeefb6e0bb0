import { expect, test } from 'vitest';
import { Idle } from './idle.js';

test('who was idle for long enough is told of, and who was touched is given the time anew', () => {
  let now = 0;
  let next: { ms: number; callback: () => void } | undefined;
  const clock = {
    now: () => now,
    after: (ms: number, callback: () => void) => {
      next = { ms, callback };
      return { cancel: () => (next = undefined) };
    },
  };
  const pass = (ms: number) => {
    now += ms;
    const due = next;
    next = undefined;
    due?.callback();
  };
  let over = 0;
  const idle = new Idle(clock, 100, () => over++);
  now = 60;
  idle.touch();
  pass(40);
  expect([over, next?.ms]).toEqual([0, 60]);
  pass(60);
  expect([over, next]).toEqual([1, undefined]);
  new Idle(clock, 100, () => over++).stop();
  expect(next).toBeUndefined();
});
