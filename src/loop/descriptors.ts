import {
  AbortError,
  addAbortListener,
  checkCallback,
  checkDescriptor,
  checkLimits,
  type Descriptor,
  type Limited,
  poll,
  removeAbortListener,
  TimeoutError,
} from '../errors/index.js';
import type { Callback, Handle } from '../handles/index.js';
import { Calls } from './calls.js';
import type { Core } from './core.js';
import { type Direction, READER, WRITER } from './watches.js';

/** What the operations do that a callback in each direction keeps out (C10). */
const LANES = ['receiving', 'sending'] as const;

/** What a loop does with descriptors of any kind: callbacks, and promises of readiness. */
export abstract class Descriptors extends Calls {
  readonly #core: Core;

  /** @internal */
  protected constructor(core: Core) {
    super(core);
    this.#core = core;
  }

  /**
   * Runs the callback whenever the descriptor can be read (or is at its end, hung up, or in error), as long as that is so
   * and until it is removed: what it leaves unread makes it run again (L2). Adding again replaces the callback (C2).
   *
   * The descriptor stays the caller's. Remove its callbacks before closing it; a `Socket` sees to that itself.
   *
   * @throws SystemError EBADF: it is not open; EPERM: it cannot be polled, as a regular file
   * @throws BusyError if an operation of this loop is reading it, or a transport that is closing and discards its input
   * @throws OwnedError ERR_OWNED: a transport has it, and is not closing (C10)
   * @throws OtherLoopError ERR_OTHER_LOOP: it is a socket that another loop uses, or that a Socket of another thread owns
   */
  addReader<Args extends unknown[]>(descriptor: Descriptor, callback: Callback<Args>, ...args: Args): Handle {
    return this.#add(READER, 'addReader', descriptor, callback, args);
  }

  /** Runs the callback whenever the descriptor can be written; else as `addReader`. */
  addWriter<Args extends unknown[]>(descriptor: Descriptor, callback: Callback<Args>, ...args: Args): Handle {
    return this.#add(WRITER, 'addWriter', descriptor, callback, args);
  }

  /**
   * Removes the callback: it never runs again (L3). Whether there was one (C5).
   *
   * @throws OwnedError ERR_OWNED: a transport has the descriptor, and is not closing (C10)
   */
  removeReader(descriptor: Descriptor): boolean {
    return this.#remove(READER, 'removeReader', descriptor);
  }

  /** Removes the callback; else as `removeReader`. */
  removeWriter(descriptor: Descriptor): boolean {
    return this.#remove(WRITER, 'removeWriter', descriptor);
  }

  /**
   * Waits until the descriptor can be read, once.
   *
   * @throws BusyError if a callback, another promise or an operation reads it
   * @throws OtherLoopError as `addReader`
   * @throws AbortError, TimeoutError
   */
  readable(descriptor: Descriptor, options?: Limited): Promise<void> {
    return this.#wait(READER, 'readable', descriptor, options);
  }

  /** Waits until the descriptor can be written, once; else as `readable`. */
  writable(descriptor: Descriptor, options?: Limited): Promise<void> {
    return this.#wait(WRITER, 'writable', descriptor, options);
  }

  #add<Args extends unknown[]>(
    direction: Direction,
    call: string,
    descriptor: Descriptor,
    callback: Callback<Args>,
    args: Args,
  ): Handle {
    this.#core.check(call);
    const fd = checkDescriptor(descriptor);
    checkCallback(callback);
    this.#core.transports.letGo(fd);
    this.#core.operations.refuseBeside(call, fd, LANES[direction]);
    return poll(call, fd, () => this.#core.watches.add(direction, fd, callback, args));
  }

  #remove(direction: Direction, call: string, descriptor: Descriptor): boolean {
    const fd = checkDescriptor(descriptor);
    const removed = this.#core.watches.remove(direction, fd);
    if (!removed) {
      this.#core.transports.refuseOwned(call, fd);
    }
    return removed;
  }

  #wait(direction: Direction, call: string, descriptor: Descriptor, options: Limited | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#core.check(call);
      const fd = checkDescriptor(descriptor);
      const { signal, timeout, deadline } = checkLimits(options);
      if (signal?.aborted) {
        throw new AbortError(call, signal.reason);
      }
      const end = (error: Error) => {
        try {
          handle.cancel();
        } finally {
          settle(error);
        }
      };
      const aborting = { handleEvent: () => end(new AbortError(call, signal?.reason)) };
      const expire = () => end(new TimeoutError(call, timeout));
      const settle = (error?: Error) => {
        removeAbortListener(signal, aborting);
        limit?.cancel();
        error === undefined ? resolve() : reject(error);
      };
      this.#core.transports.letGo(fd);
      this.#core.operations.refuseBeside(call, fd, LANES[direction]);
      const handle = poll(call, fd, () => this.#core.watches.wait(direction, fd, settle));
      let limit: { cancel(): void } | undefined;
      try {
        addAbortListener(signal, aborting);
        limit = deadline === Number.POSITIVE_INFINITY ? undefined : this.#core.timers.limit(deadline, { expire });
      } catch (error) {
        end(error as Error);
      }
    });
  }
}
