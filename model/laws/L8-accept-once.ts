import type { Law } from './law.js';

/** L8: each connection the kernel hands over is delivered to exactly one accept, and no accept resolves without one. */
export const acceptOnce: Law = {
  id: 'L8',
  title: 'accept exactly once',
  watch(space, scene, witness, clause) {
    const noneTwice = clause('none twice');
    const fromNothing = clause('none from nothing');
    const noneLost = clause('none lost');
    const inHand = space.field('L8.inHand', 3);
    return {
      observe(v, what) {
        if (what === 'taken') {
          witness();
          v[inHand] = Math.min((v[inHand] as number) + 1, 2);
          noneTwice(v[inHand] === 1);
        }
        if (what !== 'resolved') return;
        fromNothing(v[inHand] !== 0);
        v[inHand] = 0;
      },
      settle(v) {
        if (scene.underWay(v, 0)) return;
        noneLost(v[inHand] === 0);
        v[inHand] = 0;
      },
    };
  },
};
