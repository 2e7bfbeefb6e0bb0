/** Who has something to be told of, and takes his turn. */
export interface Told {
  advance(event: number): void;
}

/** How much is told at the end of one batch; what is more waits for the next turn, and everybody else comes before it (L19). */
const MOST_AT_ONCE = 4096;

/**
 * What users are told of their own doing: never inside their call, but at the end of the batch in which they made it, one
 * after the other as it came about (L12). Of a call outside of all batches it is told in the next turn.
 */
export class Tellings {
  readonly #askForTurn: () => void;
  readonly #keepAlive: (alive: boolean) => void;
  readonly #who: (Told | undefined)[] = [];
  readonly #events: number[] = [];
  #next = 0;
  #inBatch = false;
  #asked = false;

  /**
   * @param askForTurn sees to it that `run` is called soon
   * @param keepAlive lets the process live until then
   */
  constructor(askForTurn: () => void, keepAlive: (alive: boolean) => void) {
    this.#askForTurn = askForTurn;
    this.#keepAlive = keepAlive;
  }

  get isEmpty(): boolean {
    return this.#next === this.#who.length;
  }

  add(who: Told, event: number): void {
    this.#who.push(who);
    this.#events.push(event);
    if (!this.#inBatch) {
      this.#ask();
    }
  }

  /** A batch begins, whose end is waited for. */
  begin(): void {
    this.#inBatch = true;
  }

  /** Tells what there is, and what comes of it. */
  run(): void {
    if (this.#who.length === 0) {
      this.#inBatch = false;
      return;
    }
    if (this.#asked) {
      this.#asked = false;
      this.#keepAlive(false);
    }
    this.#inBatch = true;
    const last = this.#next + MOST_AT_ONCE;
    while (this.#next < this.#who.length && this.#next < last) {
      const at = this.#next++;
      const who = this.#who[at] as Told;
      this.#who[at] = undefined;
      who.advance(this.#events[at] as number);
    }
    this.#inBatch = false;
    if (this.isEmpty) {
      this.#who.length = 0;
      this.#events.length = 0;
      this.#next = 0;
    } else {
      this.#ask();
    }
  }

  #ask(): void {
    if (!this.#asked) {
      this.#asked = true;
      this.#keepAlive(true);
      this.#askForTurn();
    }
  }
}
