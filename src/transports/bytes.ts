import { isMainThread, markAsUntransferable } from 'node:worker_threads';

/** How much memory is got at a time: the kernel has to clear it, which costs less in large parts. */
const CHUNK = 0x100000;

/**
 * V8 frees many chunks at once. What is free at the end of its heap malloc of glibc gives back to the kernel, if it is more than
 * twice the largest block that was ever mapped for itself alone and freed; then it has to be got again page by page, which costs a
 * fifth of an echo of 100 KiB. One such block of this size, which nobody ever touches, has it kept. That holds for the whole
 * process, so that no worker does it: what many of them leave behind one after the other would be kept as well.
 */
const LESSON = 0x1800000;

/** The slab is looked at in views that are made once: this is what the first of them that begins in so many bytes is kept for. */
const VIEWED = 1024;

/** Node's own class of Buffers, whose instances are made without looking at what they are made of. */
const { [Symbol.species]: View } = Buffer as unknown as {
  readonly [Symbol.species]: new (memory: ArrayBufferLike, offset: number, length: number) => Buffer;
};

/** Buffers of the user's own, cut one after the other from chunks, and views of memory that is only lent. */
export class Bytes {
  readonly #memory: ArrayBufferLike;
  /** Where the slab begins in it. */
  readonly #base: number;
  /** What is lent is taken away when its time is over. */
  readonly isDebug: boolean;
  /** Memory that comes with what is in it, in its order, and its number. */
  readonly #chunks: Buffer[];
  #handed = new View(new ArrayBuffer(0), 0, 0);
  #number = 0;
  readonly #views: (Buffer | undefined)[];
  #isTaught = false;
  #chunk: ArrayBufferLike = new ArrayBuffer(0);
  #used = 0;
  /** What was lent in this batch, in debug mode. */
  #lent: ArrayBuffer[] = [];

  /**
   * @param slab where the engine puts what it reads, anew with each batch
   * @param chunks where the engine puts memory that it hands over with what it reads
   * @param debug see `isDebug`
   */
  constructor(slab: Buffer, chunks: Buffer[], debug: boolean) {
    this.#memory = slab.buffer;
    this.#base = slab.byteOffset;
    this.#views = new Array(Math.ceil(slab.length / VIEWED)).fill(undefined);
    this.isDebug = debug;
    this.#chunks = chunks;
  }

  /** A copy that is the user's to keep. */
  owned(from: number, to: number): Buffer {
    const length = to - from;
    // Its size is 0 if the user has taken it away by a way that cannot be barred.
    if (this.#used + length > this.#chunk.byteLength) {
      this.#chunk = this.#shared(Buffer.allocUnsafeSlow(Math.max(CHUNK, length))).buffer;
      this.#used = 0;
    }
    const own = new View(this.#chunk, this.#used, length);
    own.set(this.view(from, to));
    // Eight bytes apart, for whoever views them as numbers.
    this.#used += (length + 7) & ~7;
    return own;
  }

  /** Bytes of memory that came with them, and are the user's to keep; nothing if he has taken it away. */
  handed(chunk: number, offset: number, length: number): Buffer | undefined {
    while (this.#number !== chunk) {
      this.#handed = this.#shared(this.#chunks.shift() as Buffer);
      this.#number++;
    }
    const { buffer, byteOffset } = this.#handed;
    return buffer.byteLength === 0 ? undefined : new View(buffer, byteOffset + offset, length);
  }

  /** A view of the slab; the same one as the last time, for the engine begins at the same place again and again. */
  view(from: number, to: number): Buffer {
    const place = Math.floor(from / VIEWED);
    const known = this.#views[place];
    if (known !== undefined && known.byteOffset === this.#base + from && known.length === to - from) {
      return known;
    }
    const view = new View(this.#memory, this.#base + from, to - from);
    this.#views[place] = view;
    return view;
  }

  /** A view whose time ends with the batch. */
  lent(from: number, to: number): Buffer {
    if (!this.isDebug) {
      return this.view(from, to);
    }
    const apart = new ArrayBuffer(to - from);
    const view = Buffer.from(apart);
    view.set(this.view(from, to));
    if (this.#lent.push(apart) === 1) {
      setImmediate(() => this.#takeBack());
    }
    return view;
  }

  /** What may be kept of bytes that the user wrote: a copy, if they are only lent to him. */
  lasting(bytes: Uint8Array): Uint8Array {
    return bytes.buffer === this.#memory ? Uint8Array.from(bytes) : this.lastingInDebug(bytes);
  }

  /** The same where bytes of the slab may stay where they are. */
  lastingInDebug(bytes: Uint8Array): Uint8Array {
    return this.#lent.length > 0 && this.#lent.includes(bytes.buffer as ArrayBuffer) ? Uint8Array.from(bytes) : bytes;
  }

  /** Whoever handed his part over to another thread would take their parts from all others. Of Node's own pool it is the same. */
  #shared(chunk: Buffer): Buffer {
    if (!this.#isTaught && isMainThread) {
      this.#isTaught = true;
      Buffer.allocUnsafeSlow(LESSON);
    }
    markAsUntransferable(chunk.buffer);
    return chunk;
  }

  /** Whoever looks at what he was lent finds it empty. */
  #takeBack(): void {
    const lent = this.#lent;
    this.#lent = [];
    structuredClone(null, { transfer: lent });
  }
}
