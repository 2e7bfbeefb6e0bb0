import type { Law } from './law.js';

/** L2: while a callback stands and its direction is ready, it runs again and again. */
export const nothingForgotten: Law = {
  id: 'L2',
  title: 'nothing ready is forgotten',
  watch(_space, scene, witness) {
    return {
      observe(_v, what) {
        if (what === 'began') witness();
      },
      pending: [
        {
          clause: 'runs again',
          holds: (v, side) => scene.stands(v, side) && scene.isNamed(v, side) && scene.isReady(v, side),
        },
      ],
    };
  },
};
