/** How much memory is got at a time; what is longer than an eighth of it gets its own. */
const CHUNK = 0x100000;

/** Buffers of the user's own, cut one after the other from chunks, and views of memory that is only lent. */
export class Bytes {
  readonly #slab: Buffer;
  readonly #debug: boolean;
  #chunk = Buffer.alloc(0);
  #used = 0;
  /** What was lent in this batch, in debug mode. */
  #lent: ArrayBuffer[] = [];

  /**
   * @param slab where the engine puts what it reads, anew with each batch
   * @param debug what is lent is taken away when its time is over
   */
  constructor(slab: Buffer, debug: boolean) {
    this.#slab = slab;
    this.#debug = debug;
  }

  /** A copy that is the user's to keep. */
  owned(from: number, to: number): Buffer {
    const length = to - from;
    if (length > CHUNK / 8) {
      const own = Buffer.allocUnsafeSlow(length);
      this.#slab.copy(own, 0, from, to);
      return own;
    }
    if (this.#used + length > this.#chunk.length) {
      this.#chunk = Buffer.allocUnsafeSlow(CHUNK);
      this.#used = 0;
    }
    const at = this.#used;
    // Eight bytes apart, for whoever views them as numbers.
    this.#used = (at + length + 7) & ~7;
    this.#slab.copy(this.#chunk, at, from, to);
    return this.#chunk.subarray(at, at + length);
  }

  /** A view that ends with the batch. */
  lent(from: number, to: number): Buffer {
    if (!this.#debug) {
      return this.#slab.subarray(from, to);
    }
    const apart = new ArrayBuffer(to - from);
    const view = Buffer.from(apart);
    this.#slab.copy(view, 0, from, to);
    if (this.#lent.push(apart) === 1) {
      setImmediate(() => this.#takeBack());
    }
    return view;
  }

  /** What may be kept of bytes that the user wrote: a copy, if they are only lent to him. */
  lasting(bytes: Uint8Array): Uint8Array {
    return bytes.buffer === this.#slab.buffer ? Uint8Array.from(bytes) : this.lastingInDebug(bytes);
  }

  /** The same where bytes of the slab may stay where they are. */
  lastingInDebug(bytes: Uint8Array): Uint8Array {
    return this.#lent.length > 0 && this.#lent.includes(bytes.buffer as ArrayBuffer) ? Uint8Array.from(bytes) : bytes;
  }

  /** Whoever looks at what he was lent finds it empty. */
  #takeBack(): void {
    const lent = this.#lent;
    this.#lent = [];
    structuredClone(null, { transfer: lent });
  }
}
