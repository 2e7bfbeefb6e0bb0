import { isEnded, type ProtocolLaw } from './protocols.js';

/**
 * L11: what becomes of a write is told by what came before it, and by nothing else (C33, V16): it is taken; refused after
 * writeEof; dropped after a close, an abort or the loss.
 */
export const written: ProtocolLaw = {
  id: 'L11',
  title: 'a write is taken, refused or dropped by what came before it',
  watch(_space, scene, witness, clause) {
    const isTaken = clause('a write is taken as long as nothing has ended it');
    const isRefused = clause('a write after writeEof is refused');
    const isDropped = clause('a write after a close or the loss is dropped');
    return {
      observe(v, what) {
        if (what !== 'taken' && what !== 'refused' && what !== 'dropped') return;
        witness();
        if (scene.isLost(v) || isEnded(scene, v)) isDropped(what === 'dropped');
        else if (scene.isEofWritten(v)) isRefused(what === 'refused');
        else isTaken(what === 'taken');
      },
    };
  },
};
