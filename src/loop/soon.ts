import type { Callback } from '../handles/index.js';
import { type Keeper, Registration } from './registration.js';

/** A call queued for the next turn. */
class SoonCall extends Registration {
  /** It stays in its queue, for its batch passes over what is cancelled. */
  protected withdraw(): void {}
}

/** The queue of `callSoon`: first come, first served; what is queued while it runs waits for the next turn (L7, C13). */
export class Soon {
  readonly #schedule: () => void;
  readonly #keeper: Keeper;
  #queue: SoonCall[] = [];
  #batch: SoonCall[] = [];

  /** @param schedule asks the engine for a turn */
  constructor(schedule: () => void, keeper: Keeper) {
    this.#schedule = schedule;
    this.#keeper = keeper;
  }

  add<Args extends unknown[]>(callback: Callback<Args>, args: Args): Registration {
    // First: it may throw, as where the stack is full, and who stood in the queue then would have all behind him wait for ever.
    if (this.#queue.length === 0) {
      this.#schedule();
    }
    const call = new SoonCall('callSoon', this.#keeper, callback, args);
    this.#queue.push(call);
    return call;
  }

  get isEmpty(): boolean {
    return this.#queue.length === 0 && this.#batch.length === 0;
  }

  /** Those that have not run, in their order. */
  pending(): readonly Registration[] {
    return [...this.#batch, ...this.#queue].filter(({ isPending }) => isPending);
  }

  /** The turn's first batch. */
  run(): void {
    this.#batch = this.#queue;
    this.#queue = [];
    for (const call of this.#batch) {
      call.take();
    }
    for (const call of this.#batch) {
      call.run();
    }
    this.#batch = [];
  }

  /** Nothing that is queued runs any more, in the running batch neither. */
  clear(): void {
    for (const call of [...this.#batch, ...this.#queue]) {
      call.drop();
    }
    this.#queue = [];
  }
}
