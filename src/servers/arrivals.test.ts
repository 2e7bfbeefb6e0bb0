import { expect, test } from 'vitest';
import { Arrivals } from './arrivals.js';

async function all<T>(arrivals: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of arrivals) {
    found.push(one);
  }
  return found;
}

test('each reader gets what comes after it began, waiting or not, and then the end', async () => {
  const arrivals = new Arrivals<number>();
  arrivals.add(1);
  const early = all(arrivals.iterate());
  arrivals.add(2);
  await Promise.resolve();
  arrivals.add(3);
  const late = arrivals.iterate();
  arrivals.add(4);
  arrivals.end();
  expect(await early).toEqual([2, 3, 4]);
  expect(await all(late)).toEqual([4]);
  expect(await all(arrivals.iterate())).toEqual([]);
});

test('a reader that leaves keeps nothing, and what waits for it is over', async () => {
  const arrivals = new Arrivals<number>();
  const reader = arrivals.iterate();
  const waiting = reader.next();
  await reader.return?.();
  arrivals.add(1);
  expect([await waiting, await reader.next()]).toEqual([
    { value: undefined, done: true },
    { value: undefined, done: true },
  ]);
});
