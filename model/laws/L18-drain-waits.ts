import { WELL, type WriterLaw } from './streams.js';

/** L18: a drain is resolved when there is room, so that whoever awaits each writes no more than the mark and one write. */
export const drainWaits: WriterLaw = {
  id: 'L18',
  title: 'a drain waits for room',
  watch(_space, scene, witness, clause) {
    const hasRoom = clause('a drain is resolved where there is room, or all has left');
    return {
      observe(v, what) {
        if (what !== 'needless' && what !== 'drained') return;
        witness();
        const isAbove = scene.isFull(v) || (scene.isAbove(v) && !scene.isClosing(v));
        hasRoom(!isAbove || scene.ending(v) === WELL);
      },
    };
  },
};
