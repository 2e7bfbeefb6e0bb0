/** Things as they come, for whoever iterates over them: those that came since he began, until there are no more. */
export class Arrivals<T> {
  readonly #readers = new Set<Reader<T>>();
  #isOver = false;

  add(one: T): void {
    for (const reader of this.#readers) {
      reader.add(one);
    }
  }

  /** Nothing more comes; what has come is still handed out. */
  end(): void {
    this.#isOver = true;
    for (const reader of this.#readers) {
      reader.end();
    }
    this.#readers.clear();
  }

  iterate(): AsyncIterableIterator<T> {
    const reader = new Reader<T>(() => this.#readers.delete(reader));
    if (this.#isOver) {
      reader.end();
    } else {
      this.#readers.add(reader);
    }
    return reader;
  }
}

class Reader<T> implements AsyncIterableIterator<T> {
  readonly #leave: () => void;
  #come: T[] = [];
  readonly #waiting: ((result: IteratorResult<T>) => void)[] = [];
  #isOver = false;

  constructor(leave: () => void) {
    this.#leave = leave;
  }

  add(one: T): void {
    const first = this.#waiting.shift();
    if (first === undefined) {
      this.#come.push(one);
    } else {
      first({ value: one, done: false });
    }
  }

  end(): void {
    this.#isOver = true;
    for (const resolve of this.#waiting.splice(0)) {
      resolve({ value: undefined, done: true });
    }
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#come.length > 0) {
      return Promise.resolve({ value: this.#come.shift() as T, done: false });
    }
    if (this.#isOver) {
      return Promise.resolve({ value: undefined, done: true });
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<T>> {
    this.#leave();
    this.#come = [];
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
