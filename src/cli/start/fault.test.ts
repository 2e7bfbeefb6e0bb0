import { expect, test } from 'vitest';
import { faultyEnvironment } from './fault.js';

test('without a bug the server is as it is shipped', () => {
  expect(faultyEnvironment(undefined)).toEqual({});
  expect(faultyEnvironment('')).toEqual({});
});

test('an unknown bug is refused, with those that there are', () => {
  expect(() => faultyEnvironment('F99')).toThrow(
    expect.objectContaining({ code: 'ERR_UNKNOWN_BUG', next: 'Choose among: F0, F3.' }),
  );
});
