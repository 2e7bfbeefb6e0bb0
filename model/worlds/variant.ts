import type { World } from '../checker/world.js';
import type { Table } from '../compiler/table.js';

/**
 * What the engine and the loop promise besides stepping the tables: the leaves and the hand-over between loop and callbacks.
 *
 * Each switch has the value of the real engine first; the others are how known bugs had it.
 */
export interface Contract {
  /** What a callback waits for: the poller, or nothing (F0). */
  readonly added: 'waits' | 'runsAtOnce';
  /** What `rearm` does: modify the registration, so that the kernel looks again, or nothing (F3). */
  readonly rearm: 'modifies' | 'nothing';
  /** Which interest a modification asks for: that of the state after the step, or of the one before (R1). */
  readonly interest: 'after' | 'before';
  /** Who decides whether a queued callback runs: the table, or nobody any more (F4). */
  readonly gate: 'table' | 'none';
  /** What removing answers: whether there was a callback, or yes (R7). */
  readonly removed: 'tells' | 'saysYes';
  /** What the end of a callback is told to: its slot if that lives still, or in any case (P2). */
  readonly ended: 'ifLive' | 'always';
  /** What `deregister` does: remove the registration, or leave it in a level-triggered poller (P3). */
  readonly deregister: 'removes' | 'leaves';
  /** In which order timers of equal deadlines are due: that of their making, or any (A4). */
  readonly equalDeadlines: 'inOrder' | 'inAnyOrder';
  /** What setting the alarm to a deadline that is over does: rings at once, or never (S4). */
  readonly overdue: 'rings' | 'neverRings';
  /** When a timer that a callback makes may run at the earliest: in the next turn, or still in this one (O1). */
  readonly madeInTurn: 'waits' | 'joins';
}

export const realContract: Contract = {
  added: 'waits',
  rearm: 'modifies',
  interest: 'after',
  gate: 'table',
  removed: 'tells',
  ended: 'ifLive',
  deregister: 'removes',
  equalDeadlines: 'inOrder',
  overdue: 'rings',
  madeInTurn: 'waits',
};

/** The switches that make a difference where calls, timers and turns are; all others do where descriptors are. */
export const turnSwitches: readonly (keyof Contract)[] = ['equalDeadlines', 'overdue', 'madeInTurn'];
export const engineSwitches = (Object.keys(realContract) as (keyof Contract)[]).filter(
  (name) => !turnSwitches.includes(name),
);

/** A world that bugs can be put into. */
export interface VariedWorld extends World {
  /** The switches of the contract that make a difference in it. */
  readonly switches: readonly (keyof Contract)[];
}

/** A world may be made with other tables or another contract: that is what a bug is. */
export interface Variant {
  readonly tables: readonly Table[];
  readonly contract: Contract;
}
