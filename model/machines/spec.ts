import type { AnyStateMachine } from 'xstate';
import type { Runs } from '../compiler/table.js';
import type { Origin } from './origin.js';

/** One machine with its alphabet; the order of the events is the order of the table's columns. */
export interface MachineSpec {
  readonly name: string;
  readonly runs: Runs;
  readonly machine: AnyStateMachine;
  readonly events: Readonly<Record<string, readonly Origin[]>>;
}
