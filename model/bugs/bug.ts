import type { Patch, RegionPatch } from '../compiler/patch.js';
import type { Contract } from '../worlds/contract/variant.js';

/**
 * A known bug of a real event loop, re-created as data: cells of the tables that differ, or a promise of the engine that
 * is not kept. It names no law; which one is expected to catch it stands in expected.ts.
 */
export interface Bug extends Change {
  /** As `F3`: by it the bug is asked for. */
  readonly id: string;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Where it happened. */
  readonly origin: string;
  /** What the user saw. */
  readonly symptom: string;
}

/** What makes the engine another one. */
export interface Change {
  /** Cells of machines with regions. */
  readonly patches?: readonly RegionPatch[];
  /** Cells of a machine without regions. */
  readonly cells?: readonly Patch[];
  /** What the engine does otherwise, beside its tables. */
  readonly contract?: Partial<Contract>;
}
