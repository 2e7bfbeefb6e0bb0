import type { Law } from './law.js';

/** L14: what one thread gives the other is looked at in the end, whatever the interleaving; after close a wake is a no-op. */
export const wakeUp: Law = {
  id: 'L14',
  title: 'wake-up',
  watch(_space, scene, witness, clause) {
    const notAfter = clause('no wake-up after the end');
    return {
      observe(_v, what, _side, busy) {
        if (what !== 'woken') return;
        witness();
        notAfter(busy === 0);
      },
      pending: [{ clause: 'what is handed over is looked at', holds: (v, side) => scene.underWay(v, side) }],
    };
  },
};
