import { closeSync, openSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Loop, Protocol, Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';

const caught = async (what: () => unknown): Promise<Error> => {
  try {
    await what();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
};

describe.each(backends)('errors tell what was tried, and what to do, on %s:', (backend) => {
  let loop: Loop;
  let named: Socket;
  beforeEach(() => {
    loop = new Loop({ backend });
  });
  afterEach(() => loop.close());

  test('a connect that is refused names the address, as node:net does, and has the caller in its stack', async () => {
    using taken = new Socket('inet');
    taken.bind({ host: '127.0.0.1', port: 0 });
    const { port } = taken.getsockname() as { port: number };
    using socket = new Socket('inet');
    const connectsInVain = async () => {
      await loop.sockConnect(socket, { host: '127.0.0.1', port });
    };
    const error = await caught(connectsInVain);
    expect(error).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port });
    expect(error.message).toBe(`connect ECONNREFUSED 127.0.0.1:${port}: connection refused`);
    expect(error.stack).toContain(error.message);
    expect(error.stack).toContain('connectsInVain');
  });

  test.each<[string, (where: { host: string; port: number }) => Promise<unknown>]>([
    ['createConnection', (where) => loop.createConnection(new Protocol(), where)],
    ['openConnection', (where) => loop.openConnection(where)],
    ['createUnixConnection', () => loop.createUnixConnection(new Protocol(), { path: '/nobody/is/here' })],
    ['openUnixConnection', () => loop.openUnixConnection({ path: '/nobody/is/here' })],
    [
      'createConnection in time',
      (where) => loop.createConnection(new Protocol(), { ...where, lookup: () => {}, host: 'nobody', timeout: 1 }),
    ],
    ['sockConnect by a name', (where) => loop.sockConnect(named, { ...where, host: 'localhost' })],
  ])('whatever connects has its caller in the stack of its failure: %s', async (_, connect) => {
    using taken = new Socket('inet');
    taken.bind({ host: '127.0.0.1', port: 0 });
    const { port } = taken.getsockname() as { port: number };
    named = new Socket('inet');
    const connectsInVain = async () => {
      await connect({ host: '127.0.0.1', port });
    };
    const error = await caught(connectsInVain);
    named.close();
    expect(error.stack).toContain(error.message);
    expect(error.stack).toContain('connectsInVain');
  });

  test('so does one to a path', async () => {
    using socket = new Socket('unix');
    const error = await caught(() => loop.sockConnect(socket, { path: '/nobody/is/here' }));
    expect(error).toMatchObject({ code: 'ENOENT', address: '/nobody/is/here' });
    expect(error.message).toMatch(/^connect ENOENT \/nobody\/is\/here: /);
    expect(error).not.toHaveProperty('port');
  });

  test('an accept on a socket that does not listen says so', async () => {
    using socket = new Socket('inet');
    socket.bind({ host: '127.0.0.1', port: 0 });
    const error = await caught(() => loop.sockAccept(socket));
    expect(error).toMatchObject({ code: 'EINVAL', syscall: 'accept' });
    expect(error.message).toContain('does not listen: call its listen()');
  });

  test('a device that cannot be polled is not called a file or a directory alone', async () => {
    const fd = openSync('/dev/null', 'r');
    const error = await caught(() => loop.addReader(fd, () => {}));
    expect(error.message).toMatch(/a device that is always ready, as \/dev\/null; use node:fs/);
    closeSync(fd);
  });

  test('what only looks like a socket, or like bytes, is refused with a code', async () => {
    const [socket, peer] = Socket.pair();
    const memory = new ArrayBuffer(4);
    const detached = new DataView(memory);
    structuredClone(memory, { transfer: [memory] });
    const bad = [
      () => loop.sockSendall(new Proxy(socket, {}), Buffer.from('x')),
      () => loop.sockSendall(socket, new Proxy(Buffer.from('x'), {})),
      () => loop.sockSendall(socket, detached),
    ];
    for (const call of bad) expect(await caught(call)).toMatchObject({ code: 'ERR_INVALID_ARG_TYPE' });
    peer.close();
    socket.close();
  });

  test('the number of a socket is its own, whatever a subclass tells', async () => {
    class Odd extends Socket {
      override fileno(): number {
        return Number.NaN;
      }
    }
    using socket = new Odd('inet');
    expect(await caught(() => loop.sockRecv(socket, 1))).toMatchObject({ code: 'ENOTCONN' });
    expect(await caught(() => loop.addReader(socket, () => {}))).toMatchObject({ code: 'ERR_OUT_OF_RANGE' });
  });
});

test('a bind that is refused names the address', async () => {
  using taken = new Socket('inet');
  taken.bind({ host: '127.0.0.1', port: 0 });
  const { port } = taken.getsockname() as { port: number };
  using socket = new Socket('inet');
  const error = await caught(() => socket.bind({ host: '127.0.0.1', port }));
  expect(error).toMatchObject({ code: 'EADDRINUSE', address: '127.0.0.1', port });
  expect(error.message).toBe(`bind EADDRINUSE 127.0.0.1:${port}: address already in use`);
});

test.each([
  ['inet', '::1', /an IPv4 address .*"::1"; make the socket of family "inet6"$/],
  ['inet', '::ffff:127.0.0.1', /an IPv4 address .*; make the socket of family "inet6", or give "127\.0\.0\.1"$/],
  ['inet6', '127.0.0.1', /an IPv6 address .*; make the socket of family "inet", or give "::ffff:127\.0\.0\.1"$/],
] as const)('a host of the other family, to %s: %s, is not called a name', async (family, host, message) => {
  using socket = new Socket(family);
  const error = await caught(() => socket.bind({ host, port: 0 }));
  expect(error).toMatchObject({ code: 'ERR_BAD_ADDRESS' });
  expect(error.message).toMatch(message);
});
