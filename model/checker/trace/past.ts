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
  /** By call of the user's the record of the last of them; the loop itself does not tell. */
  readonly begun?: ReadonlyMap<number, number>;
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
  let past: SlotPast | undefined;
  await follow(source, last, (words, record) => {
    if (past?.isOf(words) !== true) {
      // A call of the user's tells which slot has the descriptor's number.
      if (words[TraceField.KIND] !== TraceKind.USER || words[TraceField.VALUE] !== fd) return;
      past = new SlotPast(words);
    }
    past.follow(words, record);
  });
  return past?.told() ?? { fd, slot: undefined, live: false, states: [], records: new Int32Array(0), at: [] };
}

/**
 * The numbers of all descriptors that a trace knows of by then, in order.
 *
 * @throws TraceError as `readPast`
 */
export async function readNumbers(source: TraceSource, last = Infinity): Promise<number[]> {
  const numbers = new Set<number>();
  await follow(source, last, (words) => {
    if (words[TraceField.KIND] === TraceKind.USER) numbers.add(words[TraceField.VALUE] as number);
  });
  return [...numbers].sort((a, b) => a - b);
}

/**
 * What a trace knows of every slot that lives then, and which record that was.
 *
 * @throws TraceError as `readPast`
 */
export async function readPasts(source: TraceSource, last = Infinity): Promise<{ record: number; pasts: Past[] }> {
  const pasts = new Map<number, SlotPast>();
  let at = 0;
  await follow(source, last, (words, record) => {
    at = record;
    const index = words[TraceField.SLOT] as number;
    let past = pasts.get(index);
    if (past?.isOf(words) !== true) {
      if (words[TraceField.KIND] !== TraceKind.USER) return;
      past = new SlotPast(words);
      pasts.set(index, past);
    }
    past.follow(words, record);
  });
  return { record: at, pasts: [...pasts.values()].map((past) => past.told()).filter(({ live }) => live) };
}

/** Each record up to the last that is wanted. */
async function follow(
  source: TraceSource,
  last: number,
  each: (words: Int32Array, record: number) => void,
): Promise<void> {
  let record = 0;
  for await (const words of readTrace(source, currentTables.TABLE_HASH)) {
    for (let at = 0; at < words.length && record <= last; at += TRACE_WORDS) {
      each(words.subarray(at, at + TRACE_WORDS), record++);
    }
    if (record > last) break;
  }
}

const CLOSED = indexOf((currentTables.tables[WATCH] as Table).states, 'closed');

/** The past of one slot as it builds up, from the first call that names it. */
class SlotPast {
  readonly #fd: number;
  readonly #slot: { readonly index: number; readonly generation: number };
  readonly #states: number[] = currentTables.tables.map((_, machine) => (machine === WATCH ? 0 : ABSENT));
  readonly #begun = new Map<number, number>();
  readonly #kept: { words: Int32Array; at: number }[] = [];

  constructor(words: Int32Array) {
    this.#fd = words[TraceField.VALUE] as number;
    this.#slot = { index: words[TraceField.SLOT] as number, generation: words[TraceField.GENERATION] as number };
  }

  isOf(words: Int32Array): boolean {
    const { index, generation } = this.#slot;
    return words[TraceField.SLOT] === index && words[TraceField.GENERATION] === generation;
  }

  follow(words: Int32Array, at: number): void {
    const code = words[TraceField.CODE] as number;
    switch (words[TraceField.KIND]) {
      case TraceKind.USER:
        this.#begun.set(code, at);
        this.#note(code);
        break;
      case TraceKind.STEP:
        this.#states[code] = words[TraceField.AFTER] as number;
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
      live: this.#states[Machine.watch] !== CLOSED,
      states: this.#states,
      records,
      at: this.#kept.map(({ at }) => at),
      begun: this.#begun,
    };
  }
}
