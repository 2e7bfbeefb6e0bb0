import { Told } from '../../../generated/ts/layout.js';
import type { SlotName } from './slot.js';

/** Something that users are to be told: what became of an operation, or of a slot as a whole. */
export interface Outcome {
  readonly slot: SlotName;
  readonly what: number;
  /** 0 if it is about none. */
  readonly operation: number;
  readonly error: number;
  readonly value: number;
}

/** What becomes known with the very call that asks for it, and so is told before what a batch brings. */
const BY_A_CALL: readonly number[] = [Told.ABORTED];

/**
 * What users are to be told yet, in the order in which it came about. What comes with batches is told in that order; so is
 * what the call that aborts an operation answers, but the two are told independently of each other.
 */
export class Outcomes {
  readonly #batches = new Set<Outcome>();
  readonly #calls = new Set<Outcome>();
  readonly #ofOperations = new Map<number, Outcome>();

  /** How many there are. */
  get size(): number {
    return this.#batches.size + this.#calls.size;
  }

  add(outcome: Outcome): void {
    this.#setOf(outcome).add(outcome);
    if (isOfOperation(outcome)) this.#ofOperations.set(outcome.operation, outcome);
  }

  /** What became of an operation, if its user is to be told of it. */
  ofOperation(operation: number): Outcome | undefined {
    return this.#ofOperations.get(operation);
  }

  /** The first of this kind that is about a slot as a whole. */
  ofSlot(what: number, index: number, generation: number): Outcome | undefined {
    for (const outcome of this.#batches) {
      const { slot } = outcome;
      if (outcome.what === what && slot.index === index && slot.generation === generation) return outcome;
    }
    return undefined;
  }

  /** What has to be told before this one. */
  before(outcome: Outcome): Outcome | undefined {
    const [first] = this.#setOf(outcome);
    return first === outcome ? undefined : first;
  }

  /** Its user was told. */
  delete(outcome: Outcome): void {
    this.#setOf(outcome).delete(outcome);
    if (isOfOperation(outcome)) this.#ofOperations.delete(outcome.operation);
  }

  #setOf({ what }: Outcome): Set<Outcome> {
    return BY_A_CALL.includes(what) ? this.#calls : this.#batches;
  }
}

export function isOfOperation({ what }: Pick<Outcome, 'what'>): boolean {
  return what !== Told.LIMIT && what !== Told.GIVEN_UP && what !== Told.UNSERVED;
}
