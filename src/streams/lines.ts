import type { Reading } from './reading.js';
import type { Search } from './search.js';
import { type Form, NextLine } from './wants.js';

/** An iteration over lines. It has no `return`: who leaves it leaves the stream as it is (V8). */
export class Lines<T> implements AsyncIterableIterator<T> {
  readonly #reading: Reading;
  readonly #next: NextLine;

  constructor(reading: Reading, call: string, form: Form, search: Search, limit: number) {
    this.#reading = reading;
    this.#next = new NextLine(call, form, search, limit);
  }

  next(): Promise<IteratorResult<T>> {
    return this.#reading.read(this.#next);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
