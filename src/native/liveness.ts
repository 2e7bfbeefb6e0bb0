/**
 * Keeps the process alive exactly as long as something referenced is pending (L15): a callback that waits for its
 * descriptor, an operation, a timer, a queued call. Each of them retains on its way in and releases on its way out.
 */
export class Liveness {
  readonly #keepAlive: (alive: boolean) => void;
  #pending = 0;
  #referenced = true;
  #alive: boolean | undefined = false;
  #isDeferred = false;

  constructor(keepAlive: (alive: boolean) => void) {
    this.#keepAlive = keepAlive;
  }

  retain(): void {
    this.#pending++;
    this.#update();
  }

  release(): void {
    this.#pending--;
    this.#update();
  }

  /** A batch runs: what comes and goes in it counts when it is over, for until then nobody asks. */
  defer(): void {
    this.#isDeferred = true;
  }

  settle(): void {
    this.#isDeferred = false;
    this.#update();
  }

  /** Nothing that is referenced is pending. */
  get isIdle(): boolean {
    return this.#pending === 0;
  }

  /** Whether what is pending counts at all. */
  reference(referenced: boolean): void {
    this.#referenced = referenced;
    this.#update();
  }

  get referenced(): boolean {
    return this.#referenced;
  }

  #update(): void {
    const alive = this.#referenced && this.#pending > 0;
    if (alive === this.#alive || this.#isDeferred) {
      return;
    }
    try {
      this.#keepAlive(alive);
      this.#alive = alive;
    } catch {
      // The stack is full, or there is no memory: nobody knows what is so now, and it is said anew with the next that comes or goes.
      this.#alive = undefined;
    }
  }
}
