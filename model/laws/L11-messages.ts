import { unpackMessage } from '../kernel/numbered.js';
import type { Law } from './law.js';

/**
 * L11: a message is received once, in order, and cut by nothing but the user's own `n`; and that it was cut is told.
 */
export const messages: Law = {
  id: 'L11',
  title: 'messages',
  watch(space, scene, witness) {
    const asked = space.fields('L11.asked', scene.sides, 3);
    /** How long the message is that was taken and that the user has not got. */
    const inHand = space.fields('L11.length', scene.sides, 3);
    const forget = (v: Uint8Array, side: number): void => {
      v[asked + side] = 0;
      v[inHand + side] = 0;
    };
    return {
      observe(v, what, side, detail) {
        if (!scene.hasMessages(side)) return false;
        const length = v[inHand + side] as number;
        if (what === 'started' && scene.unsettled(v, side) === 0) v[asked + side] = detail;
        if (what === 'taken') {
          const { number, bytes, isCut } = unpackMessage(detail);
          v[inHand + side] = bytes + (isCut ? 1 : 0);
          return length > 0 || number !== 1;
        }
        if (what !== 'resolved' && what !== 'rejected') return false;
        const most = v[asked + side] as number;
        forget(v, side);
        if (what === 'rejected') return length > 0;
        if (length > most) witness();
        const { number, bytes, isCut } = unpackMessage(detail);
        return number !== 1 || bytes !== Math.min(length, most) || isCut !== length > most;
      },
      forget,
    };
  },
};
