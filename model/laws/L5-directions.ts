import type { Law } from './law.js';

/** L5: adding or removing one direction leaves the other one watched. */
export const independentDirections: Law = {
  id: 'L5',
  title: 'directions are independent',
  watch(_space, scene, witness, clause) {
    const staysWatched = clause('the other stays watched');
    return {
      observe(v, what, side) {
        if (what !== 'neighbour' || !scene.stands(v, side)) return;
        witness();
        staysWatched(scene.isWatched(v, side));
      },
    };
  },
};
