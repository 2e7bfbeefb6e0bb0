import type { Law } from './law.js';

/** How a read ends: with what it wanted, with what was left at the end, or with an error that says why not. */
export const VALUE = 0;
export const SHORT = 1;
export const PASSED = 2;
export const ABORTED = 3;
export const LOSS_TOLD = 4;

/** What a law about the reading half of a stream may look at. Units of data are numbered from 0 as they arrive. */
export interface ReaderScene {
  /** How many units were handed to the user. */
  handed(v: Uint8Array): number;
  /** How many are kept, those among them that are being handed over. */
  kept(v: Uint8Array): number;
  /** They are all that have arrived and were not handed over. */
  isWhole(v: Uint8Array): boolean;
  /** How many reads the user has begun that have not settled; of them one at most may wait. */
  unsettled(v: Uint8Array): number;
  /** How many units the read that waits gets of those that are kept: 0 if it has to wait, PAST_LIMIT if it looks in vain. */
  wanted(v: Uint8Array): number;
  /** The peer has ended, and is known to have. */
  isEnded(v: Uint8Array): boolean;
  /** The connection was lost with an error. */
  isLost(v: Uint8Array): boolean;
  /** More is kept than the limit, without what is being handed over. */
  isAbove(v: Uint8Array): boolean;
  /** The transport was asked to read. */
  isFlowing(v: Uint8Array): boolean;
  /** A loss is under way, before which whatever arrived is told. */
  isFailing(v: Uint8Array): boolean;
}

/** What `wanted` answers where more than the limit is kept without what is looked for. */
export const PAST_LIMIT = -1;

/** Something that a reader does. The world tells it before it takes note itself. */
export type ReaderObservation =
  /** A read is taken up; or refused, as another one waits. */
  | 'begun'
  | 'refused'
  /** A read settles; which way, and with how many units; if it is aborted, with 1 if the user has done so just now. */
  | 'settled'
  /** The call that aborts whatever waits has returned. */
  | 'aborted'
  /** A unit is handed to the user. */
  | 'handed'
  /** A machine met an event that it forbids. */
  | 'forbidden';

/** A law about the reading half of a stream. */
export type ReaderLaw = Law<ReaderScene, ReaderObservation>;

/** How a connection ended. */
export const ALIVE = 0;
export const WELL = 1;
export const BADLY = 2;

/** What a law about the writing half of a stream may look at. */
export interface WriterScene {
  /** `pauseWriting` was told last. */
  isFull(v: Uint8Array): boolean;
  /** More is unsent than the high mark. */
  isAbove(v: Uint8Array): boolean;
  /** The transport was closed: it takes nothing more, and tells nothing but its end. */
  isClosing(v: Uint8Array): boolean;
  /** Somebody's turn is to come, behind what is to be told before. */
  isInQueue(v: Uint8Array): boolean;
  /** ALIVE, WELL or BADLY. */
  ending(v: Uint8Array): number;
  /** How many drains have not settled. */
  drains(v: Uint8Array): number;
  /** How many waits for the end have not. */
  waits(v: Uint8Array): number;
}

/** Something that a writer does. The world tells it before it takes note itself. */
export type WriterObservation =
  /** A drain is resolved in its own call, or later; or it is rejected. */
  | 'needless'
  | 'drained'
  | 'failed'
  /** A wait for the end is resolved, or rejected. */
  | 'ended'
  | 'endedBadly';

/** A law about the writing half of a stream. */
export type WriterLaw = Law<WriterScene, WriterObservation>;
