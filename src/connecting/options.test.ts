import { expect, test } from 'vitest';
import { Socket } from '../sockets/index.js';
import { checkConnectOptions } from './options.js';

const where = { host: 'localhost', port: 7007 };

test('what is not given is as documented', () => {
  expect(checkConnectOptions(where)).toEqual({
    host: 'localhost',
    port: 7007,
    family: undefined,
    local: undefined,
    delay: 250,
    interleave: 1,
    timeout: Number.POSITIVE_INFINITY,
    lookup: undefined,
    signal: undefined,
    noDelay: true,
    manner: { isBorrowed: false, high: 65_536, low: 16_384 },
  });
});

test('an address to connect from decides the family', () => {
  const from = { ...where, localAddress: '::1' };
  expect(checkConnectOptions(from)).toMatchObject({ family: 'inet6', local: { host: '::1', port: 0 } });
  expect(checkConnectOptions({ ...where, localPort: 5 })).toMatchObject({ local: { host: undefined, port: 5 } });
});

test.each([
  ['no host', { port: 1 }, 'ERR_INVALID_ARG_TYPE'],
  ['an empty host', { host: '', port: 1 }, 'ERR_INVALID_ARG_VALUE'],
  ['a host with a zone', { host: 'fe80::1%lo', port: 1 }, 'ERR_INVALID_ARG_VALUE'],
  ['no port', { host: 'x' }, 'ERR_INVALID_ARG_TYPE'],
  ['a port that is none', { ...where, port: 65_536 }, 'ERR_OUT_OF_RANGE'],
  ['an option that is none', { ...where, hostname: 'x' }, 'ERR_UNKNOWN_OPTION'],
  ['a family that is none', { ...where, family: 4 }, 'ERR_INVALID_ARG_VALUE'],
  ['a host of another family', { host: '::1', port: 1, family: 'inet' }, 'ERR_INVALID_ARG_VALUE'],
  ['a local address that is a name', { ...where, localAddress: 'localhost' }, 'ERR_INVALID_ARG_VALUE'],
  ['a local address of another family', { ...where, family: 'inet', localAddress: '::1' }, 'ERR_INVALID_ARG_VALUE'],
  ['a delay below what RFC 8305 allows', { ...where, happyEyeballsDelay: 9 }, 'ERR_OUT_OF_RANGE'],
  ['a delay that is no time', { ...where, happyEyeballsDelay: Number.NaN }, 'ERR_OUT_OF_RANGE'],
  ['half an address', { ...where, interleave: 0.5 }, 'ERR_OUT_OF_RANGE'],
  ['a lookup that is none', { ...where, lookup: 'dns' }, 'ERR_INVALID_ARG_TYPE'],
  ['a time limit in the past', { ...where, timeout: -1 }, 'ERR_OUT_OF_RANGE'],
  ['a signal that is none', { ...where, signal: {} }, 'ERR_INVALID_ARG_TYPE'],
  ['a socket that is none', { sock: 5 }, 'ERR_INVALID_ARG_TYPE'],
])('%s is refused', (_, options, code) => {
  expect(() => checkConnectOptions(options as never)).toThrow(expect.objectContaining({ code }));
});

test('a socket that is connected has nothing beside it that says where to connect to', () => {
  const [sock, other] = Socket.pair();
  expect(checkConnectOptions({ sock, borrowed: true })).toMatchObject({ sock, manner: { isBorrowed: true } });
  for (const beside of [where, { timeout: 1 }, { family: 'inet' as const }]) {
    expect(() => checkConnectOptions({ sock, ...beside })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
    );
  }
  sock.close();
  other.close();
});
