import { expect, test } from 'vitest';
import { checkServerOptions } from './options.js';

const where = { host: '127.0.0.1', port: 0 };

test('what is not given is as documented', () => {
  expect(checkServerOptions(where)).toEqual({
    hosts: ['127.0.0.1'],
    port: 0,
    backlog: 511,
    reuseAddress: true,
    reusePort: false,
    ipv6Only: false,
    most: 0,
    noDelay: true,
    manner: { isBorrowed: false, high: 65_536, low: 16_384 },
    signal: undefined,
  });
});

test.each([
  ['no host', { port: 0 }, 'ERR_INVALID_ARG_TYPE'],
  ['an empty host', { host: '', port: 0 }, 'ERR_INVALID_ARG_VALUE'],
  ['no host of several', { host: [], port: 0 }, 'ERR_INVALID_ARG_VALUE'],
  ['no port', { host: '::1' }, 'ERR_INVALID_ARG_TYPE'],
  ['a port that is none', { ...where, port: 65_536 }, 'ERR_OUT_OF_RANGE'],
  ['an option that is none', { ...where, hostname: 'x' }, 'ERR_UNKNOWN_OPTION'],
  ['no connections', { ...where, maxConnections: 0 }, 'ERR_OUT_OF_RANGE'],
  ['a signal that is none', { ...where, signal: {} }, 'ERR_INVALID_ARG_TYPE'],
  ['a truth that is none', { ...where, reusePort: 1 }, 'ERR_INVALID_ARG_TYPE'],
  ['marks that are crossed', { ...where, highWaterMark: 1, lowWaterMark: 2 }, 'ERR_OUT_OF_RANGE'],
])('%s is refused', (_, options, code) => {
  expect(() => checkServerOptions(options as never)).toThrow(expect.objectContaining({ code }));
});
