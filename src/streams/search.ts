import type { Unread } from './unread.js';

/** A separator, and how far it was looked for. */
interface Sought {
  readonly bytes: Buffer;
  /** A single byte is found by its number, which is faster. */
  readonly needle: number | Buffer;
  /** Where it begins first; -1 if it is not known. */
  at: number;
  /** Before this place it begins nowhere; and up to this one nothing is left to be looked at. */
  from: number;
  until: number;
}

/**
 * Looks for the first of some separators among what is unread, and never at the same bytes twice: it knows how far each of them
 * was looked for, and where one was found that is not due yet. Behind that as many bytes are looked at again as a separator has
 * but one, for it may have arrived in pieces.
 */
export class Search {
  /** Of what was found: where it begins, and the place behind it. */
  begin = -1;
  end = -1;
  /** How many bytes the longest has. */
  readonly longest: number;
  readonly #sought: readonly Sought[];

  /** @param separators of a byte at least each */
  constructor(separators: readonly Buffer[]) {
    this.longest = Math.max(...separators.map(({ length }) => length));
    this.#sought = separators.map((bytes) => ({
      bytes,
      needle: bytes.length === 1 ? (bytes[0] as number) : bytes,
      at: -1,
      from: 0,
      until: 0,
    }));
  }

  /** Whether it looks for these, in this order. */
  isFor(separators: readonly Buffer[]): boolean {
    const sought = this.#sought;
    return sought.length === separators.length && sought.every(({ bytes }, i) => bytes.equals(separators[i] as Buffer));
  }

  /** Whether one of them is there. It is the one that ends first, and of several that end together the longest. */
  find(unread: Unread): boolean {
    this.end = -1;
    for (const sought of this.#sought) {
      const at = next(sought, unread);
      const end = at + sought.bytes.length;
      if (at !== -1 && (this.end === -1 || end < this.end || (end === this.end && at < this.begin))) {
        this.begin = at;
        this.end = end;
      }
    }
    return this.end !== -1;
  }
}

function next(sought: Sought, unread: Unread): number {
  const { begin, end } = unread;
  if (sought.at >= begin) {
    return sought.at;
  }
  sought.at = -1;
  if (sought.until < end) {
    const from = Math.max(begin, sought.from);
    sought.at = unread.indexOf(sought.needle, from);
    if (sought.at === -1) {
      sought.from = Math.max(from, end - sought.bytes.length + 1);
      sought.until = end;
    } else {
      sought.from = sought.at;
    }
  }
  return sought.at;
}
