import type { Law } from './law.js';

/** The kinds of what a race owes, for `Pending.of`: that it settles, and that the next attempt begins. */
export const SETTLING = 0;
export const NEXT = 1;
/** Both of these kinds. */
export const owedByRaces = [SETTLING, NEXT] as const;

/** What a law about the race of one connection may look at: what lookup and attempts came to, and what was made of it. */
export interface RaceScene {
  /** How many attempts there are at most: they are numbered from 0, in the order of their addresses. */
  readonly attempts: number;
  /** It has begun. */
  isStarted(v: Uint8Array): boolean;
  /** The lookup has answered. */
  isAnswered(v: Uint8Array): boolean;
  /** With so many addresses. */
  found(v: Uint8Array): number;
  /** So many of them were not tried. */
  left(v: Uint8Array): number;
  /** It has begun, and what came of it was not heard. */
  isUnderWay(v: Uint8Array, attempt: number): boolean;
  /** It was heard that an attempt has failed. */
  hasFailed(v: Uint8Array, attempt: number): boolean;
  /** It was heard that it has connected. */
  hasConnected(v: Uint8Array, attempt: number): boolean;
  /** Its socket is open. */
  isOpen(v: Uint8Array, attempt: number): boolean;
  /** Its error is kept, to be told of. */
  isKept(v: Uint8Array, attempt: number): boolean;
  /** Since the newest attempt has begun, its delay has passed. */
  isOverdue(v: Uint8Array): boolean;
  /** The user has given it up, or its time limit or its loop did. */
  isGivenUp(v: Uint8Array): boolean;
  /** Whoever asked has been told. */
  isSettled(v: Uint8Array): boolean;
  /** It keeps the process alive. */
  isHeld(v: Uint8Array): boolean;
  /** The clock of a delay runs. */
  isTimed(v: Uint8Array): boolean;
}

/** Something that a race does. The world tells it before it takes note itself. */
export type RaceObservation =
  /** An attempt begins. */
  | 'begun'
  /** Its socket is closed; `detail` is 1 if it was before. */
  | 'closed'
  /** Whoever asked is told of the winner; that all attempts have failed; that there is no address; or that it was given up. */
  | 'won'
  | 'failed'
  | 'unfound'
  | 'givenUp'
  /** A machine met an event that it forbids. */
  | 'forbidden';

/** A law about the race of one connection. */
export type RaceLaw = Law<RaceScene, RaceObservation>;

const endings: readonly RaceObservation[] = ['won', 'failed', 'unfound', 'givenUp'];

/** Whether it is what whoever asked is told at last. */
export function isEnding(what: RaceObservation): boolean {
  return endings.includes(what);
}

/** Whether one attempt at least is such. */
export function anyOf({ attempts }: RaceScene, is: (attempt: number) => boolean): boolean {
  for (let attempt = 0; attempt < attempts; attempt++) if (is(attempt)) return true;
  return false;
}

/** Of the addresses that were found none is left, and no attempt is under way. */
export function isExhausted(scene: RaceScene, v: Uint8Array): boolean {
  return scene.found(v) > 0 && scene.left(v) === 0 && !anyOf(scene, (attempt) => scene.isUnderWay(v, attempt));
}
