import type { Law } from './law.js';

/**
 * L9: the descriptor limit is reported, once for as long as it lasts. That a backlog is served that can be served is L10:
 * an accept that waits for it settles.
 */
export const listenerSurvives: Law = {
  id: 'L9',
  title: 'the listener survives',
  watch(space, scene, witness, clause) {
    const once = clause('the limit is told once');
    const isTold = clause('the limit is told');
    /** Of this time that descriptors have run out; since these accepts began to wait. */
    const reported = space.field('L9.reported', 2);
    const told = space.field('L9.told', 2);
    const met = space.field('L9.met', 2);
    return {
      observe(v, what) {
        if (what === 'limitMet') v[met] = 1;
        if (what === 'resolved' || what === 'withdrawn') v[told] = 0;
        // Who gives up waiting for a connection begins anew.
        if (what === 'withdrawn') v[reported] = 0;
        if (what !== 'limitReported') return;
        witness();
        once(v[reported] === 0);
        v[reported] = 1;
        v[told] = 1;
      },
      settle(v) {
        isTold(v[met] === 0 || v[told] === 1);
        v[met] = 0;
        const over = scene.unsettled(v, 0) === 0;
        if (over) v[told] = 0;
        if (over || !scene.atDescriptorLimit(v)) v[reported] = 0;
      },
    };
  },
};
