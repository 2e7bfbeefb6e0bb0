import type { Exceptions } from './exceptions.js';
import { type Callback, Registration } from './handle.js';
import type { Liveness } from './liveness.js';

/** A call queued for the next turn. */
class SoonCall extends Registration {
  /** It stays in its queue, which passes over what is no longer pending. */
  protected withdraw(): void {}
}

/** The queue of `callSoon`: first come, first served; what is queued while it runs waits for the next turn (L7, C13). */
export class Soon {
  readonly #schedule: () => void;
  readonly #liveness: Liveness;
  readonly #exceptions: Exceptions;
  #queue: SoonCall[] = [];
  #batch: SoonCall[] = [];

  /** @param schedule asks the engine for a turn */
  constructor(schedule: () => void, liveness: Liveness, exceptions: Exceptions) {
    this.#schedule = schedule;
    this.#liveness = liveness;
    this.#exceptions = exceptions;
  }

  add<Args extends unknown[]>(callback: Callback<Args>, args: Args): Registration {
    const call = new SoonCall('callSoon', this.#liveness, callback, args);
    if (this.#queue.push(call) === 1) {
      this.#schedule();
    }
    return call;
  }

  /** The turn's first batch. */
  run(): void {
    this.#batch = this.#queue;
    this.#queue = [];
    for (const call of this.#batch) {
      if (call.pending) {
        call.retire();
        this.#exceptions.run(call);
      }
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
