/** What is kept of nothing. */
const NOTHING: Buffer = Buffer.alloc(0);

/** Less than this is never made room for at a time. */
const LEAST_ROOM = 1024;

/**
 * The bytes that have arrived and were not read, one after the other in one piece of memory. Places are counted from the first
 * byte that ever came, so that they stay the same whatever is taken.
 *
 * What arrives when nothing is kept is kept as it is, without a copy. Else it is copied behind the rest, and where there is no
 * room for it, both are moved to memory of twice their size: so a byte is copied a constant number of times, however it comes.
 * What is taken is never written again: it is a part of that memory.
 */
export class Unread {
  /** It ends with the last byte that is kept. */
  #bytes = NOTHING;
  /** Where in it the first byte is. */
  #first = 0;
  /** Memory that has room behind those bytes; or none. */
  #memory: Buffer | undefined;
  #taken = 0;
  /** How many bytes were looked at, and copied, so far: what came costs each of them a constant, and tests say so. */
  looked = 0;
  copied = 0;

  get size(): number {
    return this.#bytes.length - this.#first;
  }

  /** The place of the first byte that is kept, and the one behind the last. */
  get begin(): number {
    return this.#taken;
  }

  get end(): number {
    return this.#taken + this.size;
  }

  append(chunk: Buffer): void {
    const { size } = this;
    if (size === 0) {
      this.#bytes = chunk;
      return;
    }
    const room = this.#memory === undefined ? 0 : this.#memory.length - this.#bytes.length;
    const memory = chunk.length <= room ? (this.#memory as Buffer) : this.#move(size + chunk.length);
    const end = this.#bytes.length;
    memory.set(chunk, end);
    this.copied += chunk.length;
    this.#bytes = memory.subarray(0, end + chunk.length);
  }

  /**
   * Where the first such byte, or such bytes, begin at a place or behind it; -1 if they are nowhere.
   *
   * @param from a place that is kept, or `end`
   */
  indexOf(wanted: number | Buffer, from: number): number {
    const offset = this.#first - this.#taken;
    const at = this.#bytes.indexOf(wanted, from + offset);
    const length = typeof wanted === 'number' ? 1 : wanted.length;
    this.looked += (at === -1 ? this.#bytes.length : at + length) - (from + offset);
    return at === -1 ? -1 : at - offset;
  }

  /** Takes so many bytes, of which there are as many. */
  take(count: number): Buffer {
    const bytes = this.#bytes;
    const first = this.#first;
    this.#skip(count);
    // A chunk that is taken whole, as a line often is that comes alone, is its own part.
    return count === bytes.length ? bytes : bytes.subarray(first, first + count);
  }

  /** The same as text, without the last of the bytes. */
  takeText(count: number, without: number, encoding: BufferEncoding): string {
    const bytes = this.#bytes;
    const first = this.#first;
    this.#skip(count);
    return bytes.toString(encoding, first, first + count - without);
  }

  #skip(count: number): void {
    this.#first += count;
    this.#taken += count;
    if (this.size === 0) {
      // Nothing is held for whoever reads nothing.
      this.#bytes = NOTHING;
      this.#first = 0;
      this.#memory = undefined;
    }
  }

  /** To memory with room for so many bytes, and as many again. */
  #move(count: number): Buffer {
    const memory = Buffer.allocUnsafeSlow(Math.max(LEAST_ROOM, 2 * count));
    const { size } = this;
    memory.set(this.#bytes.subarray(this.#first), 0);
    this.copied += size;
    this.#memory = memory;
    this.#bytes = memory.subarray(0, size);
    this.#first = 0;
    return memory;
  }
}
