import { expect, test } from 'vitest';
import { Bytes } from './bytes.js';
import { Incoming } from './incoming.js';

const incoming = (isBorrowed = false) => {
  const slab = Buffer.from('hello, world');
  return { slab, incoming: new Incoming(new Bytes(slab, false), slab, isBorrowed) };
};

test('what is at hand is taken whole, or in parts', () => {
  const { slab, incoming: one } = incoming();
  one.offer(0, 5);
  const taken = one.take();
  slab.fill(0, 0, 5);
  expect([taken?.toString(), one.left]).toEqual(['hello', 0]);
  one.offer(7, 5);
  const part = Buffer.alloc(3);
  expect([one.takeInto(part), part.toString(), one.left]).toEqual([3, 'wor', 2]);
  expect(one.take()?.toString()).toBe('ld');
});

test('what is borrowed is a view of the slab; what was kept is not', () => {
  const { slab, incoming: one } = incoming(true);
  one.offer(0, 5);
  expect(one.take()?.buffer).toBe(slab.buffer);
  one.offer(0, 1);
  one.keep();
  one.offer(7, 5);
  one.keep();
  expect(one.left).toBe(0);
  slab.fill(0);
  one.recall();
  expect([one.left, one.take()?.toString()]).toEqual([6, 'hworld']);
});

test('what is discarded is not there', () => {
  const { incoming: one } = incoming();
  one.offer(0, 5);
  one.keep();
  one.offer(0, 5);
  one.discard();
  one.recall();
  expect(one.left).toBe(0);
});
