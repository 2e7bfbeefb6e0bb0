import { regionValue, type Table } from '../../compiler/table.js';
import type { Rules } from './rules.js';
import type { Slot } from './slot.js';

/** The flow of a machine whose slot was told that its turn comes later, and of one that asks the kernel in its turn. */
const PUT_OFF = 'yielding';
const IN_TURN = 'trying';

/** A step of a machine: numbers of its table, and its place in the trace. */
export interface TurnStep {
  readonly event: number;
  readonly before: number;
  readonly after: number;
  readonly record: number;
}

/** One that waits for its turn while another is served; perhaps one that was served since already. */
export interface Overtaking {
  readonly overtaken: Slot;
  readonly again: boolean;
}

/** Whether one that waits for its turn is overtaken by another a second time, among those who want the same (L19). */
export class Turns {
  /** By machine: the slots that wait, and since which record, in the order in which they were put off. */
  readonly #waiting: readonly Map<Slot, number>[];
  /** By machine: the flow of each state, and the events, as bits, that say that the kernel gave something. */
  readonly #flows: readonly (readonly (string | null)[])[];
  readonly #given: readonly number[];

  constructor(tables: readonly Table[], rules: Rules) {
    this.#waiting = tables.map(() => new Map());
    this.#flows = tables.map((table) => {
      const hasFlow = table.regions.some(({ name }) => name === 'flow');
      return table.states.map((_, state) => (hasFlow ? regionValue(table, 'flow', state) : null));
    });
    this.#given = tables.map((_, machine) => {
      const ok = rules.actions[machine]?.flatMap((action) => action.ok) ?? [];
      return ok.reduce((bits, event) => bits | event, 0);
    });
  }

  /** How many wait. */
  get kept(): number {
    return this.#waiting.reduce((sum, { size }) => sum + size, 0);
  }

  /** Follows a step, and answers whom it overtakes, if anybody. */
  follow(slot: Slot, machine: number, { event, before, after, record }: TurnStep): Overtaking | undefined {
    const flows = this.#flows[machine] as readonly (string | null)[];
    const waiting = this.#waiting[machine] as Map<Slot, number>;
    if (flows[after] !== PUT_OFF) waiting.delete(slot);
    else if (!waiting.has(slot)) waiting.set(slot, record);
    if (flows[before] !== IN_TURN || !((this.#given[machine] as number) & (1 << event))) return undefined;
    const last = slot.served[machine] as number;
    slot.served[machine] = record;
    // Whoever was put off first has waited longest.
    for (const [overtaken, since] of waiting) return { overtaken, again: since < last };
    return undefined;
  }
}
