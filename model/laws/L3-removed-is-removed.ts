import type { Law } from './law.js';

/** L3: after its removal a callback never runs; and removing tells whether there was one (C5). */
export const removedIsRemoved: Law = {
  id: 'L3',
  title: 'removed is removed',
  watch(_space, scene, witness, clause) {
    const neverRuns = clause('what is removed never runs');
    const isTold = clause('removing tells whether there was one');
    return {
      observe(v, what, side, detail) {
        if (what === 'removed') witness();
        if (what === 'began') neverRuns(scene.stands(v, side));
        if (what === 'toldRemoved') isTold(detail === 1);
      },
    };
  },
};
