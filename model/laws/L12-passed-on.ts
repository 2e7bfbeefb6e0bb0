import { ARRIVED, isEnded, type ProtocolLaw } from './protocols.js';

/**
 * L12: what arrived is told in its order and before the loss, unless the user closed the connection before; what a reader
 * that is paused is not told, it is told later (C31).
 */
export const passedOn: ProtocolLaw = {
  id: 'L12',
  title: 'a protocol is told what arrived',
  watch(_space, scene, witness, clause) {
    const inOrder = clause('data come in order, and none is left out');
    const onlyWhenGiven = clause("the end is of the peer's");
    const beforeLoss = clause('all that arrived comes before the loss');
    const notWhilePaused = clause('nothing arrives at a reader that is paused');
    const isAllTold = (v: Uint8Array) =>
      scene.told(v) === scene.given(v) && (scene.isEndTold(v) || !scene.isEndGiven(v));
    const isClosed = (v: Uint8Array) => isEnded(scene, v);
    const listens = (v: Uint8Array) => !scene.isPaused(v) || scene.isLost(v);
    return {
      observe(v, what, unit) {
        if (what === 'data') {
          witness();
          inOrder(unit === scene.told(v));
        }
        if (what === 'end') onlyWhenGiven(scene.isEndGiven(v));
        if (what === 'data' || what === 'end') notWhilePaused(listens(v));
        if (what === 'lost') beforeLoss(isClosed(v) || isAllTold(v));
      },
      pending: [
        {
          clause: 'a protocol is told what arrived',
          of: ARRIVED,
          holds: (v) => scene.isMade(v) && !isClosed(v) && listens(v) && !isAllTold(v),
        },
      ],
    };
  },
};
