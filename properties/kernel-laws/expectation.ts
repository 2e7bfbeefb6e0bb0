import { areReady, type Question } from './files.js';
import { LawBroken } from './law.js';
import { witness } from './witness.js';

/**
 * Something that waits for a descriptor: a callback, a promise, an operation. What is known of its readiness comes from
 * poll(2), asked before and after everything the harness does; nothing comes from the engine.
 */
export abstract class Expectation implements Question {
  /** Whether the kernel said so since it was added, or since it last ran (L1). */
  seenReady = false;
  /** How often it was found not ready. */
  dips = 0;

  constructor(
    readonly descriptor: Question['descriptor'],
    readonly direction: 0 | 1,
  ) {}

  abstract toString(): string;

  /** Whether it waits still. */
  abstract get standing(): boolean;

  /** Whether readiness obliges the loop to do something. Not after the number was closed behind its back. */
  get obliging(): boolean {
    return this.standing && this.descriptor.open;
  }

  /** How often it was served: a change is progress. */
  abstract get served(): number;
}

/** Everything that waits, and what poll(2) said about it. */
export class Expectations {
  #all: Expectation[] = [];

  add<E extends Expectation>(expectation: E): E {
    this.#all.push(expectation);
    return expectation;
  }

  /** Asks the kernel. To be called whenever something may just have changed, and before something changes. */
  observe(): void {
    this.#all = this.#all.filter((expectation) => expectation.standing);
    const ready = areReady(this.#all);
    this.#all.forEach((expectation, i) => {
      // Where the engine itself reads the same file by another number, data may come and go between two looks.
      const hidden = expectation.descriptor.file.receiving > 0 && expectation.descriptor.file.descriptors.size > 1;
      if (ready[i] || hidden) {
        expectation.seenReady = true;
      } else {
        expectation.dips++;
      }
    });
  }

  /**
   * L2 in its finite form: who stands and is ready, and stays both through some rounds, is served.
   *
   * @param rounds lets the loop do what it has to
   */
  async demandProgress(rounds: () => Promise<void>): Promise<void> {
    this.observe();
    const ready = areReady(this.#all);
    const waiting = this.#all
      .filter((expectation, i) => expectation.obliging && ready[i])
      .map((expectation) => ({ expectation, served: expectation.served, dips: expectation.dips }));
    await rounds();
    for (const { expectation, served, dips } of waiting) {
      if (expectation.obliging && expectation.served === served && expectation.dips === dips) {
        throw new LawBroken('L2', `${expectation} was ready all the time and nothing happened`);
      }
      witness('L2 somebody was ready and was served');
    }
  }
}
