import type { Law } from './law.js';

/** L4: adding again replaces: the callback that was replaced never runs again. */
export const oneCallback: Law = {
  id: 'L4',
  title: 'one registration, one callback',
  watch(_space, scene, witness, clause) {
    const neverRuns = clause('what is replaced never runs');
    return {
      observe(v, what, side, replaced) {
        if (what === 'added' && scene.stands(v, side)) witness();
        // One that was removed must not run at all (L3).
        if (what === 'began') neverRuns(replaced === 0 || !scene.stands(v, side));
      },
    };
  },
};
