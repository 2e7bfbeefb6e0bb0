import type { World } from '../../checker/world.js';
import type { Table } from '../../compiler/table.js';
import type { KernelShape } from '../../kernel/kernel.js';

/** What the two threads of a loop promise each other, where it has an I/O thread. The real engine's value comes first. */
export interface HandOffContract {
  /** When the I/O thread's poller hears of an added callback: in the call, or later, by what the number names then (F1). */
  readonly adding: 'inTheCall' | 'later';
  /** The same of a removed callback (F15). */
  readonly removing: 'inTheCall' | 'later';
  /** What a posted operation goes by: its slot, as long as that lives, or the number, whatever it names by then (F5). */
  readonly commands: 'bySlot' | 'byNumber';
  /** Whether a thread waits for the other: JavaScript until its command is executed, the I/O thread for room alone (F14). */
  readonly waiting: 'never' | 'eachForTheOther';
  /**
   * What an abort does: it settles what is pending, and leaves to come what has settled and was not told; it drops a
   * connection that has settled (P5), or bytes (U4); or it does nothing.
   */
  readonly aborting: 'settlesThePending' | 'dropsAConnection' | 'dropsBytes' | 'doesNothing';
  /**
   * What JavaScript says when it does itself what it posted: nothing; or it raises the flag of what is posted, and notifies
   * nobody (O11).
   */
  readonly errands: 'sayNothing' | 'raiseTheFlag';
  /** What becomes of the records that are in the ring when the loop is closed: they are told then, or left there. */
  readonly closing: 'tellsAll' | 'leavesRecords';
}

/**
 * What the engine and the loop promise besides stepping the tables: the leaves and the hand-over between loop and callbacks.
 *
 * Each switch has the value of the real engine first; the others are how known bugs had it.
 */
export interface Contract extends HandOffContract {
  /** What a callback waits for: the poller, or nothing (F0). */
  readonly added: 'waits' | 'runsAtOnce';
  /** What `rearm` does: modify the registration, so that the kernel looks again, or nothing (F3). */
  readonly rearm: 'modifies' | 'nothing';
  /**
   * Which interest a modification asks for: that of the state after the step, or of the one before (R1); or, while a
   * callback runs, that of the other direction alone, and its own when it has returned.
   */
  readonly interest: 'after' | 'before' | 'theOthers';
  /** Who decides whether a queued callback runs: the table, or nobody any more (F4). */
  readonly gate: 'table' | 'none';
  /** Whose a callback is that was queued before another took its place: nobody's, or the older one's (P7). */
  readonly replaced: 'theNewOnes' | 'theOldOnes';
  /** Whether who asks for a registration that the kernel refuses is told, or finds nothing registered. */
  readonly refusals: 'told' | 'swallowed';
  /** What becomes of an attempt to connect that is cancelled: it is dissolved, or left under way if nobody sends there. */
  readonly attempts: 'dissolved' | 'leftAlone';
  /** What removing answers: whether there was a callback, or yes (R7). */
  readonly removed: 'tells' | 'saysYes';
  /** What the end of a callback is told to: its slot if that lives still, or in any case (P2). */
  readonly ended: 'ifLive' | 'always';
  /**
   * What `deregister` does: remove the registration, or leave it in a level-triggered poller (P3), or come after close(2)
   * where the descriptor is closed, and so fail (F12).
   */
  readonly deregister: 'removes' | 'leaves' | 'comesTooLate';
  /** What a registration is of: the user's descriptor, or a duplicate of it, which keeps the file open (F2). */
  readonly descriptor: 'theUsers' | 'aDuplicate';
  /** What a modification makes the poller do: look again, or wait for the next edge, as an AsyncFd does (F9). */
  readonly modification: 'looksAgain' | 'waits';
  /** How long the poller holds that a file hung up: as long as it did, or for ever (F10). */
  readonly hangups: 'last' | 'stay';
  /**
   * What keeps accept(2) and connect(2) from waiting: a look first, and O_NONBLOCK, which is set anew for each call, or
   * trusted to be as it once was (O3).
   */
  readonly blocking: 'setAnew' | 'trusted';
  /** Whether who asks to write is told of errors and hang-ups, too (F11). */
  readonly errors: 'told' | 'untold';
  /** What a short read proves: little, since others than the end of what there is may have ended it; or that end (O4). */
  readonly shortReads: 'proveLittle' | 'proveTheEnd';
  /** How much of a message there is room for: all that the user asked for, or what is enough for a stream's bytes (O5). */
  readonly room: 'forTheWhole' | 'asForAStream';
  /** How the bytes of an operation are handed on (L11); or those that were sent are sent again (B3), or a part passes for all. */
  readonly bytes: 'asTheyAre' | 'doubled' | 'lost' | 'swapped' | 'sentAgain' | 'partForAll';
  /**
   * How messages are handed on (L11): as they are taken; thrown away, and the next one is waited for; the one behind the one
   * that was taken; an error, where one was cut; cut to a byte, and that is told; or that one was cut is not told.
   */
  readonly messages: 'asTheyAre' | 'thrownAway' | 'theNext' | 'failWhereCut' | 'cutToAByte' | 'cutUntold';
  /** How connections are handed on (L8): as they are taken; two are taken for one, one is told twice; or the last is thrown away. */
  readonly connections: 'asTheyAre' | 'twoForOne' | 'oneForTwo' | 'lastThrownAway';
  /** What becomes of the connections of a server that ends: they live on, or are aborted (S2). */
  readonly clients: 'liveOn' | 'areAborted';
  /** What becomes of connections that were accepted, and not handed over when their server ended: they are closed (V2). */
  readonly accepted: 'closedWithTheServer' | 'forgotten';
  /** What is closed when a connection has ended: its own file, or whatever its number names by then (O9). */
  readonly released: 'itsFile' | 'theNumber';
  /** Which of the bytes that were written to a connection leaves next: the first, or the last that was written (V11). */
  readonly outgoing: 'firstFirst' | 'lastFirst';
  /** What a report that a descriptor is readable and writable wakes: both sides, or the reader alone (T1). */
  readonly reports: 'wakeBoth' | 'wakeTheReader';
  /** What taking a callback back goes to: the one that is registered, or another (F7). */
  readonly handle: 'itsOwn' | 'another';
  /**
   * How those who wait for room at one destination try again: one for all of them, once a period; each for itself (O2); or
   * one for all, but with a pause that grows (O6). Or a newcomer asks although others wait: where there is room, or where
   * there is none.
   */
  readonly lines: 'oneForAll' | 'eachForItself' | 'everMoreRarely' | 'newcomersTakeRoom' | 'newcomersAskInVain';
  /** Who is served in a turn: the first in line, and nobody beyond an equal part; the last in line; or without parts. */
  readonly parts: 'equalInTurn' | 'lastFirst' | 'unequal';
  /** What a slot's token is good for when the slot has gone: nothing, or its next owner gets what is told of it (T4). */
  readonly tokens: 'endWithTheirSlot' | 'areUsedAgain';
  /** In which order timers of equal deadlines are due: that of their making, or any (A4). */
  readonly equalDeadlines: 'inOrder' | 'inAnyOrder';
  /**
   * What the alarm does: it rings from its deadline on until it is set anew; or never, if that was over when it was set (S4); or
   * once, be it a little early (P17).
   */
  readonly overdue: 'rings' | 'neverRings' | 'ringsOnce';
  /** When a timer that a callback makes may run at the earliest: in the next turn, or still in this one (O1). */
  readonly madeInTurn: 'waits' | 'joins';
  /** What a turn does: what it should, or one thing of it as it should not. */
  readonly turn:
    | 'asPromised'
    | 'timersEarly'
    | 'latestTimerFirst'
    | 'lastCallFirst'
    | 'timersBeforeDescriptors'
    | 'descriptorAfterTheEnd'
    | 'stopCutsTheBatch'
    | 'callsStarveDescriptors'
    | 'descriptorsStarveCalls'
    | 'closedTakesAndForgets';
}

const realHandOff: HandOffContract = {
  adding: 'inTheCall',
  removing: 'inTheCall',
  commands: 'bySlot',
  waiting: 'never',
  aborting: 'settlesThePending',
  errands: 'sayNothing',
  closing: 'tellsAll',
};

/** What the engine does beside its tables. */
export const realContract: Contract = {
  added: 'waits',
  rearm: 'modifies',
  interest: 'after',
  gate: 'table',
  replaced: 'theNewOnes',
  refusals: 'told',
  attempts: 'dissolved',
  removed: 'tells',
  ended: 'ifLive',
  deregister: 'removes',
  descriptor: 'theUsers',
  modification: 'looksAgain',
  hangups: 'last',
  blocking: 'setAnew',
  errors: 'told',
  shortReads: 'proveLittle',
  room: 'forTheWhole',
  bytes: 'asTheyAre',
  messages: 'asTheyAre',
  connections: 'asTheyAre',
  clients: 'liveOn',
  accepted: 'closedWithTheServer',
  released: 'itsFile',
  outgoing: 'firstFirst',
  reports: 'wakeBoth',
  handle: 'itsOwn',
  lines: 'oneForAll',
  parts: 'equalInTurn',
  tokens: 'endWithTheirSlot',
  ...realHandOff,
  equalDeadlines: 'inOrder',
  overdue: 'rings',
  madeInTurn: 'waits',
  turn: 'asPromised',
};

/** The switches that make a difference where connections and servers are; calls, timers and turns; two threads; and all others. */
export const transportSwitches: readonly (keyof Contract)[] = ['outgoing', 'released'];
export const serverSwitches: readonly (keyof Contract)[] = ['clients', 'accepted'];
export const turnSwitches: readonly (keyof Contract)[] = ['equalDeadlines', 'overdue', 'madeInTurn', 'turn'];
export const handOffSwitches = Object.keys(realHandOff) as (keyof Contract)[];
export const engineSwitches = (Object.keys(realContract) as (keyof Contract)[]).filter(
  (name) => ![...turnSwitches, ...transportSwitches, ...serverSwitches, ...handOffSwitches].includes(name),
);

/** A world that bugs can be put into. */
export interface VariedWorld extends World {
  /** The switches of the contract that make a difference in it. */
  readonly switches: readonly (keyof Contract)[];
}

/** A world may be made with other tables or another contract: that is what a bug is. */
export interface Variant {
  /** The tables that the engine steps. */
  readonly tables: readonly Table[];
  /** What it does beside them. */
  readonly contract: Contract;
  /** Clauses of laws whose verdict is always that they hold; what their laws take note of, they note all the same. */
  readonly silenced: ReadonlySet<string>;
}

/** The poller as a contract has it. */
export function pollerOf(contract: Contract): Partial<KernelShape> {
  return {
    levelHangups: contract.deregister === 'leaves',
    duplicates: contract.descriptor === 'aDuplicate',
    onlyEdges: contract.modification === 'waits',
    lastingHangups: contract.hangups === 'stay',
    deafWriters: contract.errors === 'untold',
  };
}
