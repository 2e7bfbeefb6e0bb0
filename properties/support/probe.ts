import { createRequire } from 'node:module';
import { join } from 'node:path';
import { getSystemErrorName } from 'node:util';
import { root } from './root.js';

/** Bare system calls, each answering as the kernel does: a negative number is an errno. See native/probe. */
interface NativeProbe {
  pipe(ends: Int32Array): number;
  socketpair(ends: Int32Array, kind: number): number;
  dup(fd: number): number;
  makeInheritable(fd: number): number;
  setBlocking(fd: number, blocking: boolean): number;
  dup2(fd: number, onto: number): number;
  close(fd: number): number;
  isOpen(fd: number): boolean;
  read(fd: number, bytes: Uint8Array): number;
  write(fd: number, bytes: Uint8Array): number;
  send(fd: number, bytes: Uint8Array, flags: number): number;
  receive(fd: number, bytes: Uint8Array, flags: number): number;
  sendDescriptor(fd: number, byte: number, passed: number): number;
  setNumber(fd: number, level: number, name: number, value: number): number;
  poll(fds: Int32Array, events: Int16Array, ready: Int16Array): number;
  epollCreate(): number;
  epollControl(epoll: number, operation: number, fd: number, events: number, token: number): number;
  epollWait(epoll: number, told: Uint32Array): number;
  threadNanos(tid: number): number;
  shutdown(fd: number, how: number): number;
  lingerZero(fd: number): number;
  lingerFor(fd: number, seconds: number): number;
  noDelay(fd: number): number;
  readableBytes(fd: number): number;
  shrinkBuffers(fd: number): number;
  listenTcp(backlog: number): number;
  connectTcp(port: number): number;
  socket(kind: number): number;
  bindPort(fd: number, port: number): number;
  connectPort(fd: number, port: number): number;
  disconnect(fd: number): number;
  portOf(fd: number): number;
  peerPortOf(fd: number): number;
  listenUnix(name: string, backlog: number): number;
  connectUnix(name: string): number;
  accept(fd: number): number;
  limitDescriptors(soft: number): number;
  interruptEvery(microseconds: number): number;
}

/** The calls themselves, for those who expect any answer. */
export const native = createRequire(import.meta.url)(join(root, 'native/probe/probe.node')) as NativeProbe;

/** What a system call of a test answered when the test did not expect it to. */
export class ProbeError extends Error {
  override readonly name = 'ProbeError';
  readonly code: string;

  constructor(call: string, errno: number) {
    const code = getSystemErrorName(errno);
    super(`${call}: ${code}`);
    this.code = code;
  }
}

function done(call: string, answer: number): number {
  if (answer < 0) {
    throw new ProbeError(call, answer);
  }
  return answer;
}

function two(call: string, fill: (ends: Int32Array) => number): [number, number] {
  const ends = new Int32Array(2);
  done(call, fill(ends));
  return [ends[0] as number, ends[1] as number];
}

export const Poll = { IN: 0x001, PRI: 0x002, OUT: 0x004, ERR: 0x008, HUP: 0x010, NVAL: 0x020, RDHUP: 0x2000 } as const;

/** What wakes a reader, and what wakes a writer, as poll(2) says it (L1). */
export const READY = [Poll.IN | Poll.RDHUP | Poll.HUP | Poll.ERR, Poll.OUT | Poll.HUP | Poll.ERR] as const;

/** The reading end, the writing end. */
export const pipe = () => two('pipe', (ends) => native.pipe(ends));

/** Two connected unix sockets. */
export const socketPair = (kind: 'stream' | 'dgram' | 'seqpacket' = 'stream') =>
  two('socketpair', (ends) => native.socketpair(ends, { stream: 1, dgram: 2, seqpacket: 5 }[kind]));

export const dup = (fd: number) => done('dup', native.dup(fd));
/** Programs that are started get the descriptor from now on. */
export const makeInheritable = (fd: number) => done('fcntl', native.makeInheritable(fd));
export const dup2 = (fd: number, onto: number) => done('dup2', native.dup2(fd, onto));
export const close = (fd: number) => done('close', native.close(fd));
export const isOpen = (fd: number) => native.isOpen(fd);
export const shutdownWrite = (fd: number) => native.shutdown(fd, 1);
export const shrinkBuffers = (fd: number) => done('setsockopt', native.shrinkBuffers(fd));
export const listenTcp = (backlog = 16) => done('listen', native.listenTcp(backlog));
export const connectTcp = (port: number) => done('connect', native.connectTcp(port));
export const portOf = (fd: number) => done('getsockname', native.portOf(fd));
export const peerPortOf = (fd: number) => done('getpeername', native.peerPortOf(fd));
export const listenUnix = (name: string, backlog = 16) => done('listen', native.listenUnix(name, backlog));
export const limitDescriptors = (soft: number) => done('setrlimit', native.limitDescriptors(soft));

/** A connection, or null if the listener has no room. */
export function connectUnix(name: string): number | null {
  const answer = native.connectUnix(name);
  return getCode(answer) === 'EAGAIN' ? null : done('connect', answer);
}

/** Closes at once, resetting the connection. */
export function reset(fd: number): void {
  done('setsockopt', native.lingerZero(fd));
  close(fd);
}

/** A connection from the backlog, or null if there is none. */
export function accept(fd: number): number | null {
  const answer = native.accept(fd);
  return getCode(answer) === 'EAGAIN' ? null : done('accept', answer);
}

/** The bytes read, or the error's code. */
export function read(fd: number, most: number): Buffer | string {
  const bytes = Buffer.allocUnsafe(most);
  const answer = native.read(fd, bytes);
  return answer < 0 ? getCode(answer) : bytes.subarray(0, answer);
}

/** How many bytes the kernel took, or the error's code. */
export function write(fd: number, bytes: Uint8Array): number | string {
  const answer = native.write(fd, bytes);
  return answer < 0 ? getCode(answer) : answer;
}

const MSG_OOB = 1;
const [SOL_SOCKET, SO_OOBINLINE] = [1, 10];

/** The same; the last byte is urgent data. */
export function writeUrgent(fd: number, bytes: Uint8Array): number | string {
  const answer = native.send(fd, bytes, MSG_OOB);
  return answer < 0 ? getCode(answer) : answer;
}

/** Has urgent data come with the other bytes, as the loop has it, also to who reads past the loop. */
export function urgentInline(pair: [number, number]): [number, number] {
  for (const fd of pair) done('setsockopt', native.setNumber(fd, SOL_SOCKET, SO_OOBINLINE, 1));
  return pair;
}

/** What poll(2) says now about each of these, without waiting. */
export function poll(asked: readonly { readonly fd: number; readonly events: number }[]): Int16Array {
  const ready = new Int16Array(asked.length);
  const fds = Int32Array.from(asked, ({ fd }) => fd);
  const events = Int16Array.from(asked, ({ events }) => events);
  done('poll', native.poll(fds, events, ready));
  return ready;
}

/** Whether the descriptor is ready in this direction (0 reading, 1 writing) now. */
export function isReady(fd: number, direction: 0 | 1): boolean {
  return (poll([{ fd, events: READY[direction] }])[0] as number) !== 0;
}

/** A TCP socket that does not listen: who connects is refused, and for as long as it is open nobody else has its port. */
export function boundTcp(): number {
  const fd = done('socket', native.socket(1));
  done('bind', native.bindPort(fd, 0));
  return fd;
}

/** Two TCP sockets of this process that are connected to each other. */
export function tcpPair(): [number, number] {
  const listener = listenTcp();
  const client = connectTcp(portOf(listener));
  try {
    return [client, acceptSoon(listener)];
  } finally {
    close(listener);
  }
}

/** Two unix sockets that are connected by way of a listener. */
export function unixPair(name: string): [number, number] {
  const listener = listenUnix(name);
  const client = connectUnix(name) as number;
  try {
    return [client, acceptSoon(listener)];
  } finally {
    close(listener);
  }
}

/** A connection that was begun; the loopback may take a moment to bring it. */
export function acceptSoon(listener: number): number {
  for (const deadline = Date.now() + 5000; Date.now() < deadline; ) {
    const fd = accept(listener);
    if (fd !== null) {
      return fd;
    }
  }
  throw new Error('a connection over the loopback took more than 5 s');
}

function getCode(answer: number): string {
  return answer < 0 ? getSystemErrorName(answer) : '';
}
