import { NO_HANDLE, some, type TurnLaw } from './turns.js';

/**
 * L3: a call or timer runs once, and never after it was cancelled (C15) or its loop has ended; and its handle answers what
 * became of it.
 */
export const cancelledIsCancelled: TurnLaw = {
  id: 'L3',
  title: 'cancelled is cancelled',
  watch(_space, scene, witness, clause) {
    const isToRun = clause('only what is to come begins');
    const notAfter = clause('no callback after the end');
    const tellsCancelled = clause('a handle tells whether it is cancelled');
    const tellsReferenced = clause('a handle tells whether it is referenced');
    return {
      observe(v, what, handle) {
        if (what !== 'began') return;
        witness();
        if (handle === NO_HANDLE) notAfter(!scene.isClosed(v));
        else isToRun(scene.isWanted(v, handle));
      },
      settle(v) {
        tellsCancelled(!some(scene, v, (handle) => !scene.tellsCancelled(v, handle)));
        tellsReferenced(!some(scene, v, (handle) => !scene.tellsReferenced(v, handle)));
      },
    };
  },
};
