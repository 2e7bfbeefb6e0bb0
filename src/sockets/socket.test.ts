import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { constants } from './constants.js';
import { Socket } from './socket.js';

/** What a call throws, as its code and message. */
function refusal(call: () => unknown): string {
  try {
    call();
    return 'accepted';
  } catch (error) {
    const { code, message } = error as Error & { code: string };
    return `${code}: ${message}`;
  }
}

describe('a socket of each family and type', () => {
  test.each([
    ['inet', 'stream'],
    ['inet', 'dgram'],
    ['inet6', 'stream'],
    ['inet6', 'dgram'],
    ['unix', 'stream'],
    ['unix', 'dgram'],
    ['unix', 'seqpacket'],
  ] as const)('%s %s', (family, type) => {
    using socket = new Socket(family, type);
    expect([socket.family, socket.type, socket.closed]).toEqual([family, type, false]);
    expect(socket.fileno()).toBeGreaterThan(2);
    expect(socket.getsockopt(constants.SOL_SOCKET, constants.SO_TYPE)).toBe(
      { stream: 1, dgram: 2, seqpacket: 5 }[type],
    );
  });

  test('that does not exist is an error of the kernel', () => {
    expect(refusal(() => new Socket('inet', 'seqpacket'))).toMatch(/^E(PROTONOSUPPORT|SOCKTNOSUPPORT): socket /);
  });
});

test('an address that was bound is told again', () => {
  using v4 = new Socket('inet');
  v4.bind({ host: '127.0.0.1', port: 0 });
  expect(v4.getsockname()).toEqual({ address: '127.0.0.1', port: expect.any(Number), family: 'IPv4' });
  using v6 = new Socket('inet6');
  v6.bind({ host: '::1', port: 0 });
  expect(v6.getsockname()).toMatchObject({ address: '::1', port: expect.any(Number), family: 'IPv6' });
  using abstract = new Socket('unix', 'dgram');
  abstract.bind({ path: `\0readyloop-${process.pid}\0with a NUL` });
  expect(abstract.getsockname()).toEqual({ path: `\0readyloop-${process.pid}\0with a NUL`, family: 'unix' });
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-'));
  try {
    using path = new Socket('unix');
    path.bind({ path: Buffer.from(join(folder, 'socket')) });
    expect(path.getsockname()).toEqual({ path: join(folder, 'socket'), family: 'unix' });
    expect(existsSync(join(folder, 'socket'))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what the kernel tells of a socket can be bound to, and means that very address', () => {
  for (const [family, host] of [
    ['inet', '127.0.0.1'],
    ['inet6', '::1'],
  ] as const) {
    using first = new Socket(family);
    first.bind({ host, port: 0 });
    const told = first.getsockname();
    first.close();
    using second = new Socket(family);
    second.bind(told);
    expect(second.getsockname()).toEqual(told);
  }
});

test('an address in use is an error of the kernel', () => {
  using first = new Socket('inet');
  using second = new Socket('inet');
  first.bind({ host: '127.0.0.1', port: 0 });
  const { port } = first.getsockname() as { port: number };
  first.listen();
  expect(refusal(() => second.bind({ host: '127.0.0.1', port }))).toMatch(/^EADDRINUSE: bind /);
});

test('options are set before bind, as numbers, booleans or bytes, and read back', () => {
  using socket = new Socket('inet');
  socket.setsockopt(constants.SOL_SOCKET, constants.SO_REUSEADDR, true);
  expect(socket.getsockopt(constants.SOL_SOCKET, constants.SO_REUSEADDR)).toBe(1);
  socket.setsockopt(constants.IPPROTO_TCP, constants.TCP_NODELAY, 1);
  expect(socket.getsockopt(constants.IPPROTO_TCP, constants.TCP_NODELAY)).toBe(1);
  const linger = Buffer.alloc(8);
  linger.writeInt32LE(1, 0);
  linger.writeInt32LE(3, 4);
  socket.setsockopt(constants.SOL_SOCKET, constants.SO_LINGER, linger);
  expect(socket.getsockopt(constants.SOL_SOCKET, constants.SO_LINGER, 8)).toEqual(linger);
});

test('an option that is no number is not read as one, and says what to ask for', () => {
  using socket = new Socket('inet');
  const { SOL_SOCKET, SO_LINGER, IPPROTO_TCP } = constants;
  const [TCP_INFO, TCP_CONGESTION, SO_MAX_PACING_RATE] = [11, 13, 47];
  for (const [level, name] of [
    [SOL_SOCKET, SO_LINGER],
    [SOL_SOCKET, constants.SO_BINDTODEVICE],
    [IPPROTO_TCP, TCP_INFO],
    [IPPROTO_TCP, TCP_CONGESTION],
  ] as const) {
    const message = `length must be a number of bytes, since option ${name} of level ${level} is no number; got undefined`;
    expect(refusal(() => socket.getsockopt(level, name))).toBe(`ERR_INVALID_ARG_VALUE: ${message}`);
    expect(socket.getsockopt(level, name, 256)).toBeInstanceOf(Buffer);
  }
  // A number that has as many bytes as are asked for.
  socket.setsockopt(SOL_SOCKET, SO_MAX_PACING_RATE, 1_000_000);
  expect(socket.getsockopt(SOL_SOCKET, SO_MAX_PACING_RATE)).toBe(1_000_000);
});

test('a pair is connected, and shutdown ends a half of it', () => {
  const [a, b] = Socket.pair('seqpacket');
  using _a = a;
  using _b = b;
  expect([a.family, a.type, b.type]).toEqual(['unix', 'seqpacket', 'seqpacket']);
  expect(a.getpeername()).toEqual({ path: '', family: 'unix' });
  a.shutdown('write');
  a.shutdown('read');
  a.shutdown();
});

test('fromFd takes a socket over, and close gives its number back', () => {
  const [a, b] = Socket.pair();
  using _b = b;
  const fd = a.detach();
  expect([a.closed, a.fileno()]).toEqual([true, -1]);
  const taken = Socket.fromFd(fd);
  expect([taken.family, taken.type, taken.fileno()]).toEqual(['unix', 'stream', fd]);
  taken.close();
  taken.close();
  expect(taken.closed).toBe(true);
  expect(refusal(() => Socket.fromFd(taken))).toMatch(/^ERR_OUT_OF_RANGE: fd.*a closed Socket has -1/);
  expect(refusal(() => Socket.fromFd(fd))).toMatch(/^EBADF: /);
});

test('fromFd does not take the descriptor of a Socket from it', () => {
  const [a, b] = Socket.pair();
  using _b = b;
  expect(refusal(() => Socket.fromFd(a))).toMatch(/^ERR_INVALID_ARG_VALUE: fd .*socket\.detach\(\)/);
  using taken = Socket.fromFd(a.detach());
  expect(taken.getpeername()).toEqual({ path: '', family: 'unix' });
});

test.each([
  ['bind', (socket: Socket) => socket.bind({ host: '127.0.0.1', port: 0 })],
  ['listen', (socket: Socket) => socket.listen()],
  ['getsockname', (socket: Socket) => socket.getsockname()],
  ['getpeername', (socket: Socket) => socket.getpeername()],
  ['setsockopt', (socket: Socket) => socket.setsockopt(1, 2, 1)],
  ['getsockopt', (socket: Socket) => socket.getsockopt(1, 2)],
  ['shutdown', (socket: Socket) => socket.shutdown()],
  ['detach', (socket: Socket) => socket.detach()],
] as const)('%s of a closed socket is refused by its name', (name, call) => {
  const socket = new Socket('inet');
  socket.close();
  expect(refusal(() => call(socket))).toMatch(new RegExp(`^ERR_SOCKET_CLOSED: ${name}: .*make or accept a new one`));
});

describe('bad arguments are refused with what was wrong and what is expected:', () => {
  const file = openSync('/dev/null', 'r');
  afterAll(() => closeSync(file));
  test.each([
    [
      'a family',
      () => new Socket('ip' as never),
      /^ERR_INVALID_ARG_VALUE: family must be .*"unix"; got the string "ip"/,
    ],
    ['a type', () => new Socket('inet', 'raw' as never), /^ERR_INVALID_ARG_VALUE: type must be/],
    ['a protocol', () => new Socket('inet', 'stream', -1), /^ERR_OUT_OF_RANGE: protocol/],
    ["a pair's type", () => Socket.pair('raw' as never), /^ERR_INVALID_ARG_VALUE: type/],
    ['a descriptor', () => Socket.fromFd('3' as never), /^ERR_INVALID_ARG_TYPE: fd/],
    ['a negative descriptor', () => Socket.fromFd(-1), /^ERR_OUT_OF_RANGE: fd/],
    ['what is no socket', () => Socket.fromFd(file), /^ENOTSOCK: /],
    ['a backlog', () => use((socket) => socket.listen(-1)), /^ERR_OUT_OF_RANGE: backlog/],
    ['an address', () => use((socket) => socket.bind({ host: 'localhost', port: 1 })), /^ERR_BAD_ADDRESS: /],
    ["an option's level", () => use((socket) => socket.setsockopt('1' as never, 2, 1)), /^ERR_INVALID_ARG_TYPE: level/],
    [
      "an option's value",
      () => use((socket) => socket.setsockopt(1, 2, 'on' as never)),
      /^ERR_INVALID_ARG_TYPE: value/,
    ],
    [
      'an option that does not exist',
      () => use((socket) => socket.setsockopt(1, 9999, 1)),
      /^ENOPROTOOPT: setsockopt /,
    ],
    ["an option's length", () => use((socket) => socket.getsockopt(1, 2, 0)), /^ERR_OUT_OF_RANGE: length/],
    [
      'a length beyond the limit',
      () => use((socket) => socket.getsockopt(1, 2, 4097)),
      /length .* 1 to 4096; got 4097/,
    ],
    ['a half', () => use((socket) => socket.shutdown('all' as never)), /^ERR_INVALID_ARG_VALUE: how must be "read"/],
    ['a socket that is not connected', () => use((socket) => socket.shutdown()), /^ENOTCONN: shutdown /],
    ['a peer that is not there', () => use((socket) => socket.getpeername()), /^ENOTCONN: getpeername /],
  ])('%s', (_, call, message) => {
    expect(refusal(call)).toMatch(message);
  });
});

function use(call: (socket: Socket) => unknown): unknown {
  using socket = new Socket('inet');
  return call(socket);
}
