import type { Law } from './law.js';

/** L1: a callback runs only if its direction was ready at some instant since it was added or last ran. */
export const readinessFirst: Law = {
  id: 'L1',
  title: 'readiness first',
  watch(space, scene, witness) {
    const wasReady = space.fields('L1.wasReady', scene.sides, 2);
    const clear = (v: Uint8Array, side: number): void => {
      v[wasReady + side] = 0;
    };
    return {
      observe(v, what, side) {
        if (what !== 'added' && what !== 'removed' && what !== 'began') return false;
        // One that does not stand any more must not run at all, ready or not (L3).
        const broken = what === 'began' && scene.stands(v, side) && v[wasReady + side] === 0;
        if (what === 'began') witness();
        clear(v, side);
        return broken;
      },
      settle(v) {
        for (let side = 0; side < scene.sides; side++) {
          if (scene.stands(v, side) && scene.isReady(v, side)) v[wasReady + side] = 1;
        }
        return false;
      },
      forget: clear,
    };
  },
};
