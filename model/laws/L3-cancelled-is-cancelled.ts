import { NO_HANDLE, some, type TurnLaw } from './turns.js';

/**
 * L3: a call or timer runs once, and never after it was cancelled (C15) or its loop has ended; and its handle answers what
 * became of it.
 */
export const cancelledIsCancelled: TurnLaw = {
  id: 'L3',
  title: 'cancelled is cancelled',
  watch(_space, scene, witness) {
    return {
      observe(v, what, handle) {
        if (what !== 'began') return false;
        witness();
        return handle === NO_HANDLE ? scene.isClosed(v) : !scene.isWanted(v, handle);
      },
      settle: (v) => some(scene, v, (handle) => !scene.answersRightly(v, handle)),
    };
  },
};
