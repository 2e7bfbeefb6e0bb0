import { anyOf, NEXT, type RaceLaw } from './races.js';

/**
 * L13: the next attempt of a race begins when the one before it has failed, or its delay has passed: not before that, and
 * without anything else having to happen.
 */
export const attemptsInTurn: RaceLaw = {
  id: 'L13',
  title: 'attempts begin in their turn',
  watch(_space, scene, witness, clause) {
    const neverEarly = clause('no attempt begins before the one before it has failed or its delay has passed');
    return {
      observe(v, what, attempt) {
        if (what !== 'begun' || attempt === 0 || scene.isSettled(v)) return;
        witness();
        neverEarly(scene.hasFailed(v, attempt - 1) || scene.isOverdue(v));
      },
      pending: [
        {
          clause: 'the next attempt begins',
          of: NEXT,
          holds(v) {
            if (scene.isSettled(v) || scene.isGivenUp(v) || scene.left(v) === 0) return false;
            const begun = scene.found(v) - scene.left(v);
            const isDue = begun === 0 || scene.hasFailed(v, begun - 1) || scene.isOverdue(v);
            return isDue && !anyOf(scene, (attempt) => scene.hasConnected(v, attempt));
          },
        },
      ],
    };
  },
};
