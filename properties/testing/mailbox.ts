interface Waiting<T> {
  readonly resolve: (item: T | null) => void;
  readonly reject: (error: Error) => void;
}

/** What has come and nobody has taken yet, or who waits for it. */
export class Mailbox<T> {
  readonly #items: T[] = [];
  readonly #waiting: Waiting<T>[] = [];
  #over: { readonly error: Error | null } | null = null;

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  push(item: T): void {
    if (this.#over !== null) return;
    const first = this.#waiting.shift();
    if (first === undefined) this.#items.push(item);
    else first.resolve(item);
  }

  /** Nothing comes any more. What is there may still be taken, unless there is an error, which comes at once. */
  end(error: Error | null = null): void {
    if (error !== null) this.#items.length = 0;
    this.#over = { error: this.#over?.error ?? error };
    for (const waiting of this.#waiting.splice(0)) this.#tell(waiting);
  }

  /** The next; null at the end. */
  next(): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const item = this.#items.shift();
      if (item !== undefined) resolve(item);
      else if (this.#over !== null) this.#tell({ resolve, reject });
      else this.#waiting.push({ resolve, reject });
    });
  }

  #tell({ resolve, reject }: Waiting<T>): void {
    const error = this.#over?.error;
    if (error) reject(error);
    else resolve(null);
  }
}
