import { indexOf, ofEngine, type Table } from '../../compiler/table.js';
import type { TraceLaw } from './laws.js';
import { Outcomes } from './outcomes.js';
import { type TraceReport, Wrong, type WrongStep } from './report.js';
import { Rules, type Tables, WATCH } from './rules.js';
import type { Served, Slot, SlotName } from './slot.js';
import { Streams } from './stream.js';
import { Turns } from './turns.js';

/** What a validation knows of the tables, and what it has counted so far. */
export class Context {
  readonly tables: readonly Table[];
  readonly origins: Tables['origins'];
  readonly rules: Rules;
  /** The index of the record that is being judged. */
  record = 0;
  /** The slots that the last poll has reported. */
  readonly reported: Slot[] = [];
  /** By machine: 1 for each cell that was stepped. */
  readonly stepped: readonly Uint8Array[];
  /** By machine: the slots that wait in a line for room; of which one, a trace does not tell. */
  readonly waiting: readonly Set<Slot>[];
  readonly turns: Turns;
  /** What users are to be told. */
  readonly outcomes = new Outcomes();
  /** What the users of connections are to be told. */
  readonly streams = new Streams();
  /** The listener that has taken a connection which has no slot of its own yet. */
  handing: Slot | undefined;
  /** The server some of whose listeners are to be served next, and how many. */
  serving: { readonly server: Served; readonly more: number } | undefined;
  /** Slots of connections to which something was written that leaves with what is written next. */
  readonly ahead = new Set<Slot>();
  /** How many bytes connections are read at a time, all alike. */
  read: number | undefined;
  /** Slots that were not done with what began in them, when last looked at. */
  readonly busy = new Set<Slot>();
  /** The operations that the engine has, by their numbers. */
  readonly operations = new Set<number>();
  /** How many polls have reported something. */
  polls = 0;
  /** The operation whose start was recorded last, with all that came of it at once; or -1. */
  starting = -1;
  /** The callback that has begun and was not called yet. */
  begun: { readonly slot: SlotName; readonly direction: number; readonly callback: number } | undefined;
  /** The slot whose callback has begun and not ended: JavaScript runs one at a time. */
  running: Slot | undefined;
  /** The callback that was added last, and to which slot. */
  lastAdded: { readonly callback: number; readonly slot: Slot | undefined } = { callback: 0, slot: undefined };
  /** The loop is being closed. */
  isClosing = false;
  /** What the step that is followed makes operations fail with. */
  why = 0;
  readonly #closed: number;
  readonly #steps: Uint32Array;
  readonly #held = new Map<TraceLaw, number>();

  constructor(tables: Tables) {
    this.tables = ofEngine(tables.tables);
    this.origins = tables.origins;
    this.rules = new Rules(tables);
    this.turns = new Turns(this.tables, this.rules);
    this.#closed = indexOf(this.table(WATCH).states, 'closed');
    this.stepped = this.tables.map(({ kind }) => new Uint8Array(kind.length));
    this.waiting = this.tables.map(() => new Set());
    this.#steps = new Uint32Array(this.tables.length);
  }

  table(machine: number): Table {
    return this.tables[machine] as Table;
  }

  /** Events of a machine, given as bits, as `machine EVENT`. */
  names(machine: number, events: number): string[] {
    const table = this.table(machine);
    return table.events.filter((_, event) => (events & (1 << event)) !== 0).map((event) => `${table.name} ${event}`);
  }

  isClosed(slot: Slot): boolean {
    return slot.states[WATCH] === this.#closed;
  }

  /** Whether a machine of the slot is in its state `closed`. */
  hasEnded(slot: Slot, machine: number): boolean {
    return slot.states[machine] === indexOf(this.table(machine).states, 'closed');
  }

  /** Counts a step. */
  count(machine: number, cell: number): void {
    (this.stepped[machine] as Uint8Array)[cell] = 1;
    this.#steps[machine] = (this.#steps[machine] as number) + 1;
  }

  /** Counts that a law was put to the test and held. */
  held(law: TraceLaw): void {
    this.#held.set(law, (this.#held.get(law) ?? 0) + 1);
  }

  /** What to throw where a record is not justified. */
  wrong(slot: SlotName, law: TraceLaw, what: string, allowed: readonly string[], more: Partial<WrongStep> = {}): Wrong {
    const { index, generation } = slot;
    return new Wrong({ record: this.record, slot: index, generation, law, what, allowed, ...more });
  }

  report(firstWrong?: WrongStep): TraceReport {
    const each = (of: (machine: number) => number): Record<string, number> =>
      Object.fromEntries(this.tables.map(({ name }, machine) => [name, of(machine)]));
    return {
      records: this.record,
      steps: this.#steps.reduce((sum, steps) => sum + steps, 0),
      byMachine: each((machine) => this.#steps[machine] as number),
      cellsStepped: each((machine) => (this.stepped[machine] as Uint8Array).reduce((sum, one) => sum + one, 0)),
      laws: Object.fromEntries([...this.#held].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))),
      ...(firstWrong && { firstWrong }),
    };
  }
}
