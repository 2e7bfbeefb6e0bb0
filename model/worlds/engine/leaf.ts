import type { Slot } from './slot.js';

/** The actions that no wire carries, by 'machine.action'. `before` is the state in which the event met the machine. */
export type Leaves = Record<string, (v: Uint8Array, slot: Slot, before: number) => unknown>;
