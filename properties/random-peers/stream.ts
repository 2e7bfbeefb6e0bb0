import { LawBroken } from '../kernel-laws/law.js';

/** The longest stream of a run. */
const LONGEST = 64_000_000;

/** Bytes in which each place can be told from its neighbours, and one stream from another. */
const pattern = (() => {
  const all = Buffer.alloc(1 << 20);
  for (let i = 0; i < all.length; i++) all[i] = i ^ (i >> 8) ^ (i >> 16);
  return all;
})();

/** One direction of a connection: what was given to it, and what came of that (L11). */
export class Stream {
  readonly #name: string;
  readonly #seed: number;
  given = 0;
  come = 0;

  constructor(name: string, seed: number) {
    this.#name = name;
    this.#seed = seed;
  }

  /** The next bytes to be given; `accept` says how many were. */
  next(size: number): Buffer {
    return this.#at(this.given, Math.min(size, LONGEST - this.given));
  }

  accept(count: number): void {
    this.given += count;
  }

  /** Compares what came with what was given, in its place. */
  take(bytes: Uint8Array): void {
    if (this.come + bytes.length > this.given) {
      throw new LawBroken('L11', `${this.#name}: byte ${this.given} came, and was never given`);
    }
    const expected = this.#at(this.come, bytes.length);
    if (!expected.equals(bytes)) {
      const at = expected.findIndex((byte, index) => byte !== bytes[index]);
      throw new LawBroken('L11', `${this.#name}: byte ${this.come + at} is not the one that was given`);
    }
    this.come += bytes.length;
  }

  demandAll(why: string): void {
    if (this.come < this.given) {
      throw new LawBroken('L11', `${this.#name}: ${this.come} of ${this.given} bytes came, ${why}`);
    }
  }

  #at(from: number, size: number): Buffer {
    const parts: Buffer[] = [];
    for (let at = from; at < from + size; ) {
      const place = (at + this.#seed) % pattern.length;
      const part = pattern.subarray(place, place + Math.min(from + size - at, pattern.length - place));
      parts.push(part);
      at += part.length;
    }
    return parts.length === 1 ? Buffer.from(parts[0] as Buffer) : Buffer.concat(parts);
  }
}
