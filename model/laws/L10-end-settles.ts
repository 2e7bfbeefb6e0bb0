import { END, type TurnLaw } from './turns.js';

/** L10: every promise settles: of whoever asked the loop to stop, and of what was pending at its end, come what may. */
export const endSettles: TurnLaw = {
  id: 'L10',
  title: 'the end settles everything',
  watch(_space, scene, witness) {
    return {
      observe(_v, what) {
        if (what === 'ended') witness();
      },
      pending: [
        { clause: 'who asked to stop is told', of: END, holds: (v) => scene.isStopping(v) },
        { clause: 'what was pending settles', of: END, holds: (v) => scene.isOwing(v) },
      ],
    };
  },
};
