import { LONGEST } from './length.js';
import type { Stream } from './stream.js';

/** How many pieces one sendmsg(2) takes (UIO_MAXIOV). */
const MOST_PIECES = 1024;

/** What is known of a connection that the loop reads and writes by itself. */
export class Connection {
  /** What its user is told. */
  readonly stream: Stream;
  /** How much was given to JavaScript that has not said yet that it took it. */
  untaken = 0;
  /** How many bytes the next read is to bring at the most, where it goes into memory of the user's. */
  into = 0;
  /** A limit runs for how long it may take to end. */
  lingers = false;
  /** Why it is lost, if that is kept for later. */
  reason: number | undefined;
  /** Its descriptor is its own, and not closed yet. */
  owns = true;
  /** The bytes that were written and not sent; in pieces, as they were written. */
  #unsent = 0;
  readonly #pieces: number[] = [];

  constructor(stream: Stream) {
    this.stream = stream;
  }

  get unsent(): number {
    return this.#unsent;
  }

  write(count: number): void {
    this.#unsent += count;
    this.#pieces.push(count);
  }

  drop(): void {
    this.#unsent = 0;
    this.#pieces.length = 0;
  }

  /** Whether a send may ask for so many bytes: for all that is unsent or, of more pieces than one call takes, for some. */
  mayAsk(count: number): boolean {
    if (this.#pieces.length <= MOST_PIECES) return count === Math.min(this.#unsent, LONGEST);
    // Several may have been put together.
    let sum = 0;
    for (const [at, piece] of this.#pieces.entries()) {
      sum += piece;
      if (at + 1 >= MOST_PIECES && sum >= count) break;
    }
    return count === Math.min(sum, LONGEST);
  }

  send(count: number): void {
    this.#unsent -= count;
    for (let left = count; this.#pieces.length > 0; ) {
      const first = this.#pieces[0] as number;
      if (first > left) {
        this.#pieces[0] = first - left;
        return;
      }
      left -= first;
      this.#pieces.shift();
    }
  }
}
