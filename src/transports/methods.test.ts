import { expect, test } from 'vitest';
import { Methods, made, sourceOf } from './methods.js';

const refused = expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' });

test('one object is the protocol of all, and a function makes one for each', () => {
  const one = { dataReceived: () => {} };
  const shared = sourceOf(one);
  expect([made(shared).handler, made(shared)]).toEqual([one, made(shared)]);
  const factory = sourceOf(() => ({ ...one }));
  expect(made(factory).handler).not.toBe(made(factory).handler);
});

test('what is no protocol is refused', () => {
  class Some {}
  for (const wrong of [undefined, null, 1, 'text', Some]) {
    expect(() => sourceOf(wrong)).toThrow(refused);
  }
  for (const wrong of [{ dataReceived: 1 }, { getBuffer: () => new Uint8Array(1) }, Promise.resolve({})]) {
    expect(() => new Methods('handler', wrong)).toThrow(refused);
  }
  expect(() => made(sourceOf(async () => ({})))).toThrow(refused);
});
