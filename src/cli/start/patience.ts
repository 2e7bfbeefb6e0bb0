/** Bounds the time in which nothing moves: a hang is a failure, and slow is not. */
export class Patience {
  readonly #milliseconds: number;
  #timer: NodeJS.Timeout | undefined;
  #state = '';
  #expire: (() => void) | undefined;

  constructor(seconds: number) {
    this.#milliseconds = seconds * 1000;
  }

  /** Tells what there is so far; only something new counts as moving. */
  seen(...state: readonly (number | string)[]): void {
    const now = state.join();
    if (now === this.#state) return;
    this.#state = now;
    this.#restart();
  }

  /** The work's value, or null when nothing moved for too long. */
  async wait<T>(work: Promise<T>): Promise<T | null> {
    const expired = new Promise<null>((resolve) => {
      this.#expire = () => resolve(null);
    });
    this.#restart();
    try {
      return await Promise.race([work, expired]);
    } finally {
      clearTimeout(this.#timer);
      this.#expire = undefined;
    }
  }

  #restart(): void {
    clearTimeout(this.#timer);
    if (this.#expire) this.#timer = setTimeout(this.#expire, this.#milliseconds);
  }
}
