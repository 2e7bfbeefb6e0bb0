import { unpackMessage } from '../kernel/numbered.js';
import type { Law } from './law.js';

/**
 * L11: a message is received once, in order, and cut by nothing but the user's own `n`; and that it was cut is told.
 */
export const messages: Law = {
  id: 'L11',
  title: 'messages',
  watch(space, scene, witness, clause) {
    const noneLost = clause('no message is lost');
    const theFirst = clause('the message that is told was taken');
    const asAsked = clause('a message is cut by nothing but what was asked for');
    const cutIsTold = clause('that a message was cut is told');
    const asked = space.fields('L11.asked', scene.sides, 3);
    /** How long the message is that was taken and that the user has not got. */
    const inHand = space.fields('L11.length', scene.sides, 3);
    const forget = (v: Uint8Array, side: number): void => {
      v[asked + side] = 0;
      v[inHand + side] = 0;
    };
    return {
      observe(v, what, side, detail) {
        if (!scene.hasMessages(side)) return;
        const length = v[inHand + side] as number;
        if (what === 'started' && scene.unsettled(v, side) === 0) v[asked + side] = detail;
        if (what === 'taken') {
          const { number, bytes, isCut } = unpackMessage(detail);
          v[inHand + side] = bytes + (isCut ? 1 : 0);
          noneLost(length === 0 && number === 1);
        }
        if (what !== 'resolved' && what !== 'rejected') return;
        const most = v[asked + side] as number;
        forget(v, side);
        if (what === 'rejected') {
          noneLost(length === 0);
          return;
        }
        if (length > most) witness();
        const { number, bytes, isCut } = unpackMessage(detail);
        theFirst(number === 1);
        asAsked(bytes === Math.min(length, most));
        cutIsTold(isCut === length > most);
      },
      forget,
    };
  },
};
