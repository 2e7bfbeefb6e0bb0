import type { TurnLaw } from './turns.js';

/** L16: a call on a closed loop is refused, on any other it is not (C12, R10); and no machine meets what it forbids. */
export const closedRefuses: TurnLaw = {
  id: 'L16',
  title: 'a closed loop refuses',
  watch(_space, scene, witness, clause) {
    const refuses = clause('a closed loop refuses');
    const takes = clause('an open loop takes');
    const neverForbidden = clause('no machine of a loop meets what it forbids');
    return {
      observe(v, what, _handle, refused) {
        if (what === 'forbidden') neverForbidden(false);
        if (what !== 'answered') return;
        witness();
        if (scene.isClosed(v)) refuses(refused === 1);
        else takes(refused === 0);
      },
    };
  },
};
