import { countOf, inOrder } from '../kernel/numbered.js';
import type { Law } from './law.js';

/**
 * L11: received bytes reach the user whole and in order, or not at all while he still waits for them; sending gives the kernel each byte once, in order, and
 * settles when it took all of them.
 */
export const bytes: Law = {
  id: 'L11',
  title: 'bytes',
  watch(space, scene, witness, clause) {
    const noneLost = clause('bytes are taken once and in order, and none is lost');
    const asTaken = clause('bytes are told as they were taken');
    const inHand = space.fields('L11.inHand', scene.sides, 4);
    const forget = (v: Uint8Array, side: number): void => {
      if (!scene.underWay(v, side)) v[inHand + side] = 0;
    };
    return {
      observe(v, what, side, numbers) {
        if (scene.hasMessages(side)) return;
        const held = v[inHand + side] as number;
        if (what === 'taken') {
          witness();
          const count = countOf(numbers);
          v[inHand + side] = Math.min(held + count, 3);
          noneLost(numbers === inOrder(count, held + 1));
        }
        if (what !== 'resolved' && what !== 'rejected') return;
        v[inHand + side] = 0;
        if (what === 'resolved') asTaken(numbers === inOrder(held));
        // A send that fails tells how far it got; what was received is nobody's to lose.
        else noneLost(held === 0 || (side & 1) === 1);
      },
      forget,
    };
  },
};
