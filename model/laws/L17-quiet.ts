import type { Law } from './law.js';

/**
 * L17: a loop that has nothing to run sleeps, and asks the kernel nothing that it knows. The checker itself looks for
 * cycles of the loop's own steps alone, of which none runs a callback or settles an operation (P1, P3). Here: after a
 * short read nothing is there to be read, and the kernel will report when there is, unless the stream ended (R5, C27).
 */
export const quiet: Law = {
  id: 'L17',
  title: 'quiet',
  watch(space, scene, witness) {
    const asked = space.fields('L17.asked', scene.sides, 3);
    const empty = space.fields('L17.empty', scene.sides, 2);
    const forget = (v: Uint8Array, side: number): void => {
      v[asked + side] = 0;
      v[empty + side] = 0;
    };
    return {
      observe(v, what, side, count) {
        if (what === 'started' && scene.unsettled(v, side) === 0) v[asked + side] = count;
        if (what === 'resolved' || what === 'rejected') v[asked + side] = 0;
        if (what === 'looked' || what === 'added' || what === 'cancelled') v[empty + side] = 0;
        if (what === 'taken' && side % 2 === 0 && count < (v[asked + side] as number)) {
          const willTell = scene.isWatched(v, side) && scene.isNamed(v, side) && !scene.isHungUp(v, side);
          if (willTell) witness();
          v[empty + side] = willTell ? 1 : 0;
        }
        return what === 'called' && v[empty + side] === 1;
      },
      forget,
    };
  },
};
