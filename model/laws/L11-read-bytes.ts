import type { ReaderLaw } from './streams.js';

/** L11: what arrives at a stream is handed to its reader once and in order; what is not, is kept, whatever fails (V10). */
export const readBytes: ReaderLaw = {
  id: 'L11',
  title: 'what is read is what arrived',
  watch(_space, scene, witness, clause) {
    const onceInOrder = clause('a reader gets each byte once and in order, and what a read did not get is kept');
    return {
      observe(v, what, unit) {
        if (what !== 'handed') return;
        witness();
        onceInOrder(unit === scene.handed(v));
      },
      settle(v) {
        onceInOrder(scene.isWhole(v));
      },
    };
  },
};
