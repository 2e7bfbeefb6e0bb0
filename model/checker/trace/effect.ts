import type { Context } from './context.js';
import type { Slot } from './slot.js';

/** An action that a step performs: of which slot and machine, and what operations fail with that it rejects. */
export interface Performed {
  readonly context: Context;
  readonly slot: Slot;
  readonly machine: number;
  readonly why: number;
}

export type Effect = (performed: Performed) => void;
