import type { Law } from './law.js';

/** A connection may be read: it has not begun, it pauses, once more while it pauses, on and on, or whatever the user says. */
const NOT_BEGUN = 0;
const PAUSED = 1;
const ONCE_MORE = 2;
const FLOWING = 3;
const TO_THE_END = 4;

/**
 * L12: a connection is not read before it is to begin (C29), and a pause is heeded after one read more at most (C31), unless
 * it is closed, or a call of its own failed: then it is read to its end.
 */
export const readingAsAsked: Law = {
  id: 'L12',
  title: 'reading as asked',
  watch(space, scene, witness, clause) {
    const notBefore = clause('nothing is read before reading begins');
    const isHeeded = clause('a pause is heeded');
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
        if (what === 'called') {
          notBefore(v[at] !== NOT_BEGUN);
          isHeeded(v[at] !== PAUSED);
        }
        if (what === 'taken' && v[at] === ONCE_MORE) v[at] = PAUSED;
      },
      forget(v, side) {
        v[may + (side >> 1)] = NOT_BEGUN;
      },
    };
  },
};
