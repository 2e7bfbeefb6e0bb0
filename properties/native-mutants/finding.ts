import type { Mutant } from '../../model/compiler/mutants.js';

/** How a wrong cell of the native tables may come to light. */
export type Layer =
  /** A program's own assertions, or its patience. */
  | 'scenario'
  /** The trace of that program, by the tables as they are shipped. */
  | 'trace of the scenario'
  /** The laws, judged by what the harness sees of the kernel. */
  | 'laws'
  /** The traces of those sequences. */
  | 'traces of sequences'
  /** The process had to be ended. */
  | 'a hang';

/** What a victim is told, and what it says line by line as JSON. */
export interface Orders {
  readonly mutant: Mutant | null;
  readonly seed: number;
  readonly sequences: number;
  /** Where it leaves its traces. A victim may end at any moment, so the folder is its hunter's. */
  readonly folder: string;
}

export type Said =
  | { readonly found: Layer; readonly what: string }
  /** By machine, how often each cell was stepped. */
  | { readonly stepped: readonly (readonly number[])[] };
