import type { Law } from './law.js';

/** L8: each connection the kernel hands over is delivered to exactly one accept, and no accept resolves without one. */
export const acceptOnce: Law = {
  id: 'L8',
  title: 'accept exactly once',
  watch(space, scene, witness) {
    const inHand = space.field('L8.inHand', 3);
    return {
      observe(v, what) {
        if (what === 'taken') {
          witness();
          v[inHand] = (v[inHand] as number) + 1;
          return v[inHand] > 1;
        }
        if (what !== 'resolved') return false;
        const outOfNothing = v[inHand] === 0;
        v[inHand] = 0;
        return outOfNothing;
      },
      settle: (v) => v[inHand] !== 0 && !scene.underWay(v, 0),
    };
  },
};
