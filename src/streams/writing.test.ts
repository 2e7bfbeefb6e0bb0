import { expect, test } from 'vitest';
import { Writing } from './writing.js';

/** How each of them has settled by now. */
async function outcomes(...promises: readonly Promise<void>[]): Promise<string[]> {
  const now = Promise.resolve('pending');
  return Promise.all(
    promises.map((promise) =>
      Promise.race([
        promise.then(
          () => 'done',
          (error) => String(error.message),
        ),
        now.then((it) => it),
      ]),
    ),
  );
}

test('drain need not wait where there is room, and then makes no promise', async () => {
  const writing = new Writing();
  expect(writing.drain()).toBe(writing.drain());
  expect(await outcomes(writing.drain())).toEqual(['done']);
});

test('any number may drain at once, and all are told of room (V6)', async () => {
  const writing = new Writing();
  writing.full();
  const drains = [writing.drain(), writing.drain()] as const;
  expect(await outcomes(...drains)).toEqual(['pending', 'pending']);
  writing.room();
  expect(await outcomes(...drains, writing.drain())).toEqual(['done', 'done', 'done']);
  writing.full();
  expect(await outcomes(writing.drain())).toEqual(['pending']);
});

test('all who wait are told of the loss, and so is who comes after it (V6)', async () => {
  const writing = new Writing();
  writing.full();
  const waiting = [writing.drain(), writing.drain(), writing.waitClosed(), writing.waitClosed()] as const;
  writing.lost(new Error('reset'));
  expect(await outcomes(...waiting)).toEqual(Array(4).fill('reset'));
  expect(await outcomes(writing.drain(), writing.waitClosed())).toEqual(['reset', 'reset']);
});

test('a connection that ends in good order has sent what was written; to drain it later is an error', async () => {
  const writing = new Writing();
  writing.full();
  const waiting = [writing.drain(), writing.waitClosed()] as const;
  writing.lost(null);
  expect(await outcomes(...waiting, writing.waitClosed())).toEqual(['done', 'done', 'done']);
  await expect(writing.drain()).rejects.toMatchObject({ code: 'ERR_STREAM_CLOSED' });
});
