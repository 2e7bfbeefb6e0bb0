import { constants } from 'node:os';
import * as probe from '../support/probe.js';
import type { Act, Answer, Kind } from './operations.js';

const { native } = probe;

const BYTE = Buffer.from('x');
const CHUNK = Buffer.alloc(1 << 16, 'x');
/** EAGAIN before EWOULDBLOCK, which is the same number. */
const NAMES = new Map(
  Object.entries(constants.errno)
    .map(([name, errno]) => [errno, name] as const)
    .reverse(),
);
/** How long the real kernel may take to settle, in milliseconds: the loopback is quick, but it is not the caller. */
export const PATIENCE_MS = 200;
const STREAM = 1;
const DATAGRAM = 2;

/** What a bare call answered: a count, or the name of its error. */
export function named(answer: number): Answer {
  return answer < 0 ? (NAMES.get(-answer) ?? answer) : answer;
}

/** One open file of the real kernel, with whatever is at its other end. */
export interface RealFile {
  /** The number under which it was made; others may name it since. */
  readonly fd: number;
  peer(act: Act, fd: number): void;
  /** Fills it up: `taken`, or the error of the first call. */
  write(fd: number): Answer;
  connect?(fd: number, listens: boolean): Answer;
  /** Closes what is at the other end. */
  release(): void;
}

export function openFile(kind: Kind): RealFile {
  switch (kind) {
    case 'unix':
      return connected(...probe.socketPair());
    case 'tcp':
      return connected(...promptly(probe.tcpPair()));
    case 'unixgram':
      return connected(...probe.socketPair('dgram'));
    case 'listener':
      return listener();
    case 'connecting':
      return connecting();
    case 'udp':
      return udp();
  }
}

/** What the peer sends is on its way at once, so that it is an edge of its own. */
function promptly(pair: [number, number]): [number, number] {
  native.noDelay(pair[1]);
  return pair;
}

/**
 * Writes until the kernel takes no more. TCP takes some already when poll(2) does not call it writable yet, below its
 * low-water mark: of that the model knows nothing, and calls it full.
 */
function fill(fd: number): Answer {
  const isWritable = probe.isReady(fd, 1);
  const first = native.write(fd, CHUNK);
  if (first < 0) return named(first);
  while (native.write(fd, CHUNK) > 0 || native.write(fd, BYTE) > 0) {}
  return isWritable ? 'taken' : 'EAGAIN';
}

function drain(fd: number): void {
  const bytes = new Uint8Array(1 << 16);
  while (native.read(fd, bytes) > 0) {}
}

/** What the other end of a connection does. */
function act(peer: number, what: Act, fd: number): void {
  switch (what) {
    case 'sends':
      native.write(peer, BYTE);
      return;
    case 'ends':
      native.shutdown(peer, 1);
      return;
    case 'closes':
      // A unix socket that is closed with unread data resets its peer: the model's closing peer has read everything.
      drain(peer);
      native.close(peer);
      return;
    case 'resets':
      native.lingerZero(peer);
      native.close(peer);
      return;
    default:
      // What is still on its way follows as there is room for it.
      for (const end = performance.now() + PATIENCE_MS; !probe.isReady(fd, 1) && performance.now() < end; ) drain(peer);
      drain(peer);
  }
}

function connected(fd: number, peer: number): RealFile {
  let gone = false;
  return {
    fd,
    peer: (what, number) => {
      act(peer, what, number);
      gone ||= what === 'closes' || what === 'resets';
    },
    write: fill,
    release: () => void (gone || native.close(peer)),
  };
}

function listener(): RealFile {
  const fd = probe.listenTcp(8);
  const port = probe.portOf(fd);
  const clients: number[] = [];
  const twin = probe.dup(fd);
  return {
    fd,
    peer: (what) => {
      if (what === 'arrives') clients.push(probe.connectTcp(port));
      else clients.push(probe.acceptSoon(twin));
    },
    write: () => 'EPIPE',
    release: () => {
      for (const one of [...clients, twin]) native.close(one);
    },
  };
}

function connecting(): RealFile {
  const fd = native.socket(STREAM);
  const listening = probe.listenTcp(8);
  const deaf = probe.boundTcp();
  const ports = { true: probe.portOf(listening), false: probe.portOf(deaf) };
  let peer = -1;
  const let_go = () => {
    if (peer >= 0) native.close(peer);
    peer = -1;
  };
  return {
    fd,
    connect: (number, listens) => {
      const answer = native.connectPort(number, ports[`${listens}`]);
      if (answer === 0) return 'connected';
      if (named(answer) === 'EINPROGRESS' && listens) {
        let_go();
        peer = probe.acceptSoon(listening);
        native.noDelay(peer);
      }
      return named(answer);
    },
    peer: (what, number) => {
      act(peer, what, number);
      if (what === 'resets') peer = -1;
    },
    write: fill,
    release: () => {
      let_go();
      for (const one of [listening, deaf]) native.close(one);
    },
  };
}

function udp(): RealFile {
  const fd = native.socket(DATAGRAM);
  native.bindPort(fd, 0);
  const port = probe.portOf(fd);
  let peer = native.socket(DATAGRAM);
  native.bindPort(peer, 0);
  const its = probe.portOf(peer);
  native.connectPort(fd, its);
  native.connectPort(peer, port);
  return {
    fd,
    peer: (what, number) => {
      if (what === 'sends') return void native.write(peer, BYTE);
      native.close(peer);
      native.write(number, BYTE);
      peer = native.socket(DATAGRAM);
      native.bindPort(peer, its);
      native.connectPort(peer, port);
    },
    write: fill,
    release: () => void native.close(peer),
  };
}
