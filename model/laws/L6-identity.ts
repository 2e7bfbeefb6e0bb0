import type { Law } from './law.js';

/**
 * L6: an event of one open file never reaches a registration made for another, and the loop makes no call of its own
 * accord on a number that names another file by now.
 */
export const identity: Law = {
  id: 'L6',
  title: 'identity',
  watch(_space, _scene, witness, clause) {
    const isItsOwn = clause('an event or a call is of its own file');
    return {
      observe(_v, what, _side, stranger) {
        if (what !== 'reported' && what !== 'touched') return;
        witness();
        isItsOwn(stranger === 0);
      },
    };
  },
};
