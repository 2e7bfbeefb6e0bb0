import type { Law } from './law.js';

/** L3: after its removal a callback never runs; and removing tells whether there was one (C5). */
export const removedIsRemoved: Law = {
  id: 'L3',
  title: 'removed is removed',
  watch(_space, scene, witness) {
    return {
      observe(v, what, side, detail) {
        if (what === 'removed') witness();
        return (what === 'began' && !scene.stands(v, side)) || (what === 'toldRemoved' && detail === 0);
      },
    };
  },
};
