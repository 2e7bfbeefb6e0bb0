import type { TurnLaw } from './turns.js';

/** L16: a call on a closed loop is refused, on any other it is not (C12, R10); and no machine meets what it forbids. */
export const closedRefuses: TurnLaw = {
  id: 'L16',
  title: 'a closed loop refuses',
  watch(_space, scene, witness) {
    return {
      observe(v, what, _handle, refused) {
        if (what !== 'answered') return what === 'forbidden';
        witness();
        return (refused === 1) !== scene.isClosed(v);
      },
    };
  },
};
