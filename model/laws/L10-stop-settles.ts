import { END, type TurnLaw } from './turns.js';

/** L10: whoever asked the loop to stop is told when it has: once it ended, by whatever, and not before. */
export const stopSettles: TurnLaw = {
  id: 'L10',
  title: 'stopping settles',
  watch(_space, scene, witness) {
    return {
      observe(v, what) {
        if (what === 'ended' && scene.isStopping(v)) witness();
        return false;
      },
      pending: (v, kind) => kind === END && scene.isStopping(v),
    };
  },
};
