import { type Law, PERIOD } from './law.js';

/** L19: room that is there while somebody waits for it is used within one period, though nobody tells of it. */
export const roomIsUsed: Law = {
  id: 'L19',
  title: 'room is used',
  watch(space, scene, witness, clause) {
    const isUsed = clause('room is used');
    /** For how many ticks somebody has waited for room that is there. */
    const unused = space.field('L19.unused', PERIOD + 2);
    const isUnused = (v: Uint8Array): boolean => {
      for (let side = 0; side < scene.sides; side++) {
        if (scene.unsettled(v, side) > 0 && scene.canSettle(v, side)) return true;
      }
      return false;
    };
    return {
      observe(v, what) {
        if (what !== 'ticked' || !isUnused(v)) return;
        witness();
        v[unused] = Math.min((v[unused] as number) + 1, PERIOD + 1);
        isUsed((v[unused] as number) <= PERIOD);
      },
      settle(v) {
        if (!isUnused(v)) v[unused] = 0;
      },
    };
  },
};
