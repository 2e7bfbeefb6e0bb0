import { inspect } from 'node:util';
import { ProtocolEvent } from '../../generated/ts/protocol.js';
import type { Known } from '../../model/options.js';
import { type Inspecting, shown } from '../diagnostics/index.js';
import {
  checkBytes,
  checkCallback,
  checkOptions,
  checkTime,
  IdleTimeoutError,
  InvalidArgumentTypeError,
  OutOfRangeError,
} from '../errors/index.js';
import { type AddressInfo, addressText } from '../native/index.js';
import { credentialsOf, lend, type PeerCredentials, type Socket } from '../sockets/index.js';
import type { Connection } from './connection.js';
import { Idle } from './idle.js';
import { checkLimits, type WriteBufferLimits } from './limits.js';
import { Methods } from './methods.js';
import type { Scope } from './scope.js';

/** What can be written: bytes, or text, of which the bytes in UTF-8 are sent. */
export type Writable = string | NodeJS.ArrayBufferView;

/** What one connection's protocol hears whatever way it takes its bytes. */
interface Heard<Data> {
  /** The connection is there. Nothing is read before this has returned; and nothing after, if it has paused reading (C29). */
  connectionMade?(transport: Transport<Data>): void;
  /**
   * The peer sends nothing more. Unless this returns true the transport is closed then; a promise is not true. With true
   * what is written still leaves (C32), until `close`.
   */
  eofReceived?(transport: Transport<Data>): boolean | undefined | void | Promise<void>;
  /**
   * The connection is over; this comes last, once, and never inside a call of the user's own (L12).
   *
   * @param error what has ended it; null if it was closed or aborted here, or the peer had ended before
   */
  connectionLost?(error: Error | null, transport: Transport<Data>): void;
  /**
   * More is unsent than the high mark: whoever writes should wait. It is told at the end of the batch in which it came to
   * that, never inside `write`; and not at all if by then enough has left.
   */
  pauseWriting?(transport: Transport<Data>): void;
  /** No more is unsent than the low mark. It comes after each `pauseWriting`, unless the connection ends first. */
  resumeWriting?(transport: Transport<Data>): void;
}

/**
 * What a connection tells: an object for all connections of a server, or one for each. Every method gets the transport last, so
 * that one object can serve all, with what it has to know of one in `transport.data`: that is the fast way.
 *
 * Methods are looked up once for each connection, called in the asynchronous context of `createServer`, `connectAcceptedSocket`
 * or `setProtocol`, one after the other and never inside a call of the user's own. One that throws, or whose promise is rejected,
 * ends its connection with that error (C34): `connectionLost` is told it, then the loop's exception handler.
 *
 * @since 0.2.0
 */
export interface ProtocolHandler<Data = unknown> extends Heard<Data> {
  /**
   * Bytes have come.
   *
   * @param data the user's own; of a server with `borrowed`, a view that is valid until the batch ends
   */
  dataReceived?(data: Buffer, transport: Transport<Data>): void;
  getBuffer?: undefined;
  bufferUpdated?: undefined;
}

/**
 * A protocol that says where its bytes are to be put.
 *
 * @since 0.2.0
 */
export interface BufferedProtocolHandler<Data = unknown> extends Heard<Data> {
  /**
   * Memory for the bytes that come next, of a byte at least. It is asked for one read ahead, after `connectionMade`, each
   * `bufferUpdated` and `resumeReading`. From then on it is the connection's, until `bufferUpdated`, `setProtocol` or
   * `connectionLost`: on mio the kernel writes into it as soon as there are bytes, on tokio they are copied into it; if it is
   * detached by then, the connection is lost (ERR_BUFFER_DETACHED). The same memory may be returned every time. Where several
   * connections give the same, each has it when it is told, and their bytes are copied.
   *
   * @param sizeHint how many bytes there may be, or are; memory for fewer will do
   */
  getBuffer(sizeHint: number, transport: Transport<Data>): Uint8Array;
  /** So many bytes were put to the beginning of that memory. */
  bufferUpdated(bytes: number, transport: Transport<Data>): void;
  dataReceived?: undefined;
}

/** What a protocol may be. */
export type AnyProtocol<Data = unknown> = ProtocolHandler<Data> | BufferedProtocolHandler<Data>;

const ABORT: Known<{ reset?: boolean }> = { reset: true };

/** What a stream asks of its transport beside what users do. */
export function outletOf(transport: Transport): Pick<Connection, 'clock' | 'isAbove' | 'tellLater'> {
  return connectionOf(transport) as Connection;
}

/** What stands behind a transport; undefined for what is none. */
export let connectionOf: (value: unknown) => Connection | undefined;

/** The same for all: nothing of it is copied with each transport. */
const NO_NAME = 'peername, sockname, socket or peercred';

/**
 * One connection, as its protocol holds it: made by a server or by `loop.connectAcceptedSocket`, and told to `connectionMade`.
 * It reads by itself, writes what it is given in order, and owns its descriptor.
 *
 * @typeParam Data what the user keeps in `data`
 * @since 0.2.0
 */
export class Transport<Data = unknown> {
  /** Whatever the user wants to know of this connection; undefined at first. */
  data: Data = undefined as Data;
  readonly #connection: Connection;
  readonly #scopeNow: () => Scope | null;
  #socket: Socket | undefined;

  static {
    connectionOf = (value) =>
      typeof value === 'object' && value !== null && #connection in value ? value.#connection : undefined;
  }

  /** @internal */
  constructor(connection: Connection, scopeNow: () => Scope | null) {
    this.#connection = connection;
    this.#scopeNow = scopeNow;
  }

  /**
   * Writes bytes behind all that was written before. It never waits, and takes all of them: they leave in one system call with
   * what else is written to this connection in the same batch, and what the kernel does not take is kept and sent when it does
   * (C33, L11). Memory that is written is not to be changed, transferred or resized before it has left; what is up to 4096 bytes
   * long is copied at once. In debug mode a change is warned of, once for each connection (ERR_BUFFER_CHANGED).
   *
   * On a connection that is closing or lost it does nothing, and warns of that once (ERR_WRITE_AFTER_CLOSE).
   *
   * @throws InvalidArgumentTypeError ERR_INVALID_ARG_TYPE: it is neither text nor bytes
   * @throws WriteAfterEofError ERR_WRITE_AFTER_EOF
   */
  write(data: Writable): void {
    this.#connection.write(checkWritable('data', data));
  }

  /**
   * Writes several pieces, as one after the other; if one of them is none, nothing is written.
   *
   * @throws as `write`
   */
  writelines(pieces: Iterable<Writable>): void {
    if (typeof pieces !== 'object' || pieces === null || !(Symbol.iterator in pieces)) {
      throw new InvalidArgumentTypeError('pieces', 'an iterable of text and bytes', pieces);
    }
    const checked = Array.from(pieces, (piece, i) => checkWritable(`pieces[${i}]`, piece));
    for (const piece of checked) {
      this.#connection.write(piece);
    }
  }

  /**
   * Writes only if nothing that was written before is waiting; what is written leaves at once.
   *
   * @returns how many bytes were taken: all, or none
   * @throws as `write`
   */
  tryWrite(data: Writable): number {
    const checked = checkWritable('data', data);
    const { outgoing } = this.#connection;
    if (outgoing.size > 0) {
      return 0;
    }
    const before = outgoing.written;
    this.#connection.write(checked);
    outgoing.submit();
    return outgoing.written - before;
  }

  /** Ends the writing half: the peer reads what was written, then its end. Reading goes on. Repeated, it does nothing. */
  writeEof(): void {
    this.#connection.ask(ProtocolEvent.WRITE_EOF);
  }

  /** Whether the writing half can be ended by itself; so it is of every stream. */
  canWriteEof(): boolean {
    return true;
  }

  /** Nothing more is received until `resumeReading`; what was read already is kept for it (C31). Repeated, it does nothing. */
  pauseReading(): void {
    this.#connection.ask(ProtocolEvent.PAUSE);
  }

  /** Goes on receiving, with what was kept first; that is told at the end of the batch. Repeated, it does nothing. */
  resumeReading(): void {
    this.#connection.ask(ProtocolEvent.RESUME);
  }

  /** Whether anything may be received: it is open, not paused, and the peer has not ended. */
  isReading(): boolean {
    return this.#connection.isReading;
  }

  /**
   * Sets the marks at which `pauseWriting` and `resumeWriting` are told.
   *
   * @throws OutOfRangeError ERR_OUT_OF_RANGE: `low` is above `high`, or one is no integer from 0
   * @throws InvalidArgumentTypeError, UnknownOptionError
   */
  setWriteBufferLimits(limits?: WriteBufferLimits): void {
    const { high, low } = checkLimits(limits);
    this.#connection.outgoing.limit(high, low);
  }

  /** The marks at which `pauseWriting` and `resumeWriting` are told, in bytes. */
  getWriteBufferLimits(): { high: number; low: number } {
    const { high, low } = this.#connection.outgoing;
    return { high, low };
  }

  /** How many bytes were written that the kernel has not taken; with the backend tokio, that it is not known to have taken. */
  getWriteBufferSize(): number {
    return this.#connection.outgoing.size;
  }

  /** Gathers what is written, beyond the batch too, until as many `uncork`s, the end of writing, or the high mark. */
  cork(): void {
    this.#connection.outgoing.cork();
  }

  /** Takes back one `cork`; what was gathered leaves with the last of them. */
  uncork(): void {
    this.#connection.outgoing.uncork();
  }

  /**
   * Ends the connection when all that was written has left: nothing more is told but `connectionLost(null)`. Input is discarded
   * until the peer ends too, for 5 s at the most, so that nothing of what was written is lost to it (C30). Closing again does
   * nothing; `abort` does not wait.
   */
  close(): void {
    this.#connection.ask(ProtocolEvent.CLOSE);
  }

  /**
   * Ends the connection and drops what has not left; `connectionLost(null)` follows.
   *
   * @param options with `reset` the peer finds a connection of TCP reset, whatever it had still to read
   * @throws InvalidArgumentTypeError, UnknownOptionError
   */
  abort(options?: { readonly reset?: boolean }): void {
    const { reset = false } = checkOptions(options, ABORT, '{ reset: true }');
    if (typeof reset !== 'boolean') {
      throw new InvalidArgumentTypeError('options.reset', 'a boolean', reset);
    }
    this.#connection.abort(reset);
  }

  /** Whether it was closed or aborted, or is lost. */
  isClosing(): boolean {
    return this.#connection.isClosing;
  }

  /**
   * What is known of the connection.
   *
   * - `peername`, `sockname`: the address of the other side, and of this one; undefined if it has none. A unix socket that has no
   *   name has an empty path. Of a connection that is lost the latter is not known any more.
   * - `socket`: its `Socket`, for options and addresses. The transport owns it: it can be neither closed nor detached, nor used
   *   for operations of a loop; when the connection is lost, it is closed.
   * - `peercred`: of a unix socket, who was at the other end when it was connected (SO_PEERCRED); undefined of another, and of one
   *   that is lost.
   *
   * @throws InvalidArgumentTypeError ERR_INVALID_ARG_TYPE: `name` is no string
   * @returns undefined of any other name
   */
  getExtraInfo(name: 'peername' | 'sockname'): AddressInfo | undefined;
  getExtraInfo(name: 'socket'): Socket;
  getExtraInfo(name: 'peercred'): PeerCredentials | undefined;
  getExtraInfo(name: string): unknown;
  getExtraInfo(name: string): unknown {
    switch (name) {
      case 'peername':
        return this.#connection.name(true);
      case 'sockname':
        return this.#connection.name(false);
      case 'socket':
        return this.#lent();
      case 'peercred':
        return credentialsOf(this.#lent());
      default:
        if (typeof name !== 'string') {
          throw new InvalidArgumentTypeError('name', NO_NAME, name);
        }
        return undefined;
    }
  }

  /** The protocol that is told of this connection. */
  getProtocol(): AnyProtocol<Data> {
    return this.#connection.handler as AnyProtocol<Data>;
  }

  /**
   * Has another protocol told of all that comes from now on; `connectionMade` is not told again. What was received and not told,
   * for reading is paused or a BufferedProtocol had no room, is the new one's.
   *
   * @throws InvalidArgumentTypeError ERR_INVALID_ARG_TYPE: it is no protocol
   */
  setProtocol(protocol: AnyProtocol<Data>): void {
    this.#connection.setProtocol(new Methods('protocol', protocol), this.#scopeNow());
  }

  /**
   * Watches that something is received or written within each so many milliseconds.
   *
   * @param ms 0 ends the watch
   * @param callback is called once when nothing was; without one the connection is aborted, and `connectionLost` is told
   *   ERR_IDLE_TIMEOUT. One that throws ends its connection as a method of the protocol does.
   * @throws InvalidArgumentTypeError, OutOfRangeError
   */
  setTimeout(ms: number, callback?: (transport: Transport<Data>) => void): this {
    checkTime('ms', ms);
    if (ms < 0) {
      throw new OutOfRangeError('ms', 'a number of milliseconds from 0', ms);
    }
    if (callback !== undefined) {
      checkCallback(callback);
    }
    const connection = this.#connection;
    connection.idle?.stop();
    connection.idle = undefined;
    if (ms > 0 && !connection.isOver) {
      connection.idle = new Idle(connection.clock, ms, () => {
        connection.idle = undefined;
        if (callback === undefined) {
          connection.abort(false, new IdleTimeoutError(ms));
        } else {
          connection.invoke('a callback of setTimeout', callback as (transport: object) => void);
        }
      });
    }
    return this;
  }

  /** Lets the connection keep the process alive; so it is from the start. */
  ref(): this {
    this.#connection.reference(true);
    return this;
  }

  /** Lets the process end although the connection is open; not before what was written to one that is closed has left (L15). */
  unref(): this {
    this.#connection.reference(false);
    return this;
  }

  /** What `ref` and `unref` said last. */
  hasRef(): boolean {
    return this.#connection.isReferenced;
  }

  /** What `console.log` shows. */
  [inspect.custom](...how: Inspecting): string {
    const connection = this.#connection;
    const { life, reading, unsent } = connection.facts();
    const fd = connection.isThere ? connection.fd : undefined;
    const [local, peer] = [connection.name(false), connection.name(true)].map((name) => name && addressText(name));
    return shown('Transport', { state: life, reading, unsent, fd, local, peer, data: this.data }, how);
  }

  #lent(): Socket {
    this.#socket ??= lend(this.#connection);
    return this.#socket;
  }
}

function checkWritable(argument: string, data: unknown): string | Uint8Array {
  if (typeof data === 'string' || data instanceof Uint8Array) {
    return data;
  }
  if (!ArrayBuffer.isView(data)) {
    throw new InvalidArgumentTypeError(argument, 'text, a Buffer or another view of an ArrayBuffer', data);
  }
  return checkBytes(argument, data);
}
