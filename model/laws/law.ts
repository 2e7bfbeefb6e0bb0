import type { Space } from '../checker/space.js';

/** The laws by their ids, so that one that does not exist is named nowhere. A law may have several parts. */
export type LawId =
  | 'L1'
  | 'L2'
  | 'L3'
  | 'L4'
  | 'L5'
  | 'L6'
  | 'L7'
  | 'L8'
  | 'L9'
  | 'L10'
  | 'L11'
  | 'L12'
  | 'L13'
  | 'L14'
  | 'L15'
  | 'L15b'
  | 'L16'
  | 'L17'
  | 'L18'
  | 'L19';

/** A direction of a slot: `slot * 2`, plus 1 for the writer. */
export type Side = number;

/** What a law may look at besides what it is told: the truth about the kernel, and what the user was promised. */
export interface Scene {
  /** How many sides there are. */
  readonly sides: number;
  /** The user added a callback on this side and did not remove it. */
  stands(v: Uint8Array, side: Side): boolean;
  /** The number of this side still names the file for which it was added. */
  isNamed(v: Uint8Array, side: Side): boolean;
  /** That file is ready in this direction (or hung up), whatever the number names. */
  isReady(v: Uint8Array, side: Side): boolean;
  /** What is received on this side are messages, each of which is taken by one call. */
  hasMessages(side: Side): boolean;
  /** A read of that file may end although there is more, and nothing tells of it. */
  isCutSilently(v: Uint8Array, side: Side): boolean;
  /** The kernel is asked to watch this side, or cannot be, since the number was closed behind the loop's back. */
  isWatched(v: Uint8Array, side: Side): boolean;
  /** How many operations of this side the user still waits for. */
  unsettled(v: Uint8Array, side: Side): number;
  /** An operation of this side would succeed, or fail, if it asked the kernel now. */
  canSettle(v: Uint8Array, side: Side): boolean;
  /** The kernel has an attempt of this side under way, or an outcome of one, of which the user was not told. */
  isUntold(v: Uint8Array, side: Side): boolean;
  /** How many bytes of a connection have arrived and were not read. */
  unread(v: Uint8Array, side: Side): number;
  /** The peer of a connection sends nothing more. */
  hasEnded(v: Uint8Array, side: Side): boolean;
  /** The kernel would take a byte that is written to it, or would fail to. */
  canWrite(v: Uint8Array, side: Side): boolean;
  /** Our sending half is shut down. */
  isShut(v: Uint8Array, side: Side): boolean;
  /** How many bytes that were written to it are kept to be sent. */
  outgoing(v: Uint8Array, side: Side): number;
  /** A server is to accept: the user wants it, and was not told that it cannot. */
  isServing(v: Uint8Array): boolean;
  /** How many connections a server has. */
  connections(v: Uint8Array): number;
  /** How many it may have. */
  mostConnections(v: Uint8Array): number;
  /** One was accepted, and is neither closed nor anybody's. */
  isForgotten(v: Uint8Array): boolean;
  /** The slot lives. */
  isLive(v: Uint8Array, side: Side): boolean;
  /** Descriptors have run out. */
  atDescriptorLimit(v: Uint8Array): boolean;
  /** Something of this side's went from one thread to the other and has not been looked at: a command, a record, the end. */
  underWay(v: Uint8Array, side: Side): boolean;
}

/** Something that happened where a user, a peer or the kernel can see it. The world tells it before it takes note itself. */
export type Observation =
  /** The user added a callback (perhaps again), or removed it. */
  | 'added'
  | 'removed'
  /** Removing answered whether there was a callback; `detail` is 1 if that is so. */
  | 'toldRemoved'
  /** A callback began; `detail` is 1 if the user had replaced that very callback meanwhile. */
  | 'began'
  /** The kernel's report reached a slot; `detail` is 1 if it was about another file than the slot's. */
  | 'reported'
  /** The loop looked at what was reported of a slot; `detail` is 1 if urgent data was. */
  | 'looked'
  /** The loop made a call on a slot's number of its own accord; `detail` is 1 if the number names another file by now. */
  | 'touched'
  /** Another thread woke JavaScript; `detail` is 1 if the loop is closed and there is something to do all the same. */
  | 'woken'
  /** A number, or the loop, is closed; `detail` is 1 if its file is open, or something registered, all the same. */
  | 'closed'
  /** The user changed the other side of this one. */
  | 'neighbour'
  /** A machine met an event that it forbids. */
  | 'forbidden'
  /** The kernel refused a registration; `detail` is 1 if whoever asked for it was told. */
  | 'refused'
  /** The loop asked the kernel for what an operation of this side wants. */
  | 'called'
  /** What it asked for was not there; `detail` is 1 if the call waits for it, as its open file has calls do. */
  | 'unanswered'
  /** The kernel handed something over: a connection (1), bytes by their numbers, or a message (kernel/numbered.ts). */
  | 'taken'
  /** An operation began, for `detail` bytes; settled with what `detail` tells as 'taken' does; failed. */
  | 'started'
  | 'resolved'
  | 'rejected'
  /** An operation was refused because another one of its side is pending. */
  | 'turnedAway'
  /** The user cancelled the last operation that waited on this side. */
  | 'cancelled'
  /** The call that aborts an operation returned; `detail` is 1 if it has not settled, and nothing is on its way. */
  | 'aborted'
  /** For the rest of this transition what stands on this side may fail: the user aborts or closes, or a call failed. */
  | 'mayFail'
  /**
   * This side's slot is at its end: closed through the loop, or found to be stale. `detail` has the bit GOES_ON if one of
   * its machines goes on all the same, STILL_WATCHED if the kernel still watches its number, and STILL_TIMED if a timer
   * of its own still runs.
   */
  | 'ended'
  /** It was told that there is no room. */
  | 'inVain'
  /** A tick of the world's clock, of which a period has PERIOD, while somebody waits for room. */
  | 'ticked'
  /** The loop told an operation of this side that its turn comes later; `detail` is 1 if there is no room for it. */
  | 'putOff'
  /** Node's own callbacks ran, between two turns. */
  | 'nodeRan'
  /** accept(2) failed for want of a descriptor; the engine reported so. */
  | 'limitMet'
  | 'limitReported'
  /** The user has reading go on or pause, of a connection, or of a server accepting. */
  | 'resumed'
  | 'paused'
  | 'withdrawn'
  /** He writes a byte, or that he writes no more; he closes the connection; he cuts it off, or the loop ends. */
  | 'written'
  | 'finished'
  | 'closing'
  | 'cut'
  /**
   * A connection is told of bytes, by their numbers, of its peer's end, of its own (`detail` is 1 if it is told what went
   * wrong), or a server that it accepts no more; JavaScript has taken the bytes.
   */
  | 'data'
  | 'end'
  | 'lost'
  | 'heard'
  /** Bytes that were received, by their numbers, are thrown away. */
  | 'discarded'
  /** The time is over for which a connection that was closed, or cannot send, waits for its peer's end. */
  | 'lingered'
  /** A connection of a server is gone; `detail` is 1 if that was neither its user's nor its peer's doing. */
  | 'gone'
  /** Its descriptor is to be closed; `detail` is 1 if the kernel then resets it, now or when more comes. */
  | 'left';

/** How many ticks of a world's clock a period has, in which room that nobody tells of is asked for once. */
export const PERIOD = 2;

/** How many a turn of a world serves. */
export const TURN = 3;

/** How often one is served in a turn that so many were served in. */
export function equalPart(served: number): number {
  return Math.max(1, Math.floor(TURN / Math.max(1, served)));
}

/** Of what was counted for each side in a turn, from this field on: how much it is in all, and of how many sides. */
export function sumOf(v: Uint8Array, counts: number, sides: number): { readonly all: number; readonly of: number } {
  let [all, of] = [0, 0];
  for (let side = 0; side < sides; side++) {
    all += v[counts + side] as number;
    if (v[counts + side]) of++;
  }
  return { all, of };
}

export const GOES_ON = 1;
export const STILL_WATCHED = 2;
export const STILL_TIMED = 4;

/** Demands one thing that a law says: it is broken, and with it the law, if that does not hold. */
type Demand = (holds: boolean) => void;

/**
 * Names a clause of a law. Each verdict is of one clause, so that it can be silenced by itself, and is needed by itself
 * (model/bugs/needed.ts). What a monitor takes note of is no part of a verdict: others may look at it.
 */
export type Clause = (name: string) => Demand;

/** Liveness, a clause of its own: what must not hold for ever on a side (see Obligation). */
export interface Pending {
  readonly clause: string;
  holds(v: Uint8Array, side: Side): boolean;
  /** Which side it is about, where it is about one alone. Default: each. */
  readonly of?: Side;
  /** It ends even if no callback of the user runs or returns any more, and no time limit helps: it is the loop's own to do. */
  readonly unaided?: true;
}

/** A law at work in one world: it may keep fields of its own, and demands what its clauses say. */
export interface Monitor<What = Observation> {
  /** Is told of what happens on a side, before the world takes note of it. */
  observe?(v: Uint8Array, what: What, side: Side, detail: number): void;
  /** Called when a transition is complete. */
  settle?(v: Uint8Array): void;
  /** Forgets what it knew of a side whose slot was freed. */
  forget?(v: Uint8Array, side: Side): void;
  /** What must not hold for ever. */
  readonly pending?: readonly Pending[];
}

/** A law about one kind of world: of descriptors and operations, or (see turns.ts) of the turns of a loop. */
export interface Law<View = Scene, What = Observation> {
  /** As `L2`. */
  readonly id: LawId;
  /** What it says, in a few words. */
  readonly title: string;
  /** Puts the law to work; it names its clauses, and calls `witness` whenever its premise really occurred. */
  watch(space: Space, scene: View, witness: () => void, clause: Clause): Monitor<What>;
}
