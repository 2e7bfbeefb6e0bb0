import { END, type TurnLaw } from './turns.js';

/** L10: whoever asked the loop to stop is told when it has, and what was pending at its end settles, come what may. */
export const endSettles: TurnLaw = {
  id: 'L10',
  title: 'the end settles everything',
  watch(_space, scene, witness) {
    return {
      observe(v, what) {
        if (what !== 'ended') return false;
        witness();
        return scene.losesRecords(v);
      },
      pending: (v, kind) => kind === END && (scene.isStopping(v) || scene.isOwing(v)),
    };
  },
};
