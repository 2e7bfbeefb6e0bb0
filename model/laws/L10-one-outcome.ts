import { GOES_ON, type Law } from './law.js';

/** L10: every operation settles exactly once: never twice, and never not at all. */
export const oneOutcome: Law = {
  id: 'L10',
  title: 'one outcome',
  watch(_space, scene, witness) {
    return {
      observe(v, what, side, detail) {
        if (what === 'ended') return scene.unsettled(v, side) > 0 || (detail & GOES_ON) !== 0;
        if (what !== 'resolved' && what !== 'rejected') return false;
        witness();
        return scene.unsettled(v, side) === 0;
      },
      pending: (v, side) => scene.unsettled(v, side) > 0 && scene.canSettle(v, side),
      unaided: true,
    };
  },
};
