import type { Origins } from '../diagnostics/index.js';
import type { Exceptions } from '../errors/index.js';
import type { Liveness, Telling } from '../native/index.js';
import type { Bytes } from './bytes.js';
import type { Claims } from './claims.js';
import type { Commands } from './commands.js';
import type { LoopContext } from './scope.js';
import type { Tellings } from './tellings.js';

/** The time of a loop, and somebody who calls when it has come. */
export interface Clock {
  /** In milliseconds; it never goes back. */
  now(): number;
  /** Calls back in so many milliseconds, once. It keeps no process alive. */
  after(ms: number, callback: () => void): { cancel(): void };
  /** Has somebody expire when this time has come, unless it is cancelled before. */
  limit(when: number, whose: { expire(): void }): { cancel(): void };
}

/** How many connections there are, and ever were: of which a protocol was told, and of whose end. */
export interface Counts {
  open: number;
  made: number;
  lost: number;
}

/** What all connections of a loop stand on. */
export interface Ground {
  readonly liveness: Liveness;
  readonly exceptions: Exceptions;
  readonly origins: Origins;
  readonly telling: Telling;
  readonly commands: Commands;
  readonly tellings: Tellings;
  readonly bytes: Bytes;
  /** Where the engine puts what it reads. */
  readonly slab: Buffer;
  /** Of the users' memory that it reads into; none where it reaches none. */
  readonly claims: Claims | undefined;
  readonly clock: Clock;
  readonly counts: Counts;
  /** The bytes of a connection's own `sockaddr`, or of its peer's; null if it has none, or is gone. */
  nameOf(slot: number, generation: number, ofPeer: boolean): Uint8Array | null;
  /** That in which the loop calls. */
  readonly context: LoopContext;
  /** Nothing is known to be in the asynchronous context in which the loop calls: an empty one need not be entered. */
  readonly isBare: boolean;
}

/** A connection, as far as its owner has it. */
export interface Owned {
  /** What users know it as. */
  readonly transport: object;
  /** Where its owner keeps it; -1 at first. */
  place: number;
}

/** Whose connections they are. */
export interface Owner {
  /** The public call that they come of, and the line of the user's that made it, in debug mode. */
  readonly call: string;
  readonly at: string | undefined;
  /** The protocol is about to be told that it is made. */
  made(connection: Owned): void;
  /** It is lost, and its protocol knows it, if there is one. */
  over(connection: Owned): void;
}

/** How connections are to be. */
export interface Manner {
  readonly isBorrowed: boolean;
  readonly high: number;
  readonly low: number;
}
