import type { Law } from './law.js';

/** The kinds of what waits for a turn, for `Pending.of`. */
export const CALLS = 0;
export const TIMERS = 1;
export const DESCRIPTOR = 2;
export const END = 3;
/** All of these kinds. */
export const waiting = [CALLS, TIMERS, DESCRIPTOR, END] as const;

/** The descriptor's callback, which is no handle of the world. */
export const NO_HANDLE = -1;

/** What a law about turns may look at: what the user asked for and was promised, and what he can see of the loop. */
export interface TurnScene {
  /** How many calls and timers there are; they are numbered in the order in which they were made. */
  handles(v: Uint8Array): number;
  /** The deadline of a timer; a call has none. */
  deadline(v: Uint8Array, handle: number): number | undefined;
  /** It is to run: it has not begun, was not cancelled, and the loop has not ended. */
  isWanted(v: Uint8Array, handle: number): boolean;
  /** The user lets it keep the process alive. */
  isReferenced(v: Uint8Array, handle: number): boolean;
  /** Its asynchronous context is at its end, as async_hooks tell. */
  isRetired(v: Uint8Array, handle: number): boolean;
  /** It is a timer, and the loop keeps its callback, as a WeakRef tells. */
  isKept(v: Uint8Array, handle: number): boolean;
  /** Its `cancelled` says how things are. */
  tellsCancelled(v: Uint8Array, handle: number): boolean;
  /** Its `hasRef()` does. */
  tellsReferenced(v: Uint8Array, handle: number): boolean;
  /** A callback of the turn at hand made it. */
  isOfThisTurn(v: Uint8Array, handle: number): boolean;
  /** It is in the batch that is being run. */
  isDue(v: Uint8Array, handle: number): boolean;
  /** The loop's time. */
  now(v: Uint8Array): number;
  /** A descriptor with a callback is ready. */
  isReady(v: Uint8Array): boolean;
  /** The user asked the loop to stop, and waits for it. */
  isStopping(v: Uint8Array): boolean;
  /** The user closed the loop, or was told that it has ended. */
  isClosed(v: Uint8Array): boolean;
  /** Promises of operations that were pending when the loop ended have not settled. */
  isOwing(v: Uint8Array): boolean;
  /** The process stays alive, as far as it is the loop's to say. */
  isAlive(v: Uint8Array): boolean;
}

/** Something that users can see of a loop's turns. The world tells it before it takes note itself. */
export type TurnObservation =
  /** A turn begins. */
  | 'turn'
  /** A call or timer begins, by its number; or the descriptor's callback, NO_HANDLE. */
  | 'began'
  /** A call into the loop was answered; `detail` is 1 if it was refused. */
  | 'answered'
  /** The loop ends; `detail` is 1 if it does so by itself, because it was stopped. */
  | 'ended'
  /** A machine met an event that it forbids. */
  | 'forbidden';

/** A law about the turns of a loop. */
export type TurnLaw = Law<TurnScene, TurnObservation>;

/** Whether this is so of a handle. */
export function some(scene: TurnScene, v: Uint8Array, holds: (handle: number) => boolean): boolean {
  for (let handle = 0; handle < scene.handles(v); handle++) if (holds(handle)) return true;
  return false;
}
