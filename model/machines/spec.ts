import type { AnyStateMachine } from 'xstate';

/**
 * Who may make an event happen. Trace validation demands the matching record before it accepts a step.
 *
 * - `user`: a call into the library.
 * - `poller`: readiness the kernel reported.
 * - `answer`: what a system call or a count answered to an action of this machine.
 * - `engine`: the turn itself: a queued callback's start and end, a resumption, a timer.
 * - `wire`: an action of another machine on the same slot (see wiring.ts).
 */
export type Origin = 'user' | 'poller' | 'answer' | 'engine' | 'wire';

/** Where a machine is stepped: in the native engine, or in JavaScript, where what it decides about is kept. */
export type Runs = 'engine' | 'javascript';

/** One machine with its alphabet; the order of the events is the order of the table's columns. */
export interface MachineSpec {
  readonly name: string;
  readonly runs: Runs;
  readonly machine: AnyStateMachine;
  readonly events: Readonly<Record<string, readonly Origin[]>>;
}
