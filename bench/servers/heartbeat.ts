/**
 * What a program of its own gets of Node's loop beside the echo: how long a timer of 5 ms waits, and how much is echoed
 * between two callbacks of setImmediate. Watching this keeps the loop awake, so a server does it only when told.
 */
import { createInterface } from 'node:readline';
import { median } from '../runner/statistics.js';

const TIMER_MILLISECONDS = 5;

/** What was seen after the warm-up; what had no end yet when the watch ended counts as well. */
export interface Seen {
  /** The longest and the middle time between two callbacks of the timer, in milliseconds. */
  readonly timer: number;
  readonly timerMedian: number;
  /** The most bytes echoed between two callbacks of setImmediate. */
  readonly bytes: number;
}

/** What a server prints once it watches, and before it prints what it has seen. */
export const WATCHING = 'watching';

export class Heartbeat {
  #bytes = 0;

  /** A server says so of all that it has sent back. */
  echoed(bytes: number): void {
    this.#bytes += bytes;
  }

  /** Watches until the function that this returns is called. */
  watch(warmupMilliseconds: number): () => Seen {
    const warm = performance.now() + warmupMilliseconds;
    let last = performance.now();
    const waits: number[] = [];
    let most = 0;
    const beat = () => {
      const now = performance.now();
      if (now > warm) waits.push(now - last);
      last = now;
    };
    const turn = () => {
      if (performance.now() > warm) most = Math.max(most, this.#bytes);
      this.#bytes = 0;
      immediate = setImmediate(turn);
    };
    this.#bytes = 0;
    const timer = setInterval(beat, TIMER_MILLISECONDS);
    let immediate = setImmediate(turn);
    return () => {
      clearInterval(timer);
      clearImmediate(immediate);
      beat();
      return { timer: Math.max(...waits), timerMedian: median(waits), bytes: Math.max(most, this.#bytes) };
    };
  }
}

/**
 * Ties a server to its standard input. A line there, with the milliseconds of the warm-up, begins a watch, the next line
 * ends it and has printed what was seen, as JSON. With its standard input the server ends.
 */
export function obey(heartbeat: Heartbeat): void {
  let end: (() => Seen) | undefined;
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const seen = end?.();
      end = seen === undefined ? heartbeat.watch(Number(line)) : undefined;
      console.log(seen === undefined ? WATCHING : JSON.stringify(seen));
    })
    .on('close', () => process.exit());
}
