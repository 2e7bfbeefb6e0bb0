import { Told } from '../../generated/ts/layout.js';
import { type Telling, type ToldCode, wordOf } from '../native/index.js';

/** What the protocol of one connection was told, for a trace. A loss sums it up. */
export class Journal {
  readonly #telling: Telling;
  readonly #slot: number;
  readonly #generation: number;
  #tellings = 0;
  #bytes = 0;

  constructor(telling: Telling, slot: number, generation: number) {
    this.#telling = telling;
    this.#slot = slot;
    this.#generation = generation;
  }

  /** There is a trace. */
  get isOn(): boolean {
    return this.#telling.isOn;
  }

  made(fd: number): void {
    this.#tell(Told.MADE, 0, 0, fd);
  }

  /** @param left how many bytes are at hand beside those */
  data(count: number, left: number): void {
    this.#bytes += count;
    this.#tell(Told.DATA, left, 0, wordOf(count));
  }

  end(): void {
    this.#tell(Told.EOF, 0, 0, 0);
  }

  pauseWriting(): void {
    this.#tell(Told.PAUSE_WRITING, 0, 0, 0);
  }

  resumeWriting(): void {
    this.#tell(Told.RESUME_WRITING, 0, 0, 0);
  }

  /** @param error as the engine has it */
  lost(error: number): void {
    this.#tell(Told.LOST, wordOf(this.#tellings), error, wordOf(this.#bytes));
  }

  #tell(what: ToldCode, operation: number, error: number, value: number): void {
    this.#tellings++;
    this.#telling.tell(what, this.#slot, this.#generation, operation, error, value);
  }
}
