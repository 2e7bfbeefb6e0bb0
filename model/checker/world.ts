import type { Table } from '../compiler/table.js';
import type { Space } from './space.js';

/** Who takes a transition: the program, the loop, the kernel, or somebody outside (a peer, another process). */
export type Lane = 'user' | 'loop' | 'kernel' | 'peer';

export const lanes: readonly Lane[] = ['user', 'loop', 'kernel', 'peer'];

/** From which party to which a step goes, where a picture shows it. */
export type Arrow = readonly [from: Lane, to: Lane];

/** What a transition is called. Transitions name their label by its index in `World.labels`. */
export interface Label {
  /** Who takes it. */
  readonly lane: Lane;
  /** What a counterexample prints. */
  readonly text: string;
  /** Without it the user calls the loop, the peer moves the kernel, and loop and kernel move by themselves. */
  readonly arrow?: Arrow;
  /**
   * The weakly fair class this transition belongs to (0 .. 31), or -1: it need never happen. A class is enabled where at
   * least one transition of it leaves the state. In a fair run a class that stays enabled for ever is taken for ever again;
   * so each queued callback and each independent action of the loop is a class of its own, and user, kernel and peer have none.
   */
  readonly fairness: number;
  /** A step of the loop that brings something about (a callback run, bytes taken), and so is no spinning. */
  readonly progress: boolean;
}

/** The fair class of a label as a bit of a set of classes; no bit for a label without. */
export function classBit({ fairness }: Label): number {
  return fairness < 0 ? 0 : 1 << fairness;
}

/** A liveness law: in no fair run does `pending` hold for ever while no transition with a label of `discharges` is taken. */
export interface Obligation {
  /** Id and title of the law, as in `World.laws`. */
  readonly law: string;
  /** Which of the law's clauses it is; one name is of one clause. */
  readonly clause?: string;
  /** What must not hold for ever. */
  readonly pending: (state: Uint8Array) => boolean;
  /** The labels that fulfil it or make it void: liveness.ts leaves their edges out of the pending sub-graph. */
  readonly discharges: readonly number[];
  /** Fair classes that it does not count on: a run in which they stop for ever has to keep it all the same. */
  readonly unaidedBy?: readonly number[];
}

/** One thing that a law demands of each transition. */
export interface NamedClause {
  /** No other has it, of whatever law. */
  readonly name: string;
  /** Id and title of the law. */
  readonly law: string;
}

/** Which cells of a machine's table the world has ever looked up: `stepped[state * events + event]` is 1. */
export interface Cells {
  /** The table. */
  readonly table: Table;
  /** For each cell, whether it was looked up. */
  readonly stepped: Uint8Array;
}

/**
 * Tells the explorer of one transition. `violation` is 0, or 1 + the index in `World.laws` of the law that it breaks; the
 * successor of a violating transition is not explored.
 */
export type Emit = (label: number, violation: number) => void;

/** A move that was not possible, and changed nothing. */
export const NOT_NOW = -1;

/** Is told of every cell of a table and every switch of a contract that a world's code looks up. */
export interface Watch {
  /** A cell of a table is looked up. */
  cell(machine: string, cell: number): void;
  /** A switch of a contract is. */
  switch(name: string): void;
}

/** Runs one judging of a law by itself; `key` says which one, and `law` whose. It answers whether the law is broken. */
export type Apart = (key: string, law: number, judge: () => boolean) => void;

/**
 * A world taken to pieces: each transition is a move, and then all settlings, in their order. Each piece is a function of
 * the state vector alone, which it reads and writes field by field.
 */
export interface Pieces {
  /** Each changes the state and answers the label that it had, or answers NOT_NOW and leaves the state alone. */
  readonly moves: readonly ((state: Uint8Array) => number)[];
  /** Each answers the violation that it finds (see `Emit`). */
  readonly settlings: readonly ((state: Uint8Array) => number)[];
  /** Called before a move: nothing has happened yet. */
  begin(): void;
  /** The violation that the move brought about by itself. */
  violation(): number;
  /** From now on each judging of a law within a move is handed to `apart`; without it, made in line again. */
  setApart(apart?: Apart): void;
}

/**
 * A closed system: compiled tables, a kernel and a user, with the laws as monitors inside its state.
 *
 * A world is a value of its state vector only: two equal vectors have the same transitions, in the same order.
 */
export interface World {
  /** Its name. */
  readonly name: string;
  /** The fields of its states. */
  readonly space: Space;
  /** What its transitions are called. */
  readonly labels: readonly Label[];
  /** Ids and titles of the safety laws that this world can break. */
  readonly laws: readonly string[];
  /** What they demand of transitions. */
  readonly clauses?: readonly NamedClause[];
  /**
   * For each law, how often its premise really occurred; and after those for each clause, how often it was broken. The
   * world counts while it is explored.
   */
  readonly witness: Uint32Array;
  /** What it has looked up of the tables. */
  readonly cells: readonly Cells[];
  /** The liveness laws that it can break. */
  readonly obligations: readonly Obligation[];
  /** Writes the one initial state into a vector of zeros. */
  initial(state: Uint8Array): void;
  /**
   * Emits every transition enabled in `from`: copies `from` into `to`, changes `to`, calls `emit`, and so on for each.
   * `from` stays as it is. The explorer reads `to` during the call of `emit` only.
   */
  successors(from: Uint8Array, to: Uint8Array, emit: Emit): void;
  /** What its transitions are made of, for who learns them piece by piece instead of running them all. */
  readonly pieces?: Pieces;
  /** Another world like this one, as it was made; its code tells `watch` what it looks up. */
  again?(watch?: Watch): World;
  /** A state in words, for counterexamples; without it, the fields by name. */
  describe?(state: Uint8Array): string;
}

/** How worlds are made, by their names. */
export type Worlds = Readonly<Record<string, () => World>>;
