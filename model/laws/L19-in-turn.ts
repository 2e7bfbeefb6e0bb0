import type { Law } from './law.js';

/** L19: nobody who waits for room, and could use it, is overtaken by one who came later. */
export const inTurn: Law = {
  id: 'L19',
  title: 'nobody is overtaken',
  watch(space, scene, witness, clause) {
    const inTurn = clause('nobody is overtaken');
    /** The places of those who wait, in the order in which they came; the first has 1. */
    const places = space.fields('L19.place', scene.sides, scene.sides / 2 + 1);
    const leave = (v: Uint8Array, side: number): void => {
      const place = v[places + side] as number;
      v[places + side] = 0;
      for (let other = 0; place && other < scene.sides; other++) {
        const behind = (v[places + other] as number) > place;
        if (behind) v[places + other] = (v[places + other] as number) - 1;
      }
    };
    return {
      observe(v, what, side) {
        if (what === 'started' && scene.unsettled(v, side) === 0) {
          let ahead = 0;
          for (let other = 0; other < scene.sides; other++) if (v[places + other]) ahead++;
          v[places + side] = ahead + 1;
        }
        if (what === 'taken') inTurn(!isOvertaken(v, side));
        if (what === 'resolved' || what === 'rejected') leave(v, side);
      },
      forget: leave,
    };

    function isOvertaken(v: Uint8Array, by: number): boolean {
      witness();
      for (let side = 0; side < scene.sides; side++) {
        const waits = v[places + side] !== 0 && (v[places + side] as number) < (v[places + by] as number);
        if (waits && scene.isReady(v, side)) return true;
      }
      return false;
    }
  },
};
