import { checkCallback, checkTime } from '../errors/index.js';
import type { Callback, Handle, TimerHandle } from '../handles/index.js';
import type { Core } from './core.js';

/** What a loop does by itself: calls and timers. */
export abstract class Calls {
  readonly #core: Core;

  /** @internal */
  protected constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Runs the callback in the next turn, after all that were queued before.
   *
   * @param args what the callback is called with
   * @returns what cancels it, or lets the process end before it has run
   * @throws LoopClosedError ERR_LOOP_CLOSED: the loop is closed (C12)
   * @throws InvalidArgumentTypeError ERR_INVALID_ARG_TYPE: the callback is no function
   */
  callSoon<Args extends unknown[]>(callback: Callback<Args>, ...args: Args): Handle {
    this.#core.check('callSoon');
    checkCallback(callback);
    return this.#core.soon.add(callback, args);
  }

  /**
   * Runs the callback in this many milliseconds, never earlier (L13); a time that is over is due in the next turn.
   *
   * @param ms finite; it need not be whole, and negative is over
   * @param args what the callback is called with
   * @returns what cancels it, with its deadline as `when`
   * @throws LoopClosedError ERR_LOOP_CLOSED: the loop is closed (C12)
   * @throws InvalidArgumentTypeError ERR_INVALID_ARG_TYPE: `ms` is no number, or the callback no function
   * @throws OutOfRangeError ERR_OUT_OF_RANGE: `ms` is infinite or NaN
   */
  callLater<Args extends unknown[]>(ms: number, callback: Callback<Args>, ...args: Args): TimerHandle {
    this.#core.check('callLater');
    checkTime('ms', ms);
    checkCallback(callback);
    return this.#core.timers.add('callLater', this.time() + ms, this.#core.turn, callback, args);
  }

  /**
   * Runs the callback when `time()` has reached `when`; else as `callLater`.
   *
   * @param when in milliseconds of the loop's clock
   */
  callAt<Args extends unknown[]>(when: number, callback: Callback<Args>, ...args: Args): TimerHandle {
    this.#core.check('callAt');
    checkTime('when', when);
    checkCallback(callback);
    return this.#core.timers.add('callAt', when, this.#core.turn, callback, args);
  }

  /** The loop's clock in milliseconds, that of `performance.now()`, whatever a test has put into its place: it never goes back. */
  time(): number {
    return this.#core.time();
  }
}
