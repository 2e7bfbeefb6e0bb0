import { expect, test } from 'vitest';
import { checkLimits } from './limits.js';

test('one mark follows from the other, and both are 64 and 16 KiB where neither is given', () => {
  expect(checkLimits(undefined)).toEqual({ high: 65_536, low: 16_384 });
  expect(checkLimits({ high: 1000 })).toEqual({ high: 1000, low: 250 });
  expect(checkLimits({ low: 1000 })).toEqual({ high: 4000, low: 1000 });
  expect(checkLimits({ high: 0 })).toEqual({ high: 0, low: 0 });
});

test('marks that are none, or crossed, are refused', () => {
  const refused = { code: 'ERR_OUT_OF_RANGE' };
  expect(() => checkLimits({ high: -1 })).toThrow(expect.objectContaining(refused));
  expect(() => checkLimits({ high: 1, low: 2 })).toThrow(expect.objectContaining(refused));
  expect(() => checkLimits({ low: '1' as never })).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }));
  expect(() => checkLimits({ hihg: 1 } as never)).toThrow(expect.objectContaining({ code: 'ERR_UNKNOWN_OPTION' }));
});
