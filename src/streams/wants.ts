import { IncompleteReadError, LimitOverrunError } from '../errors/index.js';
import type { Search } from './search.js';
import type { Unread } from './unread.js';

/** What `look` answers instead of a number of bytes: they are not all there, or more than the limit is without a separator. */
export const LACKING = -1;
export const PASSED = -2;

/** How what is read is handed over. */
export interface Form {
  readonly encoding: BufferEncoding | undefined;
  readonly keepsSeparator: boolean;
}

/** What one read wants. */
export abstract class Want {
  /** The call, for errors. */
  readonly call: string;
  protected readonly encoding: BufferEncoding | undefined;

  constructor(call: string, encoding: BufferEncoding | undefined) {
    this.call = call;
    this.encoding = encoding;
  }

  /** How many of the unread bytes it gets; or LACKING or PASSED. */
  abstract look(unread: Unread): number;

  /** What it is resolved with, of as many bytes as it was told. */
  take(unread: Unread, count: number): unknown {
    return this.taken(unread, count, 0);
  }

  /** The same where nothing more comes, of all that is left; or an IncompleteReadError, if that will not do. */
  takeRest(unread: Unread): unknown {
    return this.taken(unread, unread.size, 0);
  }

  /** Why it is rejected where `look` has answered PASSED. */
  passed(_unread: Unread): Error {
    throw new RangeError(`${this.call} has no limit`);
  }

  protected taken(unread: Unread, count: number, without: number): string | Buffer {
    if (this.encoding !== undefined) {
      return unread.takeText(count, without, this.encoding);
    }
    const bytes = unread.take(count);
    return without === 0 ? bytes : bytes.subarray(0, count - without);
  }
}

/** As much as is there, up to so many bytes. */
export class Some extends Want {
  readonly #most: number;

  constructor(call: string, encoding: BufferEncoding | undefined, most: number) {
    super(call, encoding);
    this.#most = most;
  }

  look({ size }: Unread): number {
    return size === 0 && this.#most > 0 ? LACKING : Math.min(size, this.#most);
  }
}

/** Everything up to the end. */
export class All extends Want {
  look(): number {
    return LACKING;
  }
}

/** So many bytes, no less. */
export class Exactly extends Want {
  readonly #count: number;

  constructor(call: string, encoding: BufferEncoding | undefined, count: number) {
    super(call, encoding);
    this.#count = count;
  }

  look({ size }: Unread): number {
    return size < this.#count ? LACKING : this.#count;
  }

  override takeRest(unread: Unread): unknown {
    return new IncompleteReadError(this.call, unread.take(unread.size), this.#count);
  }
}

/** Everything up to a separator, with it or without. */
export class Until extends Want {
  readonly #search: Search;
  readonly #limit: number;
  readonly #keepsSeparator: boolean;

  constructor(call: string, { encoding, keepsSeparator }: Form, search: Search, limit: number) {
    super(call, encoding);
    this.#search = search;
    this.#limit = limit;
    this.#keepsSeparator = keepsSeparator;
  }

  look(unread: Unread): number {
    if (!this.#search.find(unread)) {
      return this.#without(unread) > this.#limit ? PASSED : LACKING;
    }
    const { begin, end } = this.#search;
    return begin - unread.begin > this.#limit ? PASSED : end - unread.begin;
  }

  override take(unread: Unread, count: number): unknown {
    return this.taken(unread, count, this.#keepsSeparator ? 0 : this.#search.end - this.#search.begin);
  }

  override takeRest(unread: Unread): unknown {
    return new IncompleteReadError(this.call, unread.take(unread.size), undefined);
  }

  override passed(unread: Unread): Error {
    const isFound = this.#search.find(unread);
    const consumed = isFound ? this.#search.begin - unread.begin : this.#without(unread);
    return new LimitOverrunError(this.call, consumed, this.#limit, isFound);
  }

  /** How many bytes there are in which no separator begins. */
  #without(unread: Unread): number {
    return unread.size - this.#search.longest + 1;
  }
}

/** The same of a line: the last may have no separator. */
export class Line extends Until {
  override takeRest(unread: Unread): unknown {
    return this.taken(unread, unread.size, 0);
  }
}

/** The next step of an iteration over lines; there is none where nothing is left. */
export class NextLine extends Until {
  override take(unread: Unread, count: number): unknown {
    return { value: super.take(unread, count), done: false };
  }

  override takeRest(unread: Unread): unknown {
    return unread.size === 0
      ? { value: undefined, done: true }
      : { value: this.taken(unread, unread.size, 0), done: false };
  }
}
