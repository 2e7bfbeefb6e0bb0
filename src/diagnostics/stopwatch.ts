import { CALLBACK_SLOW } from './channels.js';
import { now } from './clock.js';
import { warn } from './warn.js';

/** For how many milliseconds a callback may run, unless the user says otherwise; asyncio's `slow_callback_duration` is as long. */
export const DEFAULT_SLOW = 100;

/** It is not running: no time that is read is this one. */
const OFF = 0;

/** How long users' callbacks run. The clock is read in debug mode, and while somebody subscribes to slow ones; else never. */
export class Stopwatch {
  readonly #isDebug: boolean;
  readonly #slow: number;
  #longest: number | null = null;

  /** @param slow for how many milliseconds a callback may run before it is told */
  constructor(isDebug: boolean, slow: number) {
    this.#isDebug = isDebug;
    this.#slow = slow;
  }

  /** The longest callback that was measured, in milliseconds; null if none was. */
  get longest(): number | null {
    return this.#longest;
  }

  /** A callback begins. */
  start(): number {
    return this.#isDebug || CALLBACK_SLOW.hasSubscribers ? now() : OFF;
  }

  /**
   * It has returned, or thrown.
   *
   * @param began what `start` returned
   * @param callback the public call that it was handed to, or the method that it is
   * @param subject the handle or the transport that it is of
   */
  stop(began: number, callback: string, subject: object): void {
    if (began !== OFF) {
      this.#judge(now() - began, callback, subject);
    }
  }

  #judge(duration: number, callback: string, subject: object): void {
    this.#longest = Math.max(this.#longest ?? 0, duration);
    if (duration < this.#slow) {
      return;
    }
    CALLBACK_SLOW.publish({ callback, duration, subject });
    if (this.#isDebug) {
      const what = `A callback (${callback}) ran for ${duration.toFixed(1)} ms, and nothing else on this thread meanwhile`;
      warn(what, 'ERR_SLOW_CALLBACK');
    }
  }
}
