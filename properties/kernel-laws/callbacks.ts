import type { Handle } from '../../src/index.js';
import type { Action } from './actions.js';
import { Expectation } from './expectation.js';
import type { Descriptor } from './files.js';
import { LawBroken } from './law.js';
import { witness } from './witness.js';

/** Why a callback must not run any more. */
type Ended = 'removed' | 'replaced' | 'closed';

/** What a callback may ask of the world that it lives in. */
export interface Surroundings {
  observe(): void;
  /** A number that is the same for all callbacks of one batch. */
  batch(): number;
  /** The callback of the other direction of the same descriptor. */
  opposite(callback: Callback): Callback | undefined;
  perform(action: Action, self: Descriptor): void;
  /** What a callback does when it has done all it was given to do. */
  settleDown(callback: Callback): void;
  /** A law was broken where nobody can catch it. */
  blame(error: LawBroken): void;
}

/** A callback that was added, with the laws it must keep. */
export class Callback extends Expectation {
  handle: Handle | undefined;
  #served = 0;
  #ended: Ended | undefined;
  #batch = -1;
  readonly #inside: readonly Action[];
  readonly #surroundings: Surroundings;

  constructor(descriptor: Descriptor, direction: 0 | 1, inside: readonly Action[], surroundings: Surroundings) {
    super(descriptor, direction);
    this.#inside = inside;
    this.#surroundings = surroundings;
  }

  override toString(): string {
    return `the ${this.direction === 0 ? 'reader' : 'writer'} of ${this.descriptor}`;
  }

  get standing(): boolean {
    return this.#ended === undefined;
  }

  get served(): number {
    return this.#served;
  }

  end(how: Ended): void {
    if (this.#ended === undefined && this.seenReady) {
      witness(
        how === 'replaced' ? 'L4 a callback that was ready was replaced' : 'L3 a callback that was ready was removed',
      );
    }
    this.#ended ??= how;
  }

  /** What the loop calls. */
  readonly run = (): void => {
    const { observe, perform, settleDown } = this.#surroundings;
    observe();
    this.#judge();
    witness('L1 a callback ran');
    const action = this.#inside[this.#served++];
    try {
      if (action === undefined) {
        settleDown(this);
      } else {
        perform(action, this.descriptor);
      }
    } finally {
      // The next run needs a reason of its own: the kernel is asked again only after this one (L1).
      this.seenReady = false;
      observe();
    }
  };

  #judge(): void {
    const { blame } = this.#surroundings;
    const batch = this.#surroundings.batch();
    const opposite = this.#surroundings.opposite(this);
    if (this.#ended !== undefined) {
      blame(new LawBroken(this.#ended === 'replaced' ? 'L4' : 'L3', `${this} ran after it was ${this.#ended}`));
    }
    if (batch === this.#batch) {
      blame(new LawBroken('L4', `${this} ran twice in one batch`));
    }
    if (this.direction === 0 && opposite !== undefined && opposite.#batch === batch) {
      blame(new LawBroken('L7', `${this} ran after the writer of the same batch`));
    }
    if (!this.seenReady) {
      blame(
        new LawBroken(this.descriptor.open ? 'L1' : 'L6', `${this} ran, and its file was not ready since it was added`),
      );
    }
    this.#batch = batch;
  }
}
