import { describe, expect, test } from 'vitest';
import { checkAddress } from './address.js';

/** What is thrown, as its code and message. */
function refusal(family: Parameters<typeof checkAddress>[0], address: unknown): string {
  try {
    checkAddress(family, address);
    return 'accepted';
  } catch (error) {
    const { code, message } = error as Error & { code: string };
    return `${code}: ${message}`;
  }
}

const circular: { self?: object } = {};
circular.self = circular;

describe('an address is refused with ERR_BAD_ADDRESS and what is wrong with it:', () => {
  test.each([
    ['no object', 'inet', undefined, /must be \{ host, port \}/],
    ['null', 'unix', null, /\{ path \}/],
    ['a name for a host', 'inet', { host: 'localhost', port: 1 }, /numeric address like "127\.0\.0\.1".*dns\.lookup/],
    ['IPv6 for inet', 'inet', { host: '::1', port: 1 }, /family "inet"/],
    ['IPv4 for inet6', 'inet6', { host: '127.0.0.1', port: 1 }, /family "inet6"/],
    ['a host that is no string', 'inet', { host: 127, port: 1 }, /address\.host/],
    ['a host with a zone', 'inet6', { host: 'fe80::1%eth0', port: 1 }, /"fe80::1%eth0"; give .* address\.scopeId/],
    ['a host that JSON has not', 'inet', { host: 1n, port: 1 }, /address\.host.*got a bigint/],
    ['a host within itself', 'inet', { host: circular, port: 1 }, /address\.host.*got an instance of Object/],
    [
      'a port without a form',
      'inet',
      { host: '127.0.0.1', port: Object.create(null) },
      /address\.port.*got an instance of Object/,
    ],
    ['no port', 'inet', { host: '127.0.0.1' }, /address\.port must be an integer from 0 to 65535; got undefined/],
    ['a port out of range', 'inet', { host: '127.0.0.1', port: 65536 }, /got 65536/],
    ['a negative port', 'inet', { host: '127.0.0.1', port: -1 }, /got -1/],
    ['half a port', 'inet', { host: '127.0.0.1', port: 1.5 }, /got 1\.5/],
    ['a port that is a string', 'inet', { host: '127.0.0.1', port: '80' }, /address\.port/],
    ['a scope out of range', 'inet6', { host: '::1', port: 1, scopeId: -1 }, /scopeId/],
    ['no path', 'unix', { host: '127.0.0.1', port: 1 }, /address\.path must be a string/],
    ['an empty path', 'unix', { path: '' }, /1 to 107 bytes; it has 0/],
    ['a path that is too long', 'unix', { path: 'x'.repeat(108) }, /it has 108/],
    ['an abstract name that is too long', 'unix', { path: `\0${'x'.repeat(108)}` }, /it has 109/],
    ['a path with a NUL inside', 'unix', { path: 'a\0b' }, /must not contain a NUL/],
  ] as const)('%s', (_, family, address, message) => {
    expect(refusal(family, address)).toMatch(/^ERR_BAD_ADDRESS: /);
    expect(refusal(family, address)).toMatch(message);
  });
});

test('an address without a host is refused, with how to say every address of the machine', () => {
  expect(refusal('inet', { port: 0 })).toMatch(
    /^ERR_BAD_ADDRESS: address\.host is missing; .*every address.*"0\.0\.0\.0"$/,
  );
  expect(refusal('inet6', { host: undefined, port: 0 })).toMatch(/^ERR_BAD_ADDRESS: .*"::"$/);
  expect(checkAddress('inet', { host: '0.0.0.0', port: 0 })).toMatchObject({ host: '0.0.0.0', port: 0 });
});

describe('what the kernel tells is an address', () => {
  test.each([
    ['inet', { address: '127.0.0.1', port: 1, family: 'IPv4' }, { host: '127.0.0.1', port: 1 }],
    ['inet6', { address: '::1', port: 1, family: 'IPv6', scopeId: 2 }, { host: '::1', port: 1, scopeId: 2 }],
    ['unix', { path: '/a', family: 'unix' }, { path: Buffer.from('/a') }],
  ] as const)('of %s', (family, told, address) => {
    expect(checkAddress(family, told)).toMatchObject(address);
  });

  test.each([
    [
      'another family',
      'inet',
      { address: '127.0.0.1', port: 1, family: 'IPv6' },
      /family must be "IPv4" .*got the string "IPv6"/,
    ],
    ['both names of the host', 'inet', { host: '127.0.0.1', address: '127.0.0.1', port: 1 }, /same thing; give one/],
    [
      'a path for inet',
      'inet',
      { host: '127.0.0.1', port: 1, path: '/a' },
      /address\.path is nothing that .*"inet" has/,
    ],
    ['a port for unix', 'unix', { path: '/a', port: 1 }, /address\.port is nothing that .*"unix" has/],
    ['a name where the kernel has none', 'inet', { address: 'localhost', port: 1 }, /numeric address/],
  ] as const)('and is refused with %s', (_, family, address, message) => {
    expect(refusal(family, address)).toMatch(/^ERR_BAD_ADDRESS: /);
    expect(refusal(family, address)).toMatch(message);
  });
});

test('a key that no address has is refused, with the one that was meant', () => {
  expect(refusal('inet', { hostname: '127.0.0.1', port: 1 })).toMatch(
    /^ERR_UNKNOWN_OPTION: address may have the keys "host", "address", .*; got "hostname" \(did you mean "host"\?\)$/,
  );
});

test('an abstract name is taken as it is, with its NULs', () => {
  expect({ ...checkAddress('unix', { path: '\0a\0b\0' }) }).toEqual({ path: Buffer.from('\0a\0b\0') });
});
