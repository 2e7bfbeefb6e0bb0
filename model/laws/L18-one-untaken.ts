import type { Law } from './law.js';

/** L18: what JavaScript was told of a connection and has not taken is the bytes of one read, and no more. */
export const oneUntaken: Law = {
  id: 'L18',
  title: 'one read is on its way',
  watch(space, scene, witness, clause) {
    const oneAtATime = clause('one read of a connection is on its way');
    const untaken = space.fields('L18.untaken', scene.sides / 2, 2);
    return {
      observe(v, what, side) {
        const at = untaken + (side >> 1);
        if (what === 'heard') v[at] = 0;
        if (what !== 'data') return;
        witness();
        oneAtATime(v[at] === 0);
        v[at] = 1;
      },
      forget(v, side) {
        v[untaken + (side >> 1)] = 0;
      },
    };
  },
};
