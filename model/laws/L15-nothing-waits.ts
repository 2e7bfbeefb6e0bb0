import type { Law } from './law.js';

/**
 * L15b: no call waits in the kernel for what is not there, whatever others do to the open file that is shared with them.
 * That they may do it between the loop's last look and the call itself is beyond the model, where a call and what
 * prepares it are one step; what bounds such a wait stands in docs/system-calls.md.
 */
export const nothingWaits: Law = {
  id: 'L15b',
  title: 'nothing waits in the kernel',
  watch(_space, _scene, witness, clause) {
    const neverWaits = clause('no call waits');
    return {
      observe(_v, what, _side, detail) {
        if (what !== 'unanswered') return;
        witness();
        neverWaits(detail === 0);
      },
    };
  },
};
