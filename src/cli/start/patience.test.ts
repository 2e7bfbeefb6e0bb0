import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Patience } from './patience.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('work that ends in time gives its value', async () => {
  expect(await new Patience(1).wait(Promise.resolve('done'))).toBe('done');
});

test('work in which nothing moves is given up', async () => {
  const waiting = new Patience(1).wait(new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(1000);
  expect(await waiting).toBeNull();
});

test('work that moves may take any time', async () => {
  const patience = new Patience(1);
  let settled = false;
  const waiting = patience.wait(new Promise(() => {})).then(() => {
    settled = true;
  });
  for (let bytes = 0; bytes < 20; bytes++) {
    patience.seen(bytes);
    await vi.advanceTimersByTimeAsync(900);
  }
  expect(settled).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  await waiting;
});

test('reporting the same again is no moving', async () => {
  const patience = new Patience(1);
  patience.seen(5);
  const waiting = patience.wait(new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(900);
  patience.seen(5);
  await vi.advanceTimersByTimeAsync(100);
  expect(await waiting).toBeNull();
});

test('failing work fails', async () => {
  await expect(new Patience(1).wait(Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});
