import type { Bytes } from './bytes.js';

/** What has been received on one connection and its protocol has not been told: what is at hand, and what is kept for later. */
export class Incoming {
  readonly #bytes: Bytes;
  readonly #slab: Buffer;
  readonly #isBorrowed: boolean;
  /** What is at hand: bytes of `source` from `at`, of which so many are left. */
  #source: Uint8Array;
  #at = 0;
  #left = 0;
  #kept: Buffer[] | undefined;
  /** What is at hand, if it is in memory that nobody else has. */
  #own: Buffer | undefined;

  /** @param isBorrowed what is taken of the slab is a view of it */
  constructor(bytes: Bytes, slab: Buffer, isBorrowed: boolean) {
    this.#bytes = bytes;
    this.#slab = slab;
    this.#source = slab;
    this.#isBorrowed = isBorrowed;
  }

  /** How many bytes are at hand. */
  get left(): number {
    return this.#left;
  }

  /** How many bytes are kept. */
  get kept(): number {
    return (this.#kept ?? []).reduce((sum, { length }) => sum + length, 0);
  }

  /** These bytes of the slab are at hand. */
  offer(offset: number, length: number): void {
    this.#source = this.#slab;
    this.#at = offset;
    this.#left = length;
  }

  /** These first bytes of memory that its user gave to be read into are at hand. */
  offerGiven(memory: Uint8Array, length: number): void {
    this.#source = memory;
    this.#at = 0;
    this.#left = length;
  }

  /** These bytes are at hand, in memory that nobody else has. */
  offerOwn(bytes: Buffer): void {
    this.#own = bytes;
    this.#source = bytes;
    this.#at = 0;
    this.#left = bytes.length;
  }

  /** All that is at hand, in the memory that the user is to have of it; nothing if it was transferred. */
  take(): Buffer | undefined {
    const from = this.#at;
    const to = from + this.#left;
    const source = this.#source;
    if (source === this.#slab) {
      this.#left = 0;
      return this.#isBorrowed ? this.#bytes.lent(from, to) : this.#bytes.owned(from, to);
    }
    const own = this.#own;
    if (source === own) {
      this.#left = 0;
      return from === 0 ? own : own.subarray(from, to);
    }
    // Who gave the memory has it again, and is another one.
    const copy = Buffer.allocUnsafeSlow(this.#left);
    return this.takeInto(copy) === copy.length ? copy : undefined;
  }

  /** As much of it as there is room for; how much, and nothing if the memory was transferred. */
  takeInto(target: Uint8Array): number {
    const part = Math.min(target.length, this.#left);
    const from = this.#at;
    const to = from + part;
    try {
      // In the memory itself they are where they are wanted.
      if (this.#source !== target || from > 0) {
        const bytes = this.#source === this.#slab ? this.#bytes.view(from, to) : this.#source.subarray(from, to);
        if (bytes.length < part) {
          return 0;
        }
        target.set(bytes);
      }
    } catch {
      // Optimized code of Node 20 may take the length for what it was before the memory was transferred.
      return 0;
    }
    this.#at = to;
    this.#left -= part;
    return part;
  }

  /** Nothing is at hand any more. */
  drop(): void {
    this.#left = 0;
  }

  /** Keeps what is at hand, behind what is kept already. Whether it is there. */
  keep(): boolean {
    const kept = Buffer.allocUnsafeSlow(this.#left);
    if (this.takeInto(kept) < kept.length) {
      return false;
    }
    this.#kept ??= [];
    this.#kept.push(kept);
    return true;
  }

  /** What was kept is at hand. */
  recall(): void {
    const kept = this.#kept ?? [];
    this.#kept = undefined;
    this.offerOwn(kept.length === 1 ? (kept[0] as Buffer) : Buffer.concat(kept));
  }

  /** Nothing is kept, nor at hand. */
  discard(): void {
    this.#kept = undefined;
    this.#own = undefined;
    this.#source = this.#slab;
    this.#left = 0;
  }
}
