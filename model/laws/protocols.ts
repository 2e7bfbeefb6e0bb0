import type { Law } from './law.js';

/** The kinds of what a protocol is owed, for `Pending.of`. */
export const LOSS = 0;
export const ARRIVED = 1;
export const ROOM = 2;
/** All of these kinds. */
export const owed = [LOSS, ARRIVED, ROOM] as const;

/** What a law about protocols is told where no number is meant. */
export const NO_UNIT = -1;

/** How a connection ends: not yet, by a close that flushes, or by an abort, a handler that throws, or before it is told. */
export const WANTED = 0;
export const CLOSED = 1;
export const CUT_OFF = 2;

/** What a law about one connection's protocol may look at: what the engine gave, what users did, and what was told. */
export interface ProtocolScene {
  /** How many units of data the engine has given: they are numbered from 0. */
  given(v: Uint8Array): number;
  /** How many of them were told. */
  told(v: Uint8Array): number;
  /** The engine gave the peer's end. */
  isEndGiven(v: Uint8Array): boolean;
  /** It was told. */
  isEndTold(v: Uint8Array): boolean;
  /** The engine told of the loss, or the loop ended. */
  isLost(v: Uint8Array): boolean;
  /** `connectionMade` has been called. */
  isMade(v: Uint8Array): boolean;
  /** `connectionLost` has been called. */
  isOver(v: Uint8Array): boolean;
  /** The user wants no data now. */
  isPaused(v: Uint8Array): boolean;
  /** The engine has been asked for data, and reads on of itself. */
  isReading(v: Uint8Array): boolean;
  /** A send has failed, so that the engine reads whatever is left. */
  isFailing(v: Uint8Array): boolean;
  /** What end is wanted: WANTED, CLOSED or CUT_OFF. */
  wanted(v: Uint8Array): number;
  /** Which the engine was asked for. */
  asked(v: Uint8Array): number;
  /** JavaScript keeps data of it. */
  isKeeping(v: Uint8Array): boolean;
  /** More is unsent than the mark. */
  isFull(v: Uint8Array): boolean;
  /** `pauseWriting` was told last. */
  isToldFull(v: Uint8Array): boolean;
  /** The user ended the writing. */
  isEofWritten(v: Uint8Array): boolean;
  /** The engine was asked to end it. */
  isEofAsked(v: Uint8Array): boolean;
  /** No handler runs, and none is about to. */
  isAtRest(v: Uint8Array): boolean;
}

/** Something that users can see of a connection. The world tells it before it takes note itself. */
export type ProtocolObservation =
  /** A handler begins; `detail` is 1 if it does so within a call of the user's. With `data`, which unit it is told. */
  | 'made'
  | 'data'
  | 'end'
  | 'lost'
  | 'full'
  | 'room'
  /** A write was accepted, refused with an error, or dropped. */
  | 'taken'
  | 'refused'
  | 'dropped'
  /** The engine is asked to read, or to read no more. */
  | 'reading'
  /** A machine met an event that it forbids. */
  | 'forbidden';

/** A law about what a protocol is told. */
export type ProtocolLaw = Law<ProtocolScene, ProtocolObservation>;

const handlers: readonly ProtocolObservation[] = ['made', 'data', 'end', 'lost', 'full', 'room'];

/** Whether it is a handler that begins. */
export function isHandler(what: ProtocolObservation): boolean {
  return handlers.includes(what);
}

/** Whether the user, a handler that threw or the loop's end has put an end to it, so that nothing but the loss is owed. */
export function isEnded(scene: ProtocolScene, v: Uint8Array): boolean {
  return scene.wanted(v) !== WANTED;
}
