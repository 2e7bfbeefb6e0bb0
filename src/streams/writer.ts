import type { AddressInfo } from '../native/index.js';
import type { PeerCredentials, Socket } from '../sockets/index.js';
import type { Transport, Writable } from '../transports/index.js';
import type { Writing } from './writing.js';

/**
 * The writing half of a stream, as `loop.openConnection` and `loop.startServer` make it: as asyncio's, with promises. What is
 * written goes to its transport.
 *
 * `await using` closes it and waits for the end.
 *
 * @since 0.2.0
 */
export class StreamWriter implements AsyncDisposable {
  /** The connection itself: to abort it, to set a time limit, or to have its marks changed. Its protocol is the stream's. */
  readonly transport: Transport;
  readonly #writing: Writing;

  /** @internal */
  constructor(transport: Transport, writing: Writing) {
    this.transport = transport;
    this.#writing = writing;
  }

  /**
   * Writes text or bytes, as `transport.write`: it takes all of them and never waits. Whoever writes much awaits `drain` after it.
   *
   * @throws InvalidArgumentTypeError ERR_INVALID_ARG_TYPE: it is neither text nor bytes
   * @throws WriteAfterEofError ERR_WRITE_AFTER_EOF
   */
  write(data: Writable): void {
    this.transport.write(data);
  }

  /**
   * Writes several pieces, as one after the other; if one of them is none, nothing is written.
   *
   * @throws as `write`
   */
  writelines(pieces: Iterable<Writable>): void {
    this.transport.writelines(pieces);
  }

  /**
   * Waits until there is room: at once unless more is unsent than the high mark of the transport; then until no more is than the low
   * mark. Any number may wait, and all are told. So whoever awaits it after each write has no more unsent than the mark and one
   * write (L18), also where he goes on in promises alone.
   *
   * @throws StreamClosedError ERR_STREAM_CLOSED: the connection was over before
   * @throws what the connection is lost by, or was
   */
  drain(): Promise<void> {
    return this.#writing.drain();
  }

  /** Ends the writing half: the peer reads what was written, then its end. Reading goes on. Repeated, it does nothing. */
  writeEof(): void {
    this.transport.writeEof();
  }

  /** Whether the writing half can be ended by itself; so it is of every stream. */
  canWriteEof(): boolean {
    return this.transport.canWriteEof();
  }

  /** Closes both halves when all that was written has left. A read that waits gets the end. */
  close(): void {
    this.transport.close();
  }

  /** Whether it was closed or aborted, or is lost. */
  isClosing(): boolean {
    return this.transport.isClosing();
  }

  /**
   * Settles when the connection is over, whoever ended it.
   *
   * @throws what it was lost by
   */
  waitClosed(): Promise<void> {
    return this.#writing.waitClosed();
  }

  /** What is known of the connection: `peername`, `sockname`, `socket` and `peercred`, as `transport.getExtraInfo`. */
  getExtraInfo(name: 'peername' | 'sockname'): AddressInfo | undefined;
  getExtraInfo(name: 'socket'): Socket;
  getExtraInfo(name: 'peercred'): PeerCredentials | undefined;
  getExtraInfo(name: string): unknown;
  getExtraInfo(name: string): unknown {
    return this.transport.getExtraInfo(name);
  }

  /** As `close`; settles as `waitClosed`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
    await this.waitClosed();
  }
}
