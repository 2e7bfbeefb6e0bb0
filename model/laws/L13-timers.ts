import { NO_HANDLE, some, TIMERS, type TurnLaw } from './turns.js';

/**
 * L13: no timer is early; the earliest deadline is first, and of equal ones that which was made first (C16, A4), as far as
 * they may run in this turn (L7); and a timer that is due runs although nothing else happens (S4).
 */
export const timers: TurnLaw = {
  id: 'L13',
  title: 'timers',
  watch(_space, scene, witness, clause) {
    const neverEarly = clause('none is early');
    const inOrder = clause('the earliest is first');
    const equalInOrder = clause('equal ones are first in, first out');
    const wanted = (v: Uint8Array, handle: number) =>
      scene.isWanted(v, handle) ? scene.deadline(v, handle) : undefined;
    return {
      observe(v, what, handle) {
        const deadline = what === 'began' && handle !== NO_HANDLE ? scene.deadline(v, handle) : undefined;
        if (deadline === undefined) return;
        witness();
        const theirs = (other: number) => (scene.isOfThisTurn(v, other) ? undefined : wanted(v, other));
        neverEarly(deadline <= scene.now(v));
        inOrder(!some(scene, v, (other) => (theirs(other) ?? deadline) < deadline));
        equalInOrder(!some(scene, v, (other) => other < handle && theirs(other) === deadline));
      },
      pending: [
        {
          clause: 'what is due runs',
          of: TIMERS,
          holds: (v) => some(scene, v, (handle) => (wanted(v, handle) ?? Number.POSITIVE_INFINITY) <= scene.now(v)),
        },
      ],
    };
  },
};
