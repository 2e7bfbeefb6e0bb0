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
  readonly #apart: boolean;
  #all: Expectation[] = [];

  /** @param apart the engine works on a thread of its own, also between two looks */
  constructor(apart: boolean) {
    this.#apart = apart;
  }

  add<E extends Expectation>(expectation: E): E {
    this.#all.push(expectation);
    return expectation;
  }

  /** Asks the kernel. To be called whenever something may just have changed, and before something changes. */
  observe(): void {
    this.#all = this.#all.filter((expectation) => expectation.standing);
    const ready = areReady(this.#all);
    this.#all.forEach((expectation, i) => {
      if (ready[i] || this.#mayHide(expectation)) {
        expectation.seenReady = true;
      }
      if (!ready[i]) {
        expectation.dips++;
      }
    });
  }

  /** Whether readiness may come and go between two looks, since the loop itself sends or receives what it is about. */
  #mayHide({ descriptor: { file }, direction }: Expectation): boolean {
    const stream = direction === 0 ? file.incoming : file.outgoing;
    if (this.#apart && stream?.isMoving) {
      return true;
    }
    // Receiving on another number of the same file.
    return (file.incoming?.receiving ?? 0) > 0 && file.descriptors.size > 1;
  }

  /**
   * L2 in its finite form: who stands and is ready, and stays both through some rounds, is served.
   *
   * @param patience lets the loop do what it has to, perhaps for longer while somebody is owed
   */
  async demandProgress(patience: (isOwed: () => boolean) => Promise<void>): Promise<void> {
    this.observe();
    const ready = areReady(this.#all);
    const waiting = this.#all
      .filter((expectation, i) => expectation.obliging && ready[i])
      .map((expectation) => ({ expectation, served: expectation.served, dips: expectation.dips }));
    const owed = () =>
      waiting.find(
        ({ expectation, served, dips }) =>
          expectation.obliging && expectation.served === served && expectation.dips === dips,
      );
    await patience(() => owed() !== undefined);
    const forgotten = owed();
    if (forgotten !== undefined) {
      throw new LawBroken('L2', `${forgotten.expectation} was ready all the time and nothing happened`);
    }
    if (waiting.length > 0) {
      witness('L2 somebody was ready and was served');
    }
  }
}
