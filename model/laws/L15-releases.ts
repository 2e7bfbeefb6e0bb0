import { type Law, STILL_TIMED, STILL_WATCHED } from './law.js';

/**
 * L15: what nobody waits for any more is not watched: removing, cancelling and closing release their part of a
 * registration, no timer outlives its slot, and nothing the loop.
 */
export const releases: Law = {
  id: 'L15',
  title: 'what is given up is released',
  watch(space, scene, witness, clause) {
    const fileCloses = clause('a closed file is closed');
    const notWatched = clause('what has ended is not watched');
    const notTimed = clause('no timer outlives its slot');
    const isReleased = clause('what nobody waits for is not watched');
    // An operation's interest outlives it, until it is cancelled or the user's own callback takes its place.
    const mayLinger = space.fields('L15.mayLinger', scene.sides, 2);
    const set = (v: Uint8Array, side: number, value: number): void => {
      v[mayLinger + side] = value;
    };
    return {
      observe(v, what, side, detail) {
        if (what === 'started') set(v, side, 1);
        if (what === 'added' || what === 'cancelled') set(v, side, 0);
        if (what === 'removed' || what === 'cancelled') witness();
        if (what === 'closed') fileCloses(detail === 0);
        if (what !== 'ended') return;
        notWatched((detail & STILL_WATCHED) === 0);
        notTimed((detail & STILL_TIMED) === 0);
      },
      settle(v) {
        for (let side = 0; side < scene.sides; side++) {
          const wanted = scene.stands(v, side) || v[mayLinger + side] === 1;
          isReleased(wanted || !scene.isNamed(v, side) || !scene.isWatched(v, side));
        }
      },
      forget: (v, side) => set(v, side, 0),
    };
  },
};
