import { countOf } from '../kernel/numbered.js';
import type { Law } from './law.js';

/**
 * L17: a loop that has nothing to run sleeps, and asks the kernel nothing that it knows. The checker itself looks for
 * cycles of the loop's own steps alone, of which none runs a callback or settles an operation (P1, P3). Here: where a short
 * read has left nothing behind, and nothing else can have ended it as far as the loop was told, the kernel is not asked
 * again before it reports (C27). Else it is: the end of a stream may hide behind it (R5), or more than that (O4).
 */
export const quiet: Law = {
  id: 'L17',
  title: 'quiet',
  watch(space, scene, witness, clause) {
    const notAgain = clause('nothing is asked that is known');
    const asked = space.fields('L17.asked', scene.sides, 3);
    const empty = space.fields('L17.empty', scene.sides, 2);
    /** The loop was told of urgent data, and has not read until "would block" since. */
    const urgent = space.fields('L17.urgent', scene.sides, 2);
    const forget = (v: Uint8Array, side: number): void => {
      v[asked + side] = 0;
      v[empty + side] = 0;
      v[urgent + side] = 0;
    };
    return {
      observe(v, what, side, detail) {
        if (what === 'started' && scene.unsettled(v, side) === 0) v[asked + side] = detail;
        if (what === 'resolved' || what === 'rejected') v[asked + side] = 0;
        if (what === 'looked' || what === 'added' || what === 'cancelled') v[empty + side] = 0;
        if (what === 'looked' && detail === 1) v[urgent + side] = 1;
        if (what === 'unanswered' || what === 'cancelled') v[urgent + side] = 0;
        if (what === 'taken' && side % 2 === 0 && countOf(detail) < (v[asked + side] as number)) {
          const isAll = !scene.isReady(v, side) && !scene.hasMessages(side) && !scene.isCutSilently(v, side);
          const willTell = isAll && v[urgent + side] === 0 && scene.isWatched(v, side) && scene.isNamed(v, side);
          if (willTell) witness();
          v[empty + side] = willTell ? 1 : 0;
        }
        if (what === 'called') notAgain(v[empty + side] === 0);
      },
      forget,
    };
  },
};
