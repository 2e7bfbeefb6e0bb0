import { AsyncResource } from 'node:async_hooks';
import type { Liveness } from './liveness.js';

/**
 * A callback the loop holds: what `callSoon`, `callLater`, `callAt`, `addReader` and `addWriter` return.
 *
 * @since 0.1.0
 */
export interface Handle {
  /** The callback never runs again once this returned, not even if it was due already (L3, C15). Harmless when repeated. */
  cancel(): void;
  /** Whether it was cancelled, removed or replaced before it had run (for good). */
  readonly cancelled: boolean;
  /** Lets the callback keep the process alive; so it is from the start. */
  ref(): this;
  /** Lets the process end although the callback is pending. */
  unref(): this;
  hasRef(): boolean;
}

/**
 * A callback with a deadline.
 *
 * @since 0.1.0
 */
export interface TimerHandle extends Handle {
  /** The deadline in the loop's time. */
  readonly when: number;
}

/** What any callback of the loop looks like. */
export type Callback<Args extends unknown[]> = (...args: Args) => void;

/** A callback whose arguments are known to whoever keeps them beside it. */
export type AnyCallback = (...args: never) => void;

/** A callback with its arguments and the asynchronous context of the moment it was handed over. */
export abstract class Registration extends AsyncResource implements Handle {
  /** Where it came from, for messages. */
  readonly origin: string;
  readonly #liveness: Liveness;
  readonly #callback: Callback<unknown[]>;
  readonly #args: unknown[];
  #pending = true;
  #cancelled = false;
  #referenced = true;

  constructor(origin: string, liveness: Liveness, callback: AnyCallback, args: unknown[]) {
    super('READYLOOP', { requireManualDestroy: true });
    this.origin = origin;
    this.#liveness = liveness;
    this.#callback = callback as Callback<unknown[]>;
    this.#args = args;
    liveness.retain();
  }

  get pending(): boolean {
    return this.#pending;
  }

  /** Takes it out of wherever the loop keeps it. */
  protected abstract withdraw(): void;

  /** Runs the callback in its context; it throws what the callback throws. */
  run(): void {
    this.runInAsyncScope(this.#callback, undefined, ...this.#args);
  }

  /** It will not run again, for it did what it was there for. */
  retire(): void {
    if (this.#pending) {
      this.#pending = false;
      this.emitDestroy();
      if (this.#referenced) {
        this.#liveness.release();
      }
    }
  }

  /** It will not run again, although it was pending. */
  drop(): void {
    this.#cancelled ||= this.#pending;
    this.retire();
  }

  cancel(): void {
    if (this.#pending) {
      this.withdraw();
      this.drop();
    }
  }

  get cancelled(): boolean {
    return this.#cancelled;
  }

  ref(): this {
    return this.#reference(true);
  }

  unref(): this {
    return this.#reference(false);
  }

  hasRef(): boolean {
    return this.#referenced;
  }

  #reference(referenced: boolean): this {
    if (referenced !== this.#referenced) {
      this.#referenced = referenced;
      if (this.#pending) {
        referenced ? this.#liveness.retain() : this.#liveness.release();
      }
    }
    return this;
  }
}
