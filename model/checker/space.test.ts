import { expect, test } from 'vitest';
import { Space } from './space.js';

test('a vector comes back from its words, also over several of them', () => {
  const space = new Space();
  const sizes = [2, 256, 1, 3, 200, 17, 4, 255, 2, 2, 9, 256];
  for (const [i, size] of sizes.entries()) space.field(`f${i}`, size);
  expect(space.words).toBe(2);
  const vector = Uint8Array.from(sizes, (size, i) => (i * 97) % size);
  const largest = Uint8Array.from(sizes, (size) => size - 1);
  const packed = new Uint32Array(4);
  space.pack(vector, packed, 0);
  space.pack(largest, packed, 2);
  const back = space.vector();
  space.unpack(packed, 0, back);
  expect(back).toEqual(vector);
  space.unpack(packed, 2, back);
  expect(back).toEqual(largest);
});

test('fields next to each other are numbered from the first', () => {
  const space = new Space();
  space.field('a', 2);
  expect(space.fields('b', 3, 5)).toBe(1);
  expect(space.describe(Uint8Array.of(1, 2, 3, 4))).toBe('a=1 b[0]=2 b[1]=3 b[2]=4');
});

test('a value that its field does not have is refused with the name of the field', () => {
  const space = new Space();
  space.field('tens', 10);
  expect(() => space.pack(Uint8Array.of(10), new Uint32Array(1), 0)).toThrow(/10 is no value of field 'tens'/);
});

test('a space in use takes no more fields, and no field is larger than a byte', () => {
  const space = new Space();
  expect(() => space.field('wide', 257)).toThrow(RangeError);
  space.field('a', 2);
  space.freeze();
  expect(() => space.field('b', 2)).toThrow(/too late/);
});
