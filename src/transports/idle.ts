import type { Clock } from './ground.js';

/** Watches that something happens on a connection, at least once in so many milliseconds. */
export class Idle {
  readonly #clock: Pick<Clock, 'now' | 'after'>;
  readonly #ms: number;
  readonly #over: () => void;
  #last: number;
  #timer: { cancel(): void };

  /** @param over is called when nothing has happened, once */
  constructor(clock: Pick<Clock, 'now' | 'after'>, ms: number, over: () => void) {
    this.#clock = clock;
    this.#ms = ms;
    this.#over = over;
    this.#last = clock.now();
    this.#timer = clock.after(ms, () => this.#look());
  }

  /** Something has happened. */
  touch(): void {
    this.#last = this.#clock.now();
  }

  stop(): void {
    this.#timer.cancel();
  }

  /** A timer that was set before something happened is not set anew until it comes. */
  #look(): void {
    const left = this.#last + this.#ms - this.#clock.now();
    if (left > 0) {
      this.#timer = this.#clock.after(left, () => this.#look());
    } else {
      this.#over();
    }
  }
}
