import type { Space } from './space.js';

/** How full the index may be before it grows, in tenths: open addressing degrades beyond it. */
const LOAD = 6;

/**
 * The set of states seen so far, numbered in the order of their discovery.
 *
 * Packed states lie one after the other in one typed array, and the index holds nothing but their numbers.
 */
export class States {
  readonly #space: Space;
  readonly #words: number;
  readonly #scratch: Uint32Array;
  #packed: Uint32Array;
  #index = new Uint32Array(1 << 10);
  #size = 0;

  constructor(space: Space) {
    this.#space = space;
    this.#words = space.words;
    this.#scratch = new Uint32Array(this.#words);
    this.#packed = new Uint32Array(this.#words << 9);
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes held for the states, the index included. */
  get bytes(): number {
    return this.#packed.byteLength + this.#index.byteLength;
  }

  /** The number of this state. It is new if it equals the size before. */
  add(vector: Uint8Array): number {
    this.#space.pack(vector, this.#scratch, 0);
    const mask = this.#index.length - 1;
    let at = this.#hash(this.#scratch, 0) & mask;
    for (let entry = this.#index[at] as number; entry !== 0; entry = this.#index[at] as number) {
      if (this.#equals((entry - 1) * this.#words)) return entry - 1;
      at = (at + 1) & mask;
    }
    const state = this.#size++;
    this.#index[at] = state + 1;
    this.#append(state);
    if (this.#size * 10 > this.#index.length * LOAD) this.#rehash();
    return state;
  }

  /** Restores the vector of a state. */
  read(state: number, vector: Uint8Array): void {
    this.#space.unpack(this.#packed, state * this.#words, vector);
  }

  /** Gives back the room kept for more states. */
  trim(): void {
    this.#packed = this.#packed.slice(0, this.#size * this.#words);
  }

  #append(state: number): void {
    const at = state * this.#words;
    if (at === this.#packed.length) {
      const grown = new Uint32Array(this.#packed.length * 2);
      grown.set(this.#packed);
      this.#packed = grown;
    }
    for (let word = 0; word < this.#words; word++) this.#packed[at + word] = this.#scratch[word] as number;
  }

  #equals(at: number): boolean {
    for (let word = 0; word < this.#words; word++) {
      if (this.#packed[at + word] !== this.#scratch[word]) return false;
    }
    return true;
  }

  #hash(packed: Uint32Array, at: number): number {
    let hash = 0x2545f491;
    for (let word = 0; word < this.#words; word++) {
      hash = Math.imul(hash ^ (packed[at + word] as number), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash, 0x85ebca6b);
    return hash ^ (hash >>> 13);
  }

  #rehash(): void {
    const index = new Uint32Array(this.#index.length * 2);
    const mask = index.length - 1;
    for (let state = 0; state < this.#size; state++) {
      let at = this.#hash(this.#packed, state * this.#words) & mask;
      while (index[at] !== 0) at = (at + 1) & mask;
      index[at] = state + 1;
    }
    this.#index = index;
  }
}
