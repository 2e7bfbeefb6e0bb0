import { expect, test } from 'vitest';
import { checkConnectionOptions } from './options.js';

test('what is not given is as documented', () => {
  expect(checkConnectionOptions({ borrowed: true, highWaterMark: 8 })).toEqual({
    noDelay: true,
    manner: { isBorrowed: true, high: 8, low: 2 },
  });
});
