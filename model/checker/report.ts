import type { Counterexample } from './counterexample.js';
import type { Limit } from './search.js';

/**
 * The verdicts from worst to best:
 * - `broken`: there is a counterexample.
 * - `unknown`: the search was incomplete.
 * - `unwitnessed`: not broken, but for lack of anything happening.
 * - `holds`: proved for every reachable state, and its premise occurred.
 */
export type Verdict = 'holds' | 'broken' | 'unwitnessed' | 'unknown';

/** A law in one model, both what may never happen and what must happen at last. */
export interface LawReport {
  /** Id and title. */
  readonly law: string;
  /** See `Verdict`. */
  readonly verdict: Verdict;
  /** How often its premise occurred. */
  readonly witnesses: number;
  /** The shortest. */
  readonly counterexample?: Counterexample;
}

/** What came of one world. */
export interface ModelReport {
  /** The name of the world. */
  readonly model: string;
  /** How many states can be reached. */
  readonly states: number;
  /** How many transitions lead from them. */
  readonly edges: number;
  /** How many steps the farthest is away from the first. */
  readonly depth: number;
  /** How long it took. */
  readonly seconds: number;
  /** How fast the search was. */
  readonly statesPerSecond: number;
  /** How much memory a state took. */
  readonly bytesPerState: number;
  /** Whether every state was visited. */
  readonly complete: boolean;
  /** What ended the search before its time. */
  readonly limit?: Limit;
  /** How many walks through what was learned of the world were made again by a fresh one; none by the reference. */
  readonly audited?: number;
  /** The verdict on each law. */
  readonly laws: readonly LawReport[];
}

/** The table of a machine, over all models that were checked. A cell is named `state EVENT`. */
export interface CellReport {
  /** Its name. */
  readonly machine: string;
  /** How many cells there are. */
  readonly cells: number;
  /** Steps and ignores that happen in some model. */
  readonly reached: number;
  /** Steps and ignores that happen in none. */
  readonly dead: readonly string[];
  /** Cells that the specification forbids. */
  readonly forbidden: number;
  /** Forbidden cells that happen all the same. */
  readonly trespassed: readonly string[];
}

/** What came of a check of worlds; plain data. */
export interface CheckReport {
  /** Nothing is broken, every law is witnessed in some model, and there are no problems. */
  readonly ok: boolean;
  /** How long it took. */
  readonly seconds: number;
  /** Each world. */
  readonly models: readonly ModelReport[];
  /** Each law once, with the worst of its verdicts; it is unwitnessed only if no model witnessed it. */
  readonly laws: readonly { readonly law: string; readonly verdict: Verdict; readonly witnesses: number }[];
  /** Each table. */
  readonly cells: readonly CellReport[];
  /** What else keeps the check from being ok, each with its cure: changed counts, cells that died or came alive. */
  readonly problems: readonly string[];
}
