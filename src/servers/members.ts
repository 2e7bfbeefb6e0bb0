import type { Owned } from '../transports/index.js';

/** How many places that have been left are kept at least. */
const SPARE = 64;

/**
 * The connections of a server in the order in which they came, for users to read; what they know each as is a `T`.
 *
 * It is no Set: with those that come and go V8 makes one table after the other, each of which holds the next. One that has become
 * old in the heap keeps all the others until the whole heap is marked, and with them every connection that there was meanwhile.
 */
export class Members<T extends object> implements ReadonlySet<T> {
  readonly #ownedOf: (value: unknown) => Owned | undefined;
  readonly #places: (Owned | undefined)[] = [];
  #size = 0;

  /** @param ownedOf what is known as this, if it is something of the kind */
  constructor(ownedOf: (value: unknown) => Owned | undefined) {
    this.#ownedOf = ownedOf;
  }

  add(owned: Owned): void {
    owned.place = this.#places.length;
    this.#places.push(owned);
    this.#size++;
  }

  /** Nothing happens if it is no member. */
  delete(owned: Owned): void {
    if (this.#places[owned.place] !== owned) {
      return;
    }
    this.#places[owned.place] = undefined;
    this.#size--;
    if (this.#places.length > 2 * this.#size + SPARE) {
      this.#closeUp();
    }
  }

  get size(): number {
    return this.#size;
  }

  has(value: T): boolean {
    const owned = this.#ownedOf(value);
    return owned !== undefined && this.#places[owned.place] === owned;
  }

  /** Those that are members when it begins, without those that are none any more when it comes to them. */
  *values(): SetIterator<T> {
    for (const owned of this.#places.filter((one) => one !== undefined)) {
      if (this.#places[owned.place] === owned) {
        yield owned.transport as T;
      }
    }
  }

  keys(): SetIterator<T> {
    return this.values();
  }

  *entries(): SetIterator<[T, T]> {
    for (const value of this.values()) {
      yield [value, value];
    }
  }

  forEach(callback: (value: T, key: T, set: ReadonlySet<T>) => void, receiver?: unknown): void {
    for (const value of this.values()) {
      callback.call(receiver, value, value, this);
    }
  }

  [Symbol.iterator](): SetIterator<T> {
    return this.values();
  }

  /** It looks like what it is read as. */
  [Symbol.for('nodejs.util.inspect.custom')](): Set<T> {
    return new Set(this);
  }

  /** Those that are left move to the front. */
  #closeUp(): void {
    const places = this.#places;
    let end = 0;
    for (const owned of places) {
      if (owned !== undefined) {
        owned.place = end;
        places[end++] = owned;
      }
    }
    places.length = end;
  }
}
