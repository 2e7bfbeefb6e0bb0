import type { AnyStateMachine } from 'xstate';
import type { Origin } from './origin.js';

/** What steps a machine: the engine, for each slot that has it, or the loop's I/O thread, which has one. */
export type Runs = 'engine' | 'thread';

/** One machine with its alphabet; the order of the events is the order of the table's columns. */
export interface MachineSpec {
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly events: Readonly<Record<string, readonly Origin[]>>;
  /** Default: 'engine'. */
  readonly runs?: Runs;
}
