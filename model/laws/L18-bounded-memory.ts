import type { Law } from './law.js';

/**
 * L18: what JavaScript was told of a connection and has not taken is the bytes of one read, and no more; and what was
 * written to one that cannot send any more is not kept.
 */
export const boundedMemory: Law = {
  id: 'L18',
  title: 'bounded memory of a connection',
  watch(space, scene, witness, clause) {
    const oneAtATime = clause('one read of a connection is on its way');
    const dropped = clause('what cannot leave is not kept');
    const untaken = space.fields('L18.untaken', scene.sides / 2, 2);
    const cannotSend = space.fields('L18.cannotSend', scene.sides / 2, 2);
    return {
      observe(v, what, side) {
        const at = side >> 1;
        if (what === 'heard') v[untaken + at] = 0;
        if (what === 'mayFail' && (side & 1) === 1) v[cannotSend + at] = 1;
        if (what !== 'data') return;
        witness();
        oneAtATime(v[untaken + at] === 0);
        v[untaken + at] = 1;
      },
      settle(v) {
        for (let side = 0; side < scene.sides; side += 2) {
          dropped(v[cannotSend + (side >> 1)] === 0 || scene.outgoing(v, side) === 0);
        }
      },
      forget(v, side) {
        v[untaken + (side >> 1)] = 0;
        v[cannotSend + (side >> 1)] = 0;
      },
    };
  },
};
