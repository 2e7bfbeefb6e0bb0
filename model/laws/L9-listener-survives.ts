import type { Law } from './law.js';

/** L9: the descriptor limit is reported once for as long as it lasts, and a backlog that can be served is served. */
export const listenerSurvives: Law = {
  id: 'L9',
  title: 'the listener survives',
  watch(space, scene, witness) {
    const reported = space.field('L9.reported', 2);
    return {
      observe(v, what) {
        if (what !== 'limitReported') return false;
        witness();
        const again = v[reported] === 1;
        v[reported] = 1;
        return again;
      },
      settle(v) {
        if (!scene.atDescriptorLimit(v) || scene.unsettled(v, 0) === 0) v[reported] = 0;
        return false;
      },
      pending: (v, side) => scene.unsettled(v, side) > 0 && scene.canSettle(v, side),
    };
  },
};
