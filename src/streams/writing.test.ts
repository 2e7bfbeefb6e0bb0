import { expect, test } from 'vitest';
import { Writing } from './writing.js';

/** A transport that has room, unless it is said to have none; whoever waits for his turn has it by `turn`. */
function outlet() {
  const waiting: (() => void)[] = [];
  return {
    isAbove: false,
    tellLater: (whom: { advance(event: number): void }, event: number) => void waiting.push(() => whom.advance(event)),
    turn: () => {
      for (const advance of waiting.splice(0)) advance();
    },
  };
}

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
  const writing = new Writing(outlet());
  expect(writing.drain()).toBe(writing.drain());
  expect(await outcomes(writing.drain())).toEqual(['done']);
});

test('any number may drain at once, and all are told of room (V6)', async () => {
  const writing = new Writing(outlet());
  writing.full();
  const drains = [writing.drain(), writing.drain()] as const;
  expect(await outcomes(...drains)).toEqual(['pending', 'pending']);
  writing.room();
  expect(await outcomes(...drains, writing.drain())).toEqual(['done', 'done', 'done']);
  writing.full();
  expect(await outcomes(writing.drain())).toEqual(['pending']);
});

test('all who wait are told of the loss, and so is who comes after it (V6)', async () => {
  const writing = new Writing(outlet());
  writing.full();
  const waiting = [writing.drain(), writing.drain(), writing.waitClosed(), writing.waitClosed()] as const;
  writing.lost(new Error('reset'));
  expect(await outcomes(...waiting)).toEqual(Array(4).fill('reset'));
  expect(await outcomes(writing.drain(), writing.waitClosed())).toEqual(['reset', 'reset']);
});

test('a connection that ends in good order has sent what was written; to drain it later is an error', async () => {
  const writing = new Writing(outlet());
  writing.full();
  const waiting = [writing.drain(), writing.waitClosed()] as const;
  writing.lost(null);
  expect(await outcomes(...waiting, writing.waitClosed())).toEqual(['done', 'done', 'done']);
  await expect(writing.drain()).rejects.toMatchObject({ code: 'ERR_STREAM_CLOSED' });
});

test('who drains where too much is unsent waits, although nobody was told so yet (L18)', async () => {
  const below = outlet();
  const writing = new Writing(below);
  below.isAbove = true;
  const drains = [writing.drain(), writing.drain()] as const;
  expect(await outcomes(...drains)).toEqual(['pending', 'pending']);
  writing.full();
  below.turn();
  expect(await outcomes(...drains, writing.drain())).toEqual(['pending', 'pending', 'pending']);
  writing.room();
  expect(await outcomes(...drains)).toEqual(['done', 'done']);
});

test('he is told in his turn where that was not so any more, and nobody was told', async () => {
  const below = outlet();
  const writing = new Writing(below);
  below.isAbove = true;
  const drain = writing.drain();
  below.isAbove = false;
  expect(await outcomes(drain)).toEqual(['pending']);
  below.turn();
  expect(await outcomes(drain, writing.drain())).toEqual(['done', 'done']);
});

test('and of the loss, if that is first', async () => {
  const below = outlet();
  const writing = new Writing(below);
  below.isAbove = true;
  const drain = writing.drain();
  writing.lost(new Error('reset'));
  below.isAbove = false;
  below.turn();
  expect(await outcomes(drain)).toEqual(['reset']);
});
