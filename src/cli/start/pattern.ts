import { Random } from './random.js';

/** A prime, so that no power of two of bytes lost or doubled goes unseen. */
const PERIOD = 65_521;

/** The endless stream of bytes of one connection: what is sent, and so what has to come back. */
export class Pattern {
  readonly #block: Buffer;

  constructor(seed: number, connection: number) {
    const random = new Random(seed ^ Math.imul(connection + 1, 0x9e3779b1));
    this.#block = Buffer.alloc(PERIOD);
    for (let at = 0; at < PERIOD; at++) this.#block[at] = random.word();
  }

  /** The bytes from `offset` on. */
  bytes(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (const { from, to, at } of pieces(offset, length)) this.#block.copy(bytes, at, from, to);
    return bytes;
  }

  /** The index of the first byte in `bytes` that is not the stream's at `offset`, or -1. */
  mismatch(bytes: Buffer, offset: number): number {
    for (const { from, to, at } of pieces(offset, bytes.length)) {
      if (bytes.compare(this.#block, from, to, at, at + to - from) === 0) continue;
      for (let index = at; ; index++) {
        if (bytes[index] !== this.#block[from + index - at]) return index;
      }
    }
    return -1;
  }

  at(offset: number): number {
    return this.#block.readUInt8(offset % PERIOD);
  }
}

/** A stretch of the stream as stretches of its period. */
function* pieces(offset: number, length: number): Generator<{ from: number; to: number; at: number }> {
  for (let at = 0; at < length; ) {
    const from = (offset + at) % PERIOD;
    const to = Math.min(PERIOD, from + length - at);
    yield { from, to, at };
    at += to - from;
  }
}
