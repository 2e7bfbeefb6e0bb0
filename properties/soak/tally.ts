import type { Random } from '../../src/cli/start/random.js';
import { Stream } from '../random-peers/stream.js';

/** What users have done, whichever loop they used: all of them, or one. */
export class Tally {
  rounds = 0;
  /** Bytes that were given to a loop or the kernel and had to come, and those that came, each in its place. */
  given = 0;
  come = 0;
  readonly #whole: Tally | undefined;
  #streams = 0;

  /** @param whole what is counted here counts there as well */
  constructor(whole?: Tally) {
    this.#whole = whole;
  }

  /** A direction whose bytes have all to come. */
  stream(name: string): Counted {
    return new Counted(this, name, this.#next() * 7_919);
  }

  give(size: number): void {
    this.given += size;
    this.#whole?.give(size);
  }

  take(size: number): void {
    this.come += size;
    this.#whole?.take(size);
  }

  /** No two streams have the same bytes, whosever they are. */
  #next(): number {
    return this.#whole === undefined ? this.#streams++ : this.#whole.#next();
  }
}

/** A direction of a connection that counts. */
export class Counted {
  readonly #tally: Tally;
  readonly #stream: Stream;

  constructor(tally: Tally, name: string, seed: number) {
    this.#tally = tally;
    this.#stream = new Stream(name, seed);
  }

  get missing(): number {
    return this.#stream.given - this.#stream.come;
  }

  give(size: number): Buffer {
    const data = this.#stream.next(size);
    this.#stream.accept(size);
    this.#tally.give(size);
    return data;
  }

  take(bytes: Uint8Array): void {
    this.#stream.take(bytes);
    this.#tally.take(bytes.length);
  }

  demandAll(why: string): void {
    this.#stream.demandAll(why);
  }
}

/** A whole number from `least` to `most`. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random.fraction() * (most - least + 1));
}

/** Often small, sometimes more than what a socket takes at once. */
export function size(random: Random): number {
  return random.fraction() < 0.1 ? between(random, 1, 400_000) : between(random, 1, 4_000);
}
