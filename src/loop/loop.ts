import { inspect } from 'node:util';
import { type Inspecting, shown } from '../diagnostics/index.js';
import { checkCallback, type ExceptionHandler } from '../errors/index.js';
import type { Transport } from '../transports/index.js';
import { Core } from './core.js';
import { Diagnostics } from './diagnostics.js';
import { whenDropped } from './dropped.js';
import type { LoopOptions } from './options.js';

/**
 * An I/O event loop beside Node's own, on the same thread: servers and connections, readiness callbacks for any descriptor that
 * can be polled, operations on sockets, and timers.
 *
 * A turn runs what was queued by `callSoon`, then callbacks of descriptors (the reader before the writer), then timers
 * that are due; what a callback schedules runs in the next turn (L7). A callback runs in the asynchronous context it was
 * handed over in. One that throws keeps no other from running (L16): its error goes to the exception handler, or out as
 * an uncaught exception. The process stays alive as long as something is pending that was not `unref`ed (L15).
 *
 * A loop that nobody can reach and that has nothing pending is closed when it is collected, and a warning tells of it, once
 * (ERR_LOOP_NOT_CLOSED): it holds a thread or descriptors. One that its own exception handler refers to can be reached.
 *
 * @since 0.1.0
 */
export class Loop extends Diagnostics implements AsyncDisposable {
  readonly #core: Core;

  /**
   * @throws AddonMissingError, AddonMismatchError if there is no native addon, or one of other tables
   * @throws InvalidArgumentTypeError, InvalidArgumentValueError, UnknownOptionError if the options are wrong
   * @throws SystemError if the trace cannot be written
   */
  constructor(options: LoopOptions = {}) {
    const core = new Core(options);
    super(core);
    this.#core = core;
    whenDropped(this, core);
  }

  /**
   * Sets who hears of errors that nobody else can catch: what a callback or a protocol threw, or what the loop reports. With null the
   * former are uncaught exceptions and the latter warnings of the process. A handler that throws is reported as a warning
   * with the code ERR_EXCEPTION_HANDLER, and stops nothing (C18).
   *
   * @throws InvalidArgumentTypeError ERR_INVALID_ARG_TYPE: the handler is neither a function nor null
   */
  setExceptionHandler(handler: ExceptionHandler<Transport> | null): void {
    if (handler !== null) {
      checkCallback(handler, 'handler');
    }
    this.#core.exceptions.handler = handler;
  }

  /** Lets what is pending keep the process alive; so it is from the start. */
  ref(): this {
    this.#core.liveness.reference(true);
    return this;
  }

  /** Lets the process end whatever is pending. */
  unref(): this {
    this.#core.liveness.reference(false);
    return this;
  }

  /** Whether what is pending keeps the process alive: what `ref` and `unref` said last, whether anything is pending or not. */
  hasRef(): boolean {
    return this.#core.liveness.referenced;
  }

  /**
   * Ends the loop once the batch at hand has run to its end (C17): called from a callback, those that are due with it run
   * still; called from elsewhere, what `callSoon` has queued does. Else as `close`.
   *
   * @returns when the loop is closed
   */
  stop(): Promise<void> {
    return this.#core.stop();
  }

  /** Whether the loop has ended, by `close`, by `stop` or by a panic of its native code. */
  get closed(): boolean {
    return this.#core.closed;
  }

  /**
   * Ends the loop: no callback runs any more, promises that are pending are rejected with ERR_LOOP_CLOSED, and all that
   * the loop itself had open is closed, its servers with it. Connections are aborted: their `connectionLost` is told
   * ERR_LOOP_CLOSED when this has returned. Descriptors and sockets stay as they are; they are not the loop's. Closing again
   * does nothing.
   */
  close(): void {
    this.#core.close();
  }

  /** What `console.log` shows. */
  [inspect.custom](...how: Inspecting): string {
    const { isApart, closed, transports, servers } = this.#core;
    const [servers_, connections] = [servers.pending().length, transports.pending().length];
    const facts = { backend: isApart ? 'tokio' : 'mio', closed, servers: servers_, connections };
    return shown('Loop', facts, how);
  }

  /** Closes the loop: `await using loop = new Loop()`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }
}
