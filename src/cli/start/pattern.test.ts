import { expect, test } from 'vitest';
import { Pattern } from './pattern.js';

const LENGTH = 200_000;

test('the stream is the same however it is cut', () => {
  const pattern = new Pattern(1, 0);
  const whole = pattern.bytes(0, LENGTH);
  for (const cut of [1, 17, 65_521, 65_536, LENGTH - 1]) {
    expect(Buffer.concat([pattern.bytes(0, cut), pattern.bytes(cut, LENGTH - cut)]).equals(whole)).toBe(true);
    expect(pattern.mismatch(whole.subarray(cut), cut)).toBe(-1);
  }
});

test('a changed byte is found where it is, past any number of periods', () => {
  const pattern = new Pattern(1, 0);
  for (const at of [0, 1, 65_520, 65_521, 131_072, LENGTH - 1]) {
    const bytes = pattern.bytes(10, LENGTH);
    bytes[at] = (bytes[at] as number) ^ 1;
    expect(pattern.mismatch(bytes, 10)).toBe(at);
    expect(pattern.at(10 + at)).toBe((bytes[at] as number) ^ 1);
  }
});

test('lost bytes are found, also a power of two of them', () => {
  const pattern = new Pattern(1, 0);
  for (const lost of [1, 4096, 65_536]) {
    const bytes = pattern.bytes(0, LENGTH);
    const cut = Buffer.concat([bytes.subarray(0, 1000), bytes.subarray(1000 + lost)]);
    expect(pattern.mismatch(cut, 0)).toBeGreaterThanOrEqual(1000);
  }
});

test("no connection's bytes are another's, nor another seed's", () => {
  const one = new Pattern(1, 0).bytes(0, 64);
  expect(new Pattern(1, 1).bytes(0, 64).equals(one)).toBe(false);
  expect(new Pattern(2, 0).bytes(0, 64).equals(one)).toBe(false);
});
