import { NO_HANDLE, some, TIMERS, type TurnLaw } from './turns.js';

/**
 * L13: no timer is early; the earliest deadline is first, and of equal ones that which was made first (C16, A4), as far as
 * they may run in this turn (L7); and a timer that is due runs although nothing else happens (S4).
 */
export const timers: TurnLaw = {
  id: 'L13',
  title: 'timers',
  watch(_space, scene, witness) {
    const wanted = (v: Uint8Array, handle: number) =>
      scene.isWanted(v, handle) ? scene.deadline(v, handle) : undefined;
    return {
      observe(v, what, handle) {
        const deadline = what === 'began' && handle !== NO_HANDLE ? scene.deadline(v, handle) : undefined;
        if (deadline === undefined) return false;
        witness();
        const isOvertaken = (other: number) => {
          const theirs = scene.isOfThisTurn(v, other) ? undefined : wanted(v, other);
          return theirs !== undefined && (theirs < deadline || (theirs === deadline && other < handle));
        };
        return deadline > scene.now(v) || some(scene, v, isOvertaken);
      },
      pending: (v, kind) =>
        kind === TIMERS && some(scene, v, (handle) => (wanted(v, handle) ?? Number.POSITIVE_INFINITY) <= scene.now(v)),
    };
  },
};
