import { checkInteger } from '../errors/index.js';
import { Lines } from './lines.js';
import {
  checkLines,
  checkRead,
  checkSeparators,
  checkTry,
  checkUntil,
  type LinesOptions,
  type ReadOptions,
  type Separators,
  type TryOptions,
  type UntilOptions,
} from './options.js';
import type { Reading } from './reading.js';
import { Search } from './search.js';
import { All, Exactly, Line, Some, Until } from './wants.js';

/** With it a read is text. */
type AsText = { readonly encoding: BufferEncoding };
type AsBytes = { readonly encoding?: undefined };

const NEWLINE = [Buffer.from('\n')];

/**
 * The reading half of a stream, as `loop.openConnection` and `loop.startServer` make it: as asyncio's, with promises.
 *
 * Bytes are kept until they are read, and up to `limit` are received ahead. One read waits at a time: a second is rejected
 * (ERR_BUSY). A read that is rejected takes nothing but at the peer's end, and what arrived before an end or a loss is read before
 * it. All reads settle: at the peer's end, at the loss, or by their signal or their time.
 *
 * A read gets bytes of its own, which may share memory with others; with `encoding` it gets text.
 *
 * @since 0.2.0
 */
export class StreamReader implements AsyncIterable<Buffer> {
  readonly #reading: Reading;
  readonly #lines = new Search(NEWLINE);
  readonly #line: Line;
  /** What `readuntil` was called with last: who repeats it goes on looking where it ended. */
  #search = this.#lines;

  /** @internal */
  constructor(reading: Reading) {
    this.#reading = reading;
    this.#line = new Line('reader.readline', { encoding: undefined, keepsSeparator: true }, this.#lines, reading.limit);
  }

  /** How many bytes may come before a separator, and are received ahead of who reads. */
  get limit(): number {
    return this.#reading.limit;
  }

  /** Whether the peer has ended and all that it sent was read. */
  atEof(): boolean {
    return this.#reading.isAtEnd;
  }

  /**
   * Reads what is there, up to `most` bytes; if nothing is, it waits for some. Without `most` it reads everything up to the end.
   *
   * @param most how many bytes at most; -1 is no limit, and waits for the end
   * @returns nothing if the peer has ended
   * @throws OutOfRangeError, InvalidArgumentTypeError, InvalidArgumentValueError, UnknownOptionError
   * @throws BusyError ERR_BUSY: another read waits
   * @throws AbortError ABORT_ERR: the signal was aborted; TimeoutError ERR_TIMEOUT: it took too long; nothing is taken
   * @throws what the connection was lost by, when all that came before was read
   */
  read(most: number | undefined, options: ReadOptions & AsText): Promise<string>;
  read(most?: number, options?: ReadOptions & AsBytes): Promise<Buffer>;
  async read(most = -1, options?: ReadOptions): Promise<string | Buffer> {
    checkInteger('most', most, -1, Number.MAX_SAFE_INTEGER);
    const { encoding, limits } = checkRead(options);
    const want = most === -1 ? new All('reader.read', encoding) : new Some('reader.read', encoding, most);
    return this.#reading.read(want, limits);
  }

  /**
   * Reads so many bytes, no more and no less, whatever the limit is.
   *
   * @throws IncompleteReadError ERR_INCOMPLETE_READ: the peer has ended before; `partial` is what came, and is taken
   * @throws as `read`
   */
  readexactly(count: number, options: ReadOptions & AsText): Promise<string>;
  readexactly(count: number, options?: ReadOptions & AsBytes): Promise<Buffer>;
  async readexactly(count: number, options?: ReadOptions): Promise<string | Buffer> {
    checkInteger('count', count, 0, Number.MAX_SAFE_INTEGER);
    const { encoding, limits } = checkRead(options);
    return this.#reading.read(new Exactly('reader.readexactly', encoding, count), limits);
  }

  /**
   * Reads up to a separator, and it, too. Of several the one that ends first is taken, and of those that end together the longest.
   *
   * @throws IncompleteReadError ERR_INCOMPLETE_READ: the peer has ended before; `partial` is what came, and is taken
   * @throws LimitOverrunError ERR_LIMIT_OVERRUN: more than `limit` bytes come before it; nothing is taken. Call it again with a
   *   greater limit, or take a part by `read(error.consumed)`.
   * @throws as `read`
   */
  readuntil(separator: Separators, options: UntilOptions & AsText): Promise<string>;
  readuntil(separator?: Separators, options?: UntilOptions & AsBytes): Promise<Buffer>;
  async readuntil(separator: Separators = '\n', options?: UntilOptions): Promise<string | Buffer> {
    const search = this.#searchFor(checkSeparators('separator', separator));
    const { limit, limits, ...form } = checkUntil(options, this.limit);
    return this.#reading.read(new Until('reader.readuntil', form, search, limit), limits);
  }

  /**
   * Reads a line, and the `\n` at its end. It is always a promise; `tryReadline` makes none where the line is there.
   *
   * @returns the last line may have no `\n`; at the end there is nothing
   * @throws LimitOverrunError ERR_LIMIT_OVERRUN: more than `limit` bytes come before the `\n`; nothing is taken
   * @throws as `read`
   */
  readline(options: UntilOptions & AsText): Promise<string>;
  readline(options?: UntilOptions & AsBytes): Promise<Buffer>;
  readline(options?: UntilOptions): Promise<string | Buffer> {
    if (options === undefined) {
      return this.#reading.read(this.#line);
    }
    try {
      const { limit, limits, ...form } = checkUntil(options, this.limit);
      return this.#reading.read(new Line('reader.readline', form, this.#lines, limit), limits);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * A line that is there already, or what is left at the end, without a promise.
   *
   * @returns undefined if it has to be waited for, which `readline` does
   * @throws as `readline`, at once
   */
  tryReadline(options: TryOptions & AsText): string | undefined;
  tryReadline(options?: TryOptions & AsBytes): Buffer | undefined;
  tryReadline(options?: TryOptions): string | Buffer | undefined {
    if (options === undefined) {
      return this.#reading.tryRead(this.#line);
    }
    const { limit, ...form } = checkTry(options, this.limit);
    return this.#reading.tryRead(new Line('reader.tryReadline', form, this.#lines, limit));
  }

  /**
   * The lines up to the end, as text without what separates them. Leaving the iteration ends nothing: the next read goes on
   * behind the last line.
   *
   * @param options without `encoding` they are UTF-8, and without `keepSeparator` it is left out
   * @throws InvalidArgumentTypeError, InvalidArgumentValueError, OutOfRangeError, UnknownOptionError
   */
  lines(options?: LinesOptions): AsyncIterableIterator<string> {
    const { separators, limit, ...form } = checkLines(options, this.limit);
    return new Lines<string>(this.#reading, 'reader.lines', form, this.#searchFor(separators), limit);
  }

  /** The lines up to the end, as Buffers, each with the `\n` at its end, as `readline` reads them. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Buffer> {
    const form = { encoding: undefined, keepsSeparator: true };
    return new Lines<Buffer>(this.#reading, 'for await of a reader', form, this.#lines, this.limit);
  }

  #searchFor(separators: readonly Buffer[]): Search {
    if (this.#lines.isFor(separators)) {
      return this.#lines;
    }
    if (!this.#search.isFor(separators)) {
      this.#search = new Search(separators);
    }
    return this.#search;
  }
}
