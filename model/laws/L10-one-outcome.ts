import { GOES_ON, type Law } from './law.js';

/** Whose attempt is under way: an operation's that is pending, or that of the number's former owner. */
const OURS = 1;
const OTHERS = 2;

/**
 * L10: every operation settles exactly once: never twice, and never not at all. What was aborted has taken nothing, and
 * leaves nothing under way that could take something later (C22).
 */
export const oneOutcome: Law = {
  id: 'L10',
  title: 'one outcome',
  watch(space, scene, witness, clause) {
    const endSettles = clause('an end settles');
    const endsAll = clause('an end ends every machine');
    const abortSettles = clause('an abort settles');
    const once = clause('none settles twice');
    const noneLeft = clause('nothing is left under way');
    const underWay = space.fields('L10.underWay', scene.sides, OTHERS + 1);
    return {
      observe(v, what, side, detail) {
        if (what === 'ended') {
          endSettles(scene.unsettled(v, side) === 0 || scene.underWay(v, side));
          endsAll((detail & GOES_ON) === 0);
        }
        if (what === 'aborted') abortSettles(detail === 0);
        if (what !== 'resolved' && what !== 'rejected') return;
        witness();
        once(scene.unsettled(v, side) > 0);
      },
      settle(v) {
        for (let side = 0; side < scene.sides; side++) {
          if (!scene.isUntold(v, side)) v[underWay + side] = 0;
          else if (!v[underWay + side]) v[underWay + side] = scene.unsettled(v, side) ? OURS : OTHERS;
          else noneLeft(v[underWay + side] !== OURS || scene.unsettled(v, side) > 0);
        }
      },
      forget: (v, side) => {
        v[underWay + side] = 0;
      },
      pending: [
        {
          clause: 'settles at last',
          holds: (v, side) => scene.unsettled(v, side) > 0 && scene.canSettle(v, side),
          unaided: true,
        },
      ],
    };
  },
};
