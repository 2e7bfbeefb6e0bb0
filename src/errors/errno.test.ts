import { constants } from 'node:os';
import { expect, test } from 'vitest';
import { SystemError } from './classes.js';
import { errnoMeaning, errnoName } from './errno.js';

test.each(['EDOM', 'EDQUOT', 'ENETRESET', 'ESTALE'] as const)(
  '%s has its name and what to look up, though libuv leaves it out',
  (name) => {
    const errno = constants.errno[name];
    expect(errnoName(errno)).toBe(name);
    expect(new SystemError(errno, 'setsockopt')).toMatchObject({
      code: name,
      errno: -errno,
      message: `setsockopt ${name}: error ${errno} of the kernel, see errno(3)`,
    });
  },
);

test.each([
  [constants.errno.ECONNRESET, 'ECONNRESET', 'connection reset by peer'],
  [3001, 'EAI_AGAIN', 'temporary failure'],
  [3007, 'ENOTFOUND', 'no address'],
  [3008, 'ENOTFOUND', 'unknown node or service'],
  [9999, 'E9999', 'error 9999 of the kernel, see errno(3)'],
])('%i is %s: %s', (errno, name, meaning) => {
  expect([errnoName(errno), errnoMeaning(errno)]).toEqual([name, meaning]);
});
