import type { Bytes } from './bytes.js';

/** What has been received on one connection and its protocol has not been told: what is at hand, and what is kept for later. */
export class Incoming {
  readonly #bytes: Bytes;
  readonly #slab: Buffer;
  readonly #isBorrowed: boolean;
  /** What is at hand: bytes of `source` from `at`, of which so many are left. */
  #source: Buffer;
  #at = 0;
  #left = 0;
  #kept: Buffer[] | undefined;

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

  /** These bytes of the slab are at hand. */
  offer(offset: number, length: number): void {
    this.#source = this.#slab;
    this.#at = offset;
    this.#left = length;
  }

  /** All that is at hand, in the memory that the user is to have of it. */
  take(): Buffer {
    const from = this.#at;
    const to = from + this.#left;
    this.#left = 0;
    if (this.#source !== this.#slab) {
      return from === 0 ? this.#source : this.#source.subarray(from, to);
    }
    return this.#isBorrowed ? this.#bytes.lent(from, to) : this.#bytes.owned(from, to);
  }

  /** As much of it as there is room for; how much, and nothing if the memory was transferred. */
  takeInto(target: Uint8Array): number {
    const part = Math.min(target.length, this.#left);
    const from = this.#at;
    const to = from + part;
    try {
      target.set(this.#source === this.#slab ? this.#bytes.view(from, to) : this.#source.subarray(from, to));
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

  /** Keeps what is at hand, behind what is kept already. */
  keep(): void {
    const kept = Buffer.allocUnsafeSlow(this.#left);
    this.takeInto(kept);
    this.#kept ??= [];
    this.#kept.push(kept);
  }

  /** What was kept is at hand. */
  recall(): void {
    const kept = this.#kept ?? [];
    this.#kept = undefined;
    this.#source = kept.length === 1 ? (kept[0] as Buffer) : Buffer.concat(kept);
    this.#at = 0;
    this.#left = this.#source.length;
  }

  /** Nothing is kept, nor at hand. */
  discard(): void {
    this.#kept = undefined;
    this.#left = 0;
  }
}
