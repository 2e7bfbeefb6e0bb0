import type { Law } from './law.js';

/** A connection may be read: not now, once more although it pauses, on and on, or whatever the user says. */
const PAUSED = 0;
const ONCE_MORE = 1;
const FLOWING = 2;
const TO_THE_END = 3;

/**
 * L12: a connection is not read before its user has it begin (C29), and a pause is heeded after one read more at most (C31);
 * unless it is closed, or a call of its own failed: then it is read to its end.
 */
export const readingAsAsked: Law = {
  id: 'L12',
  title: 'reading as asked',
  watch(space, scene, witness, clause) {
    const isHeeded = clause('nothing is read before the beginning or in a pause');
    const may = space.fields('L12.may', scene.sides / 2, TO_THE_END + 1);
    return {
      observe(v, what, side) {
        const at = may + (side >> 1);
        if (what === 'closing' || what === 'mayFail') v[at] = TO_THE_END;
        if (what === 'resumed' && v[at] !== TO_THE_END) v[at] = FLOWING;
        if (what === 'paused') {
          witness();
          if (v[at] === FLOWING) v[at] = ONCE_MORE;
        }
        if ((side & 1) === 1) return;
        if (what === 'called') isHeeded(v[at] !== PAUSED);
        if (what === 'taken' && v[at] === ONCE_MORE) v[at] = PAUSED;
      },
      forget(v, side) {
        v[may + (side >> 1)] = PAUSED;
      },
    };
  },
};
