import type { Action, Direction } from './actions.js';

/** Some actions, one after the other, on one of the descriptors. */
export type Course = (on: number) => readonly Action[];

/** One course after the other. */
export function course(...parts: readonly Course[]): Course {
  return (on) => parts.flatMap((part) => part(on));
}

export function times(count: number, one: Course): Course {
  return course(...Array.from({ length: count }, () => one));
}

export const nothing: Course = () => [];

// The words that courses are made of: one for each action.

export const add =
  (direction: Direction): Course =>
  (on) => [{ do: 'add', on, direction }];
export const remove =
  (direction: Direction): Course =>
  (on) => [{ do: 'remove', on, direction }];
export const exhaust =
  (direction: Direction): Course =>
  (on) => [{ do: 'exhaust', on, direction }];
export const receive =
  (size: number): Course =>
  (on) => [{ do: 'receive', on, size }];
export const send =
  (size: number, addressed = false): Course =>
  (on) => [{ do: 'send', on, size, addressed }];
export const replace =
  (how: { readonly noticed?: true; readonly haunted?: true } = {}): Course =>
  (on) => [{ do: 'replace', on, noticed: false, haunted: false, ...how }];
export const starve =
  (long = false): Course =>
  (on) => [{ do: 'starve', on, long }];
/** Runs the callback that was reported last, or the one before. */
export const run =
  (which = 0): Course =>
  () => [{ do: 'run', on: which }];

export const attach: Course = (on) => [{ do: 'attach', on }];
export const connect: Course = (on) => [{ do: 'connect', on }];
export const cancel: Course = (on) => [{ do: 'cancel', on }];
export const end: Course = (on) => [{ do: 'end', on }];
export const queue: Course = (on) => [{ do: 'queue', on }];
export const write: Course = (on) => [{ do: 'write', on }];
export const urge: Course = (on) => [{ do: 'urge', on }];
export const read: Course = (on) => [{ do: 'read', on }];
export const stuff: Course = (on) => [{ do: 'stuff', on }];
export const finish: Course = (on) => [{ do: 'finish', on }];
export const breakOff: Course = (on) => [{ do: 'break', on }];
export const join: Course = (on) => [{ do: 'join', on }];
export const drain: Course = (on) => [{ do: 'drain', on }];
export const pause: Course = (on) => [{ do: 'pause', on }];
export const done: Course = () => [{ do: 'done' }];
export const turn: Course = () => [{ do: 'turn' }];
