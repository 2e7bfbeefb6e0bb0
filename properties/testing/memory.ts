import type { CheckedStream, StreamPair } from '../../src/testing/index.js';

/** One direction of a connection in memory: bytes that wait, up to a bound, and how they end. */
export class Pipe {
  /** How many bytes may wait. */
  protected readonly capacity: number = 64 * 1024;
  readonly #pieces: Uint8Array[] = [];
  #size = 0;
  #end: 'end' | Error | null = null;
  #line: Promise<void> = Promise.resolve();
  #isDiscarding = false;
  readonly #readers = new Set<() => void>();
  readonly #writers = new Set<() => void>();

  /** Takes bytes in parts, as there is room for them, one write behind the other. */
  write(bytes: Uint8Array): Promise<void> {
    const writing = this.#line.then(() => this.#write(Uint8Array.from(bytes)));
    this.#line = writing.catch(() => {});
    return writing;
  }

  /** Lets the end stand behind all that is being written. */
  async end(): Promise<void> {
    await this.#line;
    this.#end ??= 'end';
    this.wakeReaders();
  }

  /** Drops what waits; whoever waits is told. */
  break(error: Error): void {
    this.#end = error;
    this.keep(0);
    this.wakeReaders();
  }

  async read(): Promise<Uint8Array | null> {
    while (this.#pieces.length === 0 && this.#end === null) {
      await new Promise<void>((resolve) => this.#readers.add(resolve));
    }
    const piece = this.#pieces.shift();
    if (piece !== undefined) {
      this.#size -= piece.length;
      this.wakeWriters();
      return piece;
    }
    if (this.#end === 'end') return null;
    throw this.#end;
  }

  /** Nobody reads any more, and whoever writes is not held up. */
  discard(): void {
    this.#isDiscarding = true;
    this.keep(0);
  }

  /** Drops all that waits but so many pieces. */
  keep(count: number): void {
    this.#pieces.length = Math.min(this.#pieces.length, count);
    this.#size = this.#pieces.reduce((size, piece) => size + piece.length, 0);
    this.wakeWriters();
  }

  /** How much of what has been taken of a write need not be written again. */
  protected taken(count: number): number {
    return count;
  }

  protected wakeReaders(): void {
    wakeAll(this.#readers);
  }

  protected wakeWriters(): void {
    wakeAll(this.#writers);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0; ) {
      while (this.#size >= this.capacity && this.#end === null) {
        await new Promise<void>((resolve) => this.#writers.add(resolve));
      }
      if (this.#end === 'end') throw new Error('it has ended');
      if (this.#end !== null) throw this.#end;
      const count = Math.min(rest.length, this.capacity - this.#size);
      if (!this.#isDiscarding) {
        this.#pieces.push(rest.subarray(0, count));
        this.#size += count;
        this.wakeReaders();
      }
      rest = rest.subarray(count === rest.length ? count : this.taken(count));
    }
  }
}

function wakeAll(waiting: Set<() => void>): void {
  for (const wake of waiting) wake();
  waiting.clear();
}

/** One side of a connection in memory that keeps all promises of a stream. What is broken is made of it. */
export class MemoryStream implements CheckedStream {
  protected readonly incoming: Pipe;
  protected readonly outgoing: Pipe;
  protected isClosed = false;
  #hasEnded = false;
  #wasTold = false;
  readonly #listeners: ((error: Error | null) => void)[] = [];
  /** Settles when this side is closed. */
  readonly #closed: Promise<never>;
  #refuse: (error: Error) => void = () => {};

  constructor(incoming: Pipe, outgoing: Pipe) {
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.#closed = new Promise((_, reject) => {
      this.#refuse = reject;
    });
    this.#closed.catch(() => {});
  }

  async receive(): Promise<Uint8Array | null> {
    if (this.isClosed) throw new Error('it is closed');
    try {
      return await Promise.race([this.incoming.read(), this.#closed]);
    } catch (error) {
      this.lose(error as Error);
      throw error;
    }
  }

  async sendAll(bytes: Uint8Array): Promise<void> {
    if (this.isClosed || this.#hasEnded) throw new Error('it is closed');
    await Promise.race([this.outgoing.write(bytes), this.#closed]);
  }

  async sendEof(): Promise<void> {
    this.#hasEnded = true;
    await this.outgoing.end();
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.incoming.discard();
    const ending = this.outgoing.end();
    this.#refuse(new Error('it was closed'));
    await ending;
    this.lose(null);
  }

  abort(): void {
    this.isClosed = true;
    this.#refuse(new Error('it was aborted'));
    const reset = Object.assign(new Error('the peer has reset the connection'), { code: 'ECONNRESET' });
    this.outgoing.break(reset);
    this.incoming.break(reset);
    this.lose(null);
  }

  onLost(listener: (error: Error | null) => void): void {
    this.#listeners.push(listener);
  }

  protected lose(error: Error | null): void {
    if (this.#wasTold) return;
    this.#wasTold = true;
    this.tell(error);
  }

  protected tell(error: Error | null): void {
    for (const listener of this.#listeners) listener(error);
  }
}

/** A connection of such sides, or of what was made of them. */
export function memoryPair(Stream = MemoryStream, Direction = Pipe): StreamPair {
  const [there, back] = [new Direction(), new Direction()];
  return [new Stream(back, there), new Stream(there, back)];
}
