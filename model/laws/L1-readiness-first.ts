import type { Law } from './law.js';

/** L1: a callback runs only if its direction was ready at some instant since it was added or last ran. */
export const readinessFirst: Law = {
  id: 'L1',
  title: 'readiness first',
  watch(space, scene, witness, clause) {
    const readyBefore = clause('ready before it runs');
    const wasReady = space.fields('L1.wasReady', scene.sides, 2);
    const clear = (v: Uint8Array, side: number): void => {
      v[wasReady + side] = 0;
    };
    return {
      observe(v, what, side) {
        if (what !== 'added' && what !== 'removed' && what !== 'began') return;
        if (what === 'began') {
          witness();
          // One that does not stand any more must not run at all, ready or not (L3).
          readyBefore(v[wasReady + side] === 1 || !scene.stands(v, side));
        }
        clear(v, side);
      },
      settle(v) {
        for (let side = 0; side < scene.sides; side++) {
          if (scene.stands(v, side) && scene.isReady(v, side)) v[wasReady + side] = 1;
        }
      },
      forget: clear,
    };
  },
};
