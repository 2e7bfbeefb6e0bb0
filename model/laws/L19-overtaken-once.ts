import type { Law } from './law.js';

/** L19: one that was told to wait for its turn is overtaken by each other at most once before it is served. */
export const overtakenOnce: Law = {
  id: 'L19',
  title: 'overtaken at most once',
  watch(space, scene, witness, clause) {
    const once = clause('overtaken at most once');
    /** Who waits; and of each that does, who was served meanwhile. */
    const waits = space.fields('L19.waits', scene.sides, 2);
    const passed = space.fields('L19.passed', scene.sides * scene.sides, 2);
    const leave = (v: Uint8Array, side: number): void => {
      v[waits + side] = 0;
      v.fill(0, passed + side * scene.sides, passed + (side + 1) * scene.sides);
    };
    return {
      observe(v, what, side) {
        if (what === 'putOff') v[waits + side] = 1;
        if (what === 'called' || what === 'resolved' || what === 'rejected') leave(v, side);
        if (what === 'taken') once(!overtakesAgain(v, side));
      },
      forget: leave,
    };

    function overtakesAgain(v: Uint8Array, by: number): boolean {
      let again = false;
      for (let side = 0; side < scene.sides; side++) {
        if (!v[waits + side]) continue;
        witness();
        again ||= v[passed + side * scene.sides + by] === 1;
        v[passed + side * scene.sides + by] = 1;
      }
      return again;
    }
  },
};
