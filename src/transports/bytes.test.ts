import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Bytes } from './bytes.js';

const slab = () => Buffer.concat([Buffer.from('hello, world'), Buffer.alloc(0x40000, 7)]);

test('what is owned stays as it was, and lies beside nothing that changes it', () => {
  const source = slab();
  const bytes = new Bytes(source, [], false);
  const [one, other, long] = [bytes.owned(0, 5), bytes.owned(7, 12), bytes.owned(12, source.length)];
  source.fill(0);
  expect([one.toString(), other.toString()]).toEqual(['hello', 'world']);
  expect(one.buffer).toBe(other.buffer);
  expect(long.equals(slab().subarray(12))).toBe(true);
});

test('memory that others have parts of is not to be transferred, and if it is gone all the same, there is other', () => {
  const bytes = new Bytes(slab(), [], false);
  const [one, other] = [bytes.owned(0, 5), bytes.owned(7, 12)];
  const memory = one.buffer as ArrayBuffer & { transfer?: () => ArrayBuffer };
  try {
    structuredClone(one, { transfer: [memory] });
  } catch (error) {
    // Node 20 copies what is not to be transferred.
    expect(error).toMatchObject({ name: 'DataCloneError' });
  }
  expect([one.toString(), other.toString()]).toEqual(['hello', 'world']);
  memory.transfer?.();
  expect(bytes.owned(0, 5).toString()).toBe('hello');
});

test('what is lent is a view, of which a copy is kept', () => {
  const source = slab();
  const bytes = new Bytes(source, [], false);
  const view = bytes.lent(0, 5);
  const kept = bytes.lasting(view);
  source[0] = 74;
  expect([view.toString(), Buffer.from(kept).toString()]).toEqual(['Jello', 'hello']);
  const own = Buffer.alloc(3);
  expect([bytes.lasting(own), bytes.lastingInDebug(view)]).toEqual([own, view]);
});

test('what came with its memory is where that is, chunk after chunk, and nobody can give it away', () => {
  const chunks = ['first', 'skipped', 'third'].map((text) => Buffer.concat([Buffer.from(text)]));
  const bytes = new Bytes(slab(), chunks, false);
  const first = chunks[0] as Buffer;
  const one = bytes.handed(1, 0, 2);
  expect([String(one), one?.buffer === first.buffer]).toEqual(['fi', true]);
  expect(String(bytes.handed(1, 2, 3))).toBe('rst');
  expect(String(bytes.handed(3, 0, 5))).toBe('third');
  expect(chunks).toEqual([]);
  try {
    structuredClone(one, { transfer: [first.buffer as ArrayBuffer] });
  } catch {
    // Node 20 leaves it where it is, later ones throw.
  }
  expect(String(one)).toBe('fi');
});

test('in debug mode what was lent is empty when its time is over, and what was written of it is not', async () => {
  const bytes = new Bytes(slab(), [], true);
  const view = bytes.lent(0, 5);
  const written = bytes.lastingInDebug(view);
  expect(view.toString()).toBe('hello');
  await setImmediate();
  expect(view.length).toBe(0);
  expect(Buffer.from(written).toString()).toBe('hello');
});
