import type { Law } from './law.js';

/** L9: the descriptor limit is reported once for as long as it lasts, and a backlog that can be served is served. */
export const listenerSurvives: Law = {
  id: 'L9',
  title: 'the listener survives',
  watch(space, scene, witness) {
    /** Of this time that descriptors have run out; since these accepts began to wait. */
    const reported = space.field('L9.reported', 2);
    const told = space.field('L9.told', 2);
    const met = space.field('L9.met', 2);
    return {
      observe(v, what) {
        if (what === 'limitMet') v[met] = 1;
        if (what === 'resolved') v[told] = 0;
        if (what !== 'limitReported') return false;
        witness();
        const again = v[reported] === 1;
        v[reported] = 1;
        v[told] = 1;
        return again;
      },
      settle(v) {
        const silent = v[met] === 1 && v[told] === 0;
        v[met] = 0;
        const over = scene.unsettled(v, 0) === 0;
        if (over) v[told] = 0;
        if (over || !scene.atDescriptorLimit(v)) v[reported] = 0;
        return silent;
      },
      pending: (v, side) => scene.unsettled(v, side) > 0 && scene.canSettle(v, side),
      unaided: true,
    };
  },
};
