import { TOLD_ROWS, TOLD_WORDS, type Told, ToldField } from '../../generated/ts/layout.js';

const { WHAT, SLOT, GENERATION, OPERATION, ERROR, VALUE } = ToldField;

/** The numbers of what users can be told. */
export type ToldCode = (typeof Told)[keyof typeof Told];

/**
 * What users were told, for a trace. It is written where a promise settles or a callback is called, and not where the engine's
 * record is read: what this library makes of a record is inside.
 */
export class Telling {
  /** There is a trace: without one, nobody need say anything. */
  readonly isOn: boolean;
  readonly #rows: Int32Array;
  readonly #hear: () => void;

  /**
   * @param rows memory that the engine looks into with each call
   * @param hear has it look
   */
  constructor(isOn: boolean, rows: Int32Array, hear: () => void) {
    this.isOn = isOn;
    this.#rows = rows;
    this.#hear = hear;
  }

  /**
   * @param operation its number, or 0 for what is about none
   * @param error an errno, or the engine's own number; 0 if nothing failed
   * @param value a count of bytes, a descriptor, the number of a callback; 0 if there is none
   */
  tell(what: ToldCode, slot: number, generation: number, operation: number, error: number, value: number): void {
    if (!this.isOn) {
      return;
    }
    const rows = this.#rows;
    let row = rows[0] as number;
    if (row === TOLD_ROWS) {
      this.#hear();
      row = 0;
    }
    const at = 1 + row * TOLD_WORDS;
    rows[at + WHAT] = what;
    rows[at + SLOT] = slot;
    rows[at + GENERATION] = generation;
    rows[at + OPERATION] = operation;
    rows[at + ERROR] = error;
    rows[at + VALUE] = value;
    rows[0] = row + 1;
  }
}

/** A count of bytes as a record has it: the word holds no more. */
export function wordOf(bytes: number): number {
  return Math.min(bytes, 0x7fffffff);
}
