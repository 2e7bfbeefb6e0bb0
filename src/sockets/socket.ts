import { inspect } from 'node:util';
import { type Inspecting, shown } from '../diagnostics/index.js';
import {
  attempt,
  checkBytes,
  checkDescriptor,
  checkInteger,
  type Descriptor,
  InvalidArgumentTypeError,
  InvalidArgumentValueError,
  OwnedError,
  SocketClosedError,
} from '../errors/index.js';
import { type AddressInfo, addon } from '../native/index.js';
import { type Address, at, checkAddress, type SocketFamily } from './address.js';
import { release } from './holders.js';
import type { SocketFile } from './socket-file.js';

/** What a socket carries: a stream of bytes, datagrams, or messages in order. */
export type SocketType = 'stream' | 'dgram' | 'seqpacket';

const FAMILIES: readonly unknown[] = ['inet', 'inet6', 'unix'] satisfies SocketFamily[];
const TYPES: readonly unknown[] = ['stream', 'dgram', 'seqpacket'] satisfies SocketType[];
/** The longest value that an option has in bytes. */
const MOST_OPTION_BYTES = 4096;

/** What the kernel's families are called here. */
export const FAMILY_OF = { IPv4: 'inet', IPv6: 'inet6', unix: 'unix' } as const;

const HALVES = { read: 0, write: 1, both: 2 } as const;

/**
 * A descriptor that readyloop made or took over, for the constructor alone.
 *
 * @internal
 */
class Owned {
  constructor(
    readonly fd: number,
    readonly family: SocketFamily,
    readonly type: SocketType,
    readonly lender?: Lender,
  ) {}
}

/** The socket of each number that this thread owns. */
const owners = new Map<number, Socket>();

/** Notes whether the message was cut that was received last. */
export let noteTruncated: (socket: Socket, truncated: boolean) => void;

/** Has the file removed with the socket that it leads to, when that is closed; not when it is detached: it leads on to it then. */
export let removeWith: (socket: Socket, file: SocketFile) => void;

/** Who owns the descriptor of a socket that users may look at and set, and no more. */
export interface Lender {
  readonly fd: number;
  /** Whether it is open still. */
  readonly isThere: boolean;
  /** The address of the socket. */
  name(ofPeer: false): AddressInfo | undefined;
}

/** A socket around the descriptor of somebody who keeps it. */
export let lend: (lender: Lender) => Socket;

let isLent: (socket: Socket) => boolean;
/** What `fileno()` tells of a socket, whatever a subclass makes of that; undefined of all else, as of a proxy of one. */
let numberOf: (value: unknown) => number | undefined;

/**
 * A POSIX socket: non-blocking, closed on exec, and owned by whoever holds it. It is closed by `close`, or by `using`,
 * never by the garbage collector; and when its worker ends, in whatever way.
 *
 * The calls here never wait. Those that would (accept, receive, send) are a `Loop`'s: `loop.sockAccept(socket)`.
 *
 * @since 0.1.0
 */
export class Socket {
  /** The family of its addresses. */
  readonly family: SocketFamily;
  /** What it carries. */
  readonly type: SocketType;
  #fd: number;
  #truncated = false;
  readonly #lender: Lender | undefined;
  #file: SocketFile | undefined;

  static {
    removeWith = (socket, file) => {
      socket.#file = file;
    };
    noteTruncated = (socket, truncated) => {
      socket.#truncated = truncated;
    };
    lend = (lender) => {
      const { fd, isThere } = lender;
      const family = FAMILY_OF[lender.name(false)?.family ?? 'unix'];
      return new Socket(new Owned(isThere ? fd : -1, family, 'stream', lender));
    };
    isLent = (socket) => socket.#lender !== undefined;
    numberOf = (value) => (value instanceof Socket && #fd in value ? value.#look() : undefined);
  }

  /**
   * Makes a new socket.
   *
   * @param family `inet` (IPv4), `inet6` or `unix`
   * @param type `stream`, `dgram` or `seqpacket`
   * @param protocol the number of a protocol, for those that have several
   * @throws SystemError what socket(2) answered
   */
  constructor(family: SocketFamily, type?: SocketType, protocol?: number);
  /** @internal */
  constructor(owned: Owned);
  constructor(family: SocketFamily | Owned, type: SocketType = 'stream', protocol = 0) {
    const owned = family instanceof Owned ? family : create(family, type, protocol);
    this.family = owned.family;
    this.type = owned.type;
    this.#fd = owned.fd;
    this.#lender = owned.lender;
    if (this.#lender === undefined) {
      this.#own();
    }
  }

  /**
   * Takes over a socket that is open already, and makes it non-blocking. From now on this object closes it.
   *
   * @param descriptor one that nobody else closes. A number is taken on trust. A Socket that has had it until now, also one
   *   of another worker, has it no longer: its `close` does nothing, nor does the end of its worker.
   * @throws InvalidArgumentTypeError, OutOfRangeError if it is no descriptor
   * @throws InvalidArgumentValueError if it is an open Socket, which owns its descriptor, or of a family or type that this
   *   library does not serve
   * @throws SystemError EBADF: it is not open; ENOTSOCK: it is not a socket
   * @throws OtherLoopError ERR_OTHER_LOOP: a loop of another thread uses it by this number
   */
  static fromFd(descriptor: Descriptor): Socket {
    if (descriptor instanceof Socket && !descriptor.closed) {
      throw new InvalidArgumentValueError('fd', 'a descriptor that no Socket owns (pass socket.detach())', descriptor);
    }
    const fd = checkDescriptor(descriptor);
    const { family, type } = attempt('Socket.fromFd', () => addon().socketInspect(fd));
    if (!FAMILIES.includes(family) || !TYPES.includes(type)) {
      throw new InvalidArgumentValueError(
        'fd',
        `a socket of ${oneOf(FAMILIES)} and ${oneOf(TYPES)}`,
        `${family} ${type}`,
      );
    }
    attempt('Socket.fromFd', () => addon().socketAdopt(fd));
    return new Socket(new Owned(fd, family as SocketFamily, type as SocketType));
  }

  /**
   * Two unix sockets that are connected to each other.
   *
   * @param type `stream`, `dgram` or `seqpacket`
   * @throws InvalidArgumentValueError ERR_INVALID_ARG_VALUE: it is none of these types
   * @throws SystemError what socketpair(2) answered, as EMFILE
   */
  static pair(type: SocketType = 'stream'): [Socket, Socket] {
    checkOneOf('type', TYPES, type);
    const [a, b] = attempt('Socket.pair', () => addon().socketPair(type));
    return [adopt(a, 'unix', type), adopt(b, 'unix', type)];
  }

  /** The number of the descriptor; -1 once it is closed or detached. */
  fileno(): number {
    return this.#look();
  }

  /** Whether it was closed or detached. Every call but `close` and `fileno` throws ERR_SOCKET_CLOSED then. */
  get closed(): boolean {
    return this.#look() < 0;
  }

  /**
   * Whether the message that was received last (`sockRecv`, `sockRecvInto`, `sockRecvfrom`) was longer than there was room
   * for, and its rest is gone: MSG_TRUNC of recvmsg(2). False of a stream, which has no messages. Read it before the next
   * receive.
   */
  get truncated(): boolean {
    return this.#truncated;
  }

  /**
   * Names the socket.
   *
   * @param address `{ host, port }` with a numeric host ('0.0.0.0' or '::': every address of this machine; port 0: any free
   *   one), or `{ path }`; what `getsockname` told will do
   * @throws SocketClosedError ERR_SOCKET_CLOSED
   * @throws BadAddressError ERR_BAD_ADDRESS: the address does not fit the family, or has no host
   * @throws UnknownOptionError ERR_UNKNOWN_OPTION: the address has a key that no address has
   * @throws SystemError what bind(2) answered, as EADDRINUSE
   */
  bind(address: Address): void {
    const fd = this.#open('bind');
    const checked = checkAddress(this.family, address);
    try {
      attempt('bind', () => addon().socketBind(fd, checked));
    } catch (error) {
      throw at(checked, error);
    }
  }

  /**
   * Lets clients connect; up to `backlog` of them wait for an accept.
   *
   * @param backlog how many; the kernel keeps to its own limit (net.core.somaxconn)
   * @throws SocketClosedError ERR_SOCKET_CLOSED
   * @throws InvalidArgumentTypeError, OutOfRangeError ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE: no integer from 0
   * @throws SystemError what listen(2) answered, as EADDRINUSE, and EOPNOTSUPP of a datagram socket
   */
  listen(backlog = 511): void {
    const fd = this.#open('listen');
    checkInteger('backlog', backlog, 0, 0x7fffffff);
    attempt('listen', () => addon().socketListen(fd, backlog));
  }

  /**
   * The address of this socket: the port that was given to one bound to port 0; of a unix socket without a name, an empty path.
   *
   * @throws SocketClosedError ERR_SOCKET_CLOSED
   * @throws SystemError what getsockname(2) answered
   */
  getsockname(): AddressInfo {
    const fd = this.#open('getsockname');
    return attempt('getsockname', () => addon().socketGetsockname(fd));
  }

  /**
   * The address of the socket that this one is connected to.
   *
   * @throws SocketClosedError ERR_SOCKET_CLOSED
   * @throws SystemError ENOTCONN: it is not connected
   */
  getpeername(): AddressInfo {
    const fd = this.#open('getpeername');
    return attempt('getpeername', () => addon().socketGetpeername(fd));
  }

  /**
   * Sets an option.
   *
   * @param level whose option it is, a number from `constants`, as SOL_SOCKET
   * @param name a number from `constants`, as SO_REUSEADDR
   * @param value a signed 32-bit integer or a boolean, for 1 or 0; of an option that is neither, its bytes
   * @throws SocketClosedError ERR_SOCKET_CLOSED
   * @throws InvalidArgumentTypeError, OutOfRangeError ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
   * @throws SystemError what setsockopt(2) answered; ENOPROTOOPT: there is no such option
   */
  setsockopt(level: number, name: number, value: number | boolean | Uint8Array): void {
    const fd = this.#open('setsockopt');
    checkInteger('level', level, 0, 0x7fffffff);
    checkInteger('name', name, 0, 0x7fffffff);
    const raw = typeof value === 'boolean' ? Number(value) : value;
    if (typeof raw === 'number') {
      checkInteger('value', raw, -0x80000000, 0x7fffffff);
    } else {
      checkBytes('value', raw);
    }
    attempt('setsockopt', () => addon().socketSetsockopt(fd, level, name, raw));
  }

  /**
   * The value of an option that is a number; `level` and `name` as of `setsockopt`.
   *
   * @throws as `setsockopt`, and SystemError what getsockopt(2) answered
   * @throws InvalidArgumentValueError ERR_INVALID_ARG_VALUE: the option is no number, as SO_LINGER, and `length` is missing
   */
  getsockopt(level: number, name: number): number;
  /**
   * The bytes of an option, as many as the kernel has; else the same.
   *
   * @param length how many at most, from 1 to 4096
   */
  getsockopt(level: number, name: number, length: number): Buffer;
  getsockopt(level: number, name: number, length?: number): number | Buffer {
    const fd = this.#open('getsockopt');
    checkInteger('level', level, 0, 0x7fffffff);
    checkInteger('name', name, 0, 0x7fffffff);
    if (length !== undefined) {
      checkInteger('length', length, 1, MOST_OPTION_BYTES);
    }
    const answer = attempt('getsockopt', () => addon().socketGetsockopt(fd, level, name, length));
    if (length === undefined && typeof answer !== 'number') {
      const expected = `a number of bytes, since option ${name} of level ${level} is no number`;
      throw new InvalidArgumentValueError('length', expected, length);
    }
    return answer;
  }

  /**
   * Ends one half of the connection, or both: the peer reads to the end of what was sent, then finds its end.
   *
   * @throws SocketClosedError ERR_SOCKET_CLOSED
   * @throws InvalidArgumentValueError ERR_INVALID_ARG_VALUE: `how` is none of the three
   * @throws SystemError ENOTCONN: it is not connected
   */
  shutdown(how: 'read' | 'write' | 'both' = 'both'): void {
    const fd = this.#open('shutdown');
    checkOneOf('how', Object.keys(HALVES), how);
    attempt('shutdown', () => addon().socketShutdown(fd, HALVES[how]));
  }

  /**
   * Gives the descriptor away: it stays open, and closing it is the caller's now. What loops had pending for it ends as
   * with `close`.
   *
   * @returns the number of the descriptor
   * @throws SocketClosedError ERR_SOCKET_CLOSED: it is closed or detached already
   * @throws OwnedError ERR_OWNED: it is a transport's
   */
  detach(): number {
    const fd = this.#giveUp('detach');
    try {
      release(fd);
      attempt('detach', () => addon().socketDetach(fd));
    } catch (error) {
      // Nobody has got the number: it is this one's still.
      this.#fd = fd;
      this.#own();
      throw error;
    }
    return fd;
  }

  /** What `console.log` shows. */
  [inspect.custom](...how: Inspecting): string {
    const { family, type } = this;
    const fd = this.#look();
    return shown('Socket', { family, type, ...(fd < 0 ? { closed: true } : { fd }) }, how);
  }

  /**
   * Closes the descriptor. No callback of it runs any more (L3), and operations that are pending are rejected with
   * ERR_SOCKET_CLOSED (C26), in every loop. It never waits: what lingers (SO_LINGER with a time) is delivered behind its back.
   * Closing again does nothing. Nor does closing what was closed behind its back, as by `fs.closeSync(socket.fileno())`,
   * except that pending operations end: the number may be another file's by now, which is not touched.
   *
   * @throws OwnedError ERR_OWNED: it is a transport's, which closes it
   */
  close(): void {
    if (this.#look() >= 0) {
      const fd = this.#giveUp('close');
      try {
        release(fd);
      } finally {
        this.#file?.remove();
        attempt('close', () => addon().socketClose(fd));
      }
    }
  }

  /** Closes it: `using socket = new Socket(family)`. */
  [Symbol.dispose](): void {
    this.close();
  }

  #giveUp(call: string): number {
    const fd = this.#open(call);
    if (this.#lender !== undefined) {
      throw new OwnedError(call);
    }
    this.#fd = -1;
    owners.delete(fd);
    return fd;
  }

  /** The number is this one's alone: whoever had it has handed it over, or it was closed behind his back. */
  #own(): void {
    const before = owners.get(this.#fd);
    if (before !== undefined) {
      before.#fd = -1;
    }
    owners.set(this.#fd, this);
  }

  #open(call: string): number {
    const fd = this.#look();
    if (fd < 0) {
      throw new SocketClosedError(call);
    }
    return fd;
  }

  /** The number, or -1; one that is lent may have been closed by its owner. */
  #look(): number {
    if (this.#lender?.isThere === false) {
      this.#fd = -1;
    }
    return this.#fd;
  }
}

/** A socket around a descriptor that the kernel just made: what loops had for its number is stale (L6). */
export function adopt(fd: number, family: SocketFamily, type: SocketType): Socket {
  release(fd);
  return new Socket(new Owned(fd, family, type));
}

/** The descriptor of a socket that a loop's operation is asked of. */
export function checkSocket(call: string, socket: unknown): number {
  const fd = numberOf(socket);
  if (fd === undefined) {
    const expected = 'a Socket, and no proxy of one (for a bare descriptor: Socket.fromFd)';
    throw new InvalidArgumentTypeError('socket', expected, socket);
  }
  if (fd < 0) {
    throw new SocketClosedError(call);
  }
  if (isLent(socket as Socket)) {
    throw new OwnedError(call);
  }
  return fd;
}

function create(family: SocketFamily, type: SocketType, protocol: number): Owned {
  checkOneOf('family', FAMILIES, family);
  checkOneOf('type', TYPES, type);
  checkInteger('protocol', protocol, 0, 0x7fffffff);
  const fd = attempt('Socket', () => addon().socketCreate(family, type, protocol));
  release(fd);
  return new Owned(fd, family, type);
}

function checkOneOf(argument: string, allowed: readonly unknown[], value: unknown): void {
  if (!allowed.includes(value)) {
    throw new InvalidArgumentValueError(argument, oneOf(allowed), value);
  }
}

function oneOf(names: readonly unknown[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
