import { AbortError, BusyError } from '../../src/index.js';
import { Expectation } from './expectation.js';
import type { Descriptor } from './files.js';
import { LawBroken } from './law.js';

/** A promise of the loop (L10), and what its outcome must agree with. */
export class Pending<T> extends Expectation {
  readonly #what: string;
  readonly #abort = new AbortController();
  readonly #progress: () => number;
  #outcome: 'value' | 'error' | undefined;
  #aborted = false;
  /** Settles when the outcome was judged. */
  readonly judged: Promise<void>;

  /**
   * @param start asks the loop for the promise
   * @param judge looks at the value, or at the error; what it throws is a broken law; and knows how far it got before
   */
  constructor(
    what: string,
    descriptor: Descriptor,
    direction: 0 | 1,
    start: (signal: AbortSignal) => Promise<T>,
    judge: { value(value: T): void; error(error: unknown): void; progress(): number },
    blame: (error: LawBroken) => void,
  ) {
    super(descriptor, direction);
    this.#what = what;
    this.#progress = () => judge.progress();
    const settled = (outcome: 'value' | 'error', look: () => void) => {
      if (this.#outcome !== undefined) {
        blame(new LawBroken('L10', `${this} settled twice`));
      }
      this.#outcome = outcome;
      try {
        look();
      } catch (error) {
        blame(error as LawBroken);
      }
    };
    this.judged = start(this.#abort.signal).then(
      (value) => settled('value', () => judge.value(value)),
      (error) =>
        settled('error', () => {
          if (error instanceof AbortError && !this.#aborted) {
            throw new LawBroken('L10', `${this} was aborted by nobody`);
          }
          judge.error(error);
        }),
    );
  }

  override toString(): string {
    return `${this.#what} of ${this.descriptor}`;
  }

  get standing(): boolean {
    return this.#outcome === undefined;
  }

  get served(): number {
    return this.#outcome === undefined ? this.#progress() : Number.POSITIVE_INFINITY;
  }

  abort(): void {
    this.#aborted = true;
    this.#abort.abort();
  }
}

/** Whether the loop refused because somebody else has the direction. */
export function isBusy(error: unknown): boolean {
  return error instanceof BusyError;
}
