/**
 * A machine as a table, and how to look things up in it.
 *
 * This file knows nothing of XState: the loop, the checker and the trace validator read tables without it.
 */

/** The answers of a cell. */
export const STEP = 0;
export const IGNORE = 1;
export const FORBIDDEN = 2;

/** The value of a region in a state outside of it, as `closed` is. */
export const OUTSIDE = 255;

/**
 * What steps a machine: the engine, for each slot that has it, or for what is common to all slots; the loop's I/O thread,
 * which has one; or JavaScript, where what it decides about is kept.
 */
export type Runs = 'engine' | 'common' | 'thread' | 'javascript';

/** One of the regions a state's name is made of. */
export interface Region {
  /** Its name, as `reader`. */
  readonly name: string;
  /** What it may be, by number. */
  readonly values: readonly string[];
  /** The number of the region's value in each state, or OUTSIDE. */
  readonly of: Uint8Array;
}

/** State 0 is the initial one. A cell has the number `state * events.length + event`. */
export interface Table {
  /** The name of the machine. */
  readonly name: string;
  /** What steps it. The engine's come first and JavaScript's last, so that numbers are the same on both sides. */
  readonly runs: Runs;
  /** The names of its states, by number. */
  readonly states: readonly string[];
  /** The names of its events, by number. */
  readonly events: readonly string[];
  /** The names of its actions, by number. */
  readonly actions: readonly string[];
  /** The regions that names of states are made of; none of a machine without. */
  readonly regions: readonly Region[];
  /** What the cell answers: STEP, IGNORE or FORBIDDEN. */
  readonly kind: Uint8Array;
  /** The state after; that of the cell itself unless it is a step. */
  readonly next: Uint8Array;
  /** Which of `lists` the cell performs; 0 is the empty one. */
  readonly list: Uint8Array;
  /** Each list of actions that some cell performs, in order. */
  readonly lists: readonly Uint8Array[];
}

/** A cell in words, for people and for messages. */
export interface CellText {
  /** What it answers. */
  readonly kind: 'step' | 'ignore' | 'forbidden';
  /** The state after. */
  readonly next: string;
  /** What it performs, in order. */
  readonly actions: readonly string[];
}

/** The tables that the native engine steps for each slot, which are the first ones. */
export function ofEngine(tables: readonly Table[]): readonly Table[] {
  return tables.filter(({ runs }) => runs === 'engine');
}

/** Those that are stepped in Rust: those of slots, then what they have in common, then the I/O thread's. */
export function ofRust(tables: readonly Table[]): readonly Table[] {
  return tables.filter(({ runs }) => runs !== 'javascript');
}

/** The number of a cell. */
export function cellOf(table: Table, state: number, event: number): number {
  return state * table.events.length + event;
}

/** The numbers of the actions that a cell performs, in order. */
export function actionsOf(table: Table, cell: number): Uint8Array {
  const list = table.lists[at(table.list, cell)];
  if (list === undefined) throw new RangeError(`${table.name} has no cell ${cell}`);
  return list;
}

/** A cell in words. */
export function describeCell(table: Table, cell: number): CellText {
  const kind = (['step', 'ignore', 'forbidden'] as const)[at(table.kind, cell)] ?? 'forbidden';
  const actions = Array.from(actionsOf(table, cell), (action) => at(table.actions, action));
  return { kind, next: at(table.states, at(table.next, cell)), actions };
}

/** The number of a state, event or action; an unknown name is a RangeError that lists the known ones. */
export function indexOf(names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  if (index < 0) throw new RangeError(`'${name}' is none of ${names.join(', ')}`);
  return index;
}

/** The value of a region in a state, or null outside of the regions. */
export function regionValue(table: Table, region: string, state: number): string | null {
  const found = table.regions.find(({ name }) => name === region);
  if (found === undefined) throw new RangeError(`${table.name} has no region '${region}'`);
  return found.values[at(found.of, state)] ?? null;
}

/** An element that is known to exist. */
function at<T>(list: { readonly [index: number]: T; readonly length: number }, index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`${index} is outside of 0..${list.length}`);
  return found;
}
