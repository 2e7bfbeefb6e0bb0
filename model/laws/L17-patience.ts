import { type Law, PERIOD } from './law.js';

/** L17: however many wait for room at a destination, it is asked in vain at most once a period. */
export const patience: Law = {
  id: 'L17',
  title: 'asked in vain once a period',
  watch(space, scene, witness, clause) {
    const oncePerPeriod = clause('asked in vain once a period');
    /** How many ticks of this period are left. */
    const left = space.field('L17.left', PERIOD + 1);
    const anybodyWaits = (v: Uint8Array): boolean => {
      for (let side = 0; side < scene.sides; side++) if (scene.unsettled(v, side) > 0) return true;
      return false;
    };
    return {
      observe(v, what) {
        if (what === 'ticked' && v[left]) v[left] = (v[left] as number) - 1;
        if (what !== 'inVain') return;
        witness();
        oncePerPeriod(v[left] === 0);
        v[left] = PERIOD;
      },
      settle(v) {
        if (!anybodyWaits(v)) v[left] = 0;
      },
    };
  },
};
