import type { Law } from './law.js';

/** L11: received bytes reach the user at once and whole; sending settles when the kernel took everything. */
export const bytes: Law = {
  id: 'L11',
  title: 'bytes',
  watch(space, scene, witness) {
    const inHand = space.fields('L11.inHand', scene.sides, 3);
    const forget = (v: Uint8Array, side: number): void => {
      if (!scene.underWay(v, side)) v[inHand + side] = 0;
    };
    return {
      observe(v, what, side, count) {
        const held = v[inHand + side] as number;
        if (what === 'taken') {
          witness();
          v[inHand + side] = held + count;
        }
        if (what !== 'resolved' && what !== 'rejected') return false;
        v[inHand + side] = 0;
        // A send that fails tells how far it got; what was received is nobody's to lose.
        return what === 'resolved' ? held !== count : held > 0 && (side & 1) === 0;
      },
      settle(v) {
        for (let reader = 0; reader < scene.sides; reader += 2) {
          if (v[inHand + reader] && !scene.underWay(v, reader)) return true;
        }
        return false;
      },
      forget,
    };
  },
};
