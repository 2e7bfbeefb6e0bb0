import { Machine, TRACE_WORDS, TraceField, TraceKind, UserCall } from '../../../generated/ts/index.js';
import { indexOf, type Table } from '../../compiler/table.js';
import { readTrace, type TraceSource } from './read.js';
import { currentTables, WATCH } from './rules.js';

/** How many of a slot's records are kept, as many as the loop itself keeps. */
const DEPTH = 32;

/** The machines that a slot has from a call on, and that of the call first. */
const BEGUN: Readonly<Record<number, readonly number[]>> = {
  [UserCall.OPEN]: [Machine.transport, Machine.receive, Machine.send],
  [UserCall.SERVE]: [Machine.server, Machine.accept],
};

/** The state of a machine that the slot does not have. */
export const ABSENT = -1;

/** What is known of a descriptor: of the slot that stands for it or, if none does, of the last one that did. */
export interface Past {
  readonly fd: number;
  readonly slot: { readonly index: number; readonly generation: number } | undefined;
  readonly live: boolean;
  /** By machine the number of its state, or ABSENT. */
  readonly states: ArrayLike<number>;
  /** The last records, oldest first, as a trace has them; and when each was. */
  readonly records: Int32Array;
  readonly at: ArrayLike<number>;
  /** What the loop itself knows beside that; a trace does not tell. */
  readonly now?: {
    readonly turn: number;
    /** How many milliseconds ago the poller was asked. */
    readonly sincePoll: number;
    /** What poll(2) says, in the poller's bits; undefined if the descriptor is not open. */
    readonly ready: number | undefined;
    /** Whether a thread beside JavaScript's asks the poller. */
    readonly apart: boolean;
  };
}

/**
 * What a trace knows of a descriptor once the record `last` has been written; at its end, if it has fewer.
 *
 * @throws TraceError as `validateTrace`, but for a file that is cut off behind that record
 */
export async function readPast(source: TraceSource, fd: number, last = Infinity): Promise<Past> {
  const past = new TracedPast(fd);
  let record = 0;
  for await (const words of readTrace(source, currentTables.TABLE_HASH)) {
    for (let at = 0; at < words.length && record <= last; at += TRACE_WORDS) {
      past.follow(words.subarray(at, at + TRACE_WORDS), record++);
    }
    if (record > last) break;
  }
  return past.told();
}

/** The past of one descriptor as it builds up. A call of the user's tells which slot has the descriptor's number. */
class TracedPast {
  readonly #fd: number;
  readonly #closed = indexOf((currentTables.tables[WATCH] as Table).states, 'closed');
  #slot: { index: number; generation: number } | undefined;
  #states: number[] = [];
  #kept: { words: Int32Array; at: number }[] = [];

  constructor(fd: number) {
    this.#fd = fd;
  }

  follow(words: Int32Array, at: number): void {
    const [kind, index, generation] = [TraceField.KIND, TraceField.SLOT, TraceField.GENERATION].map(
      (field) => words[field] as number,
    ) as [number, number, number];
    if (this.#slot?.index !== index || this.#slot.generation !== generation) {
      if (kind !== TraceKind.USER || words[TraceField.VALUE] !== this.#fd) return;
      this.#begin(index, generation);
    }
    if (kind === TraceKind.USER) this.#note(words[TraceField.CODE] as number);
    if (kind === TraceKind.STEP) {
      this.#states[words[TraceField.CODE] as number] = words[TraceField.AFTER] as number;
    }
    this.#kept.push({ words: words.slice(), at });
    if (this.#kept.length > DEPTH) this.#kept.shift();
  }

  /** From some calls on, the slot has machines that have not stepped yet. */
  #note(call: number): void {
    const [first, ...others] = BEGUN[call] ?? [];
    if (first === undefined) return;
    this.#states[first] = 0;
    for (const machine of others) if (this.#states[machine] === ABSENT) this.#states[machine] = 0;
  }

  told(): Past {
    const records = new Int32Array(this.#kept.length * TRACE_WORDS);
    for (const [index, { words }] of this.#kept.entries()) records.set(words, index * TRACE_WORDS);
    return {
      fd: this.#fd,
      slot: this.#slot,
      live: this.#slot !== undefined && this.#states[Machine.watch] !== this.#closed,
      states: this.#states,
      records,
      at: this.#kept.map(({ at }) => at),
    };
  }

  #begin(index: number, generation: number): void {
    this.#slot = { index, generation };
    this.#states = currentTables.tables.map((_, machine) => (machine === WATCH ? 0 : ABSENT));
    this.#kept = [];
  }
}
