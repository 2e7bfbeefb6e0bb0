import { constants } from 'node:os';
import { pack, packMessage } from '../../model/kernel/numbered.js';
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
const MSG_OOB = 1;
const MSG_TRUNC = 0x20;
const [SOL_SOCKET, SO_OOBINLINE] = [1, 10];

/** A descriptor that travels with bytes: not the peer's own, which would stay open. */
const PASSED = native.epollCreate();

/** What is sent to one file: each byte, or each byte of a message, tells the place among all of them. */
class Numbers {
  #sent = 0;
  #got = 0;

  /** The bytes of the next message, or the next byte of a stream. */
  next(length = 1): Buffer {
    return Buffer.alloc(length, this.#sent++);
  }

  /** What was read, by its numbers; from now on it is got. */
  ofBytes(bytes: Uint8Array): number {
    const numbers = pack(Array.from(bytes, (byte) => this.#numberOf(byte)));
    this.#got += bytes.length;
    return numbers;
  }

  ofMessage(bytes: Uint8Array, length: number): number {
    const number = this.#numberOf(bytes[0] as number);
    this.#got++;
    return packMessage(number, Math.min(length, bytes.length), length > bytes.length);
  }

  /** What was not read is gone with its connection. */
  forget(): void {
    this.#got = this.#sent;
  }

  #numberOf(byte: number): number {
    return ((byte - this.#got) & 255) + 1;
  }
}

/** What a bare call answered: a count, or the name of its error. */
export function named(answer: number): Answer {
  return answer < 0 ? (NAMES.get(-answer) ?? answer) : answer;
}

/** One open file of the real kernel, with whatever is at its other end. */
export interface RealFile {
  /** The number under which it was made; others may name it since. */
  readonly fd: number;
  peer(act: Act, fd: number): void;
  /** What was read by its numbers, `end`, or an error. */
  read(fd: number, most: number): Answer;
  /** Fills it up: `taken`, or the error of the first call. */
  write(fd: number): Answer;
  connect?(fd: number, listens: boolean): Answer;
  disconnect?(fd: number): Answer;
  /** Closes what is at the other end. */
  release(): void;
}

export function openFile(kind: Kind): RealFile {
  switch (kind) {
    case 'unix':
      return connected(probe.socketPair());
    case 'tcp':
      return connected(promptly(probe.tcpPair()));
    case 'unixgram':
      return connected(probe.socketPair('dgram'), readMessage);
    case 'seqpacket':
      return connected(probe.socketPair('seqpacket'));
    case 'descriptors':
      return connected(probe.socketPair(), readBytes, (peer, bytes) =>
        native.sendDescriptor(peer, bytes[0] as number, PASSED),
      );
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
  native.setNumber(pair[0], SOL_SOCKET, SO_OOBINLINE, 1);
  return pair;
}

function readBytes(fd: number, most: number, numbers: Numbers): Answer {
  const bytes = new Uint8Array(most);
  const answer = native.read(fd, bytes);
  if (answer === 0) return 'end';
  return answer < 0 ? named(answer) : numbers.ofBytes(bytes.subarray(0, answer));
}

function readMessage(fd: number, most: number, numbers: Numbers): Answer {
  const bytes = new Uint8Array(most);
  const length = native.receive(fd, bytes, MSG_TRUNC);
  return length < 0 ? named(length) : numbers.ofMessage(bytes, length);
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

type Sending = (peer: number, bytes: Buffer) => number;

/** What the other end of a connection does. */
function act(peer: number, what: Act, fd: number, numbers: Numbers, send: Sending = native.write): void {
  switch (what) {
    case 'sends':
      send(peer, numbers.next());
      return;
    case 'sendsTwo':
      send(peer, numbers.next(2));
      return;
    case 'urges':
      native.send(peer, numbers.next(), MSG_OOB);
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

function connected([fd, peer]: [number, number], read = readBytes, send?: Sending): RealFile {
  let gone = false;
  const numbers = new Numbers();
  return {
    fd,
    read: (number, most) => read(number, most, numbers),
    peer: (what, number) => {
      act(peer, what, number, numbers, send);
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
    read: () => 'ENOTCONN',
    write: () => 'EPIPE',
    release: () => {
      for (const one of [...clients, twin]) native.close(one);
    },
  };
}

function connecting(): RealFile {
  const fd = native.socket(STREAM);
  native.setNumber(fd, SOL_SOCKET, SO_OOBINLINE, 1);
  const numbers = new Numbers();
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
      if (!['EISCONN', 'EALREADY'].includes(named(answer) as string)) numbers.forget();
      if (named(answer) === 'EINPROGRESS' && listens) {
        let_go();
        peer = probe.acceptSoon(listening);
        native.noDelay(peer);
      }
      return named(answer);
    },
    disconnect: (number) => {
      numbers.forget();
      return native.disconnect(number) === 0 ? 'ok' : 'failed';
    },
    read: (number, most) => readBytes(number, most, numbers),
    peer: (what, number) => {
      act(peer, what, number, numbers);
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
  const numbers = new Numbers();
  return {
    fd,
    read: (number, most) => readMessage(number, most, numbers),
    peer: (what, number) => {
      if (what !== 'isAbsent') return act(peer, what, number, numbers);
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
