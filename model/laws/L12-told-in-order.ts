import { isEnded, isHandler, LOSS, type ProtocolLaw } from './protocols.js';

/**
 * L12: `connectionMade` once, then any number of data, at most one end, then `connectionLost` exactly once, and never from
 * within a call of the user's; once the user has closed it, nothing but the loss (C30).
 */
export const toldInOrder: ProtocolLaw = {
  id: 'L12',
  title: 'what a protocol is told has its order',
  watch(_space, scene, witness, clause) {
    const madeFirst = clause('connectionMade is the first and comes once');
    const lostLast = clause('nothing comes after connectionLost');
    const onlyWhenLost = clause('connectionLost is of a loss');
    const noneBehindEnd = clause('the end comes once, and no data behind it');
    const notInside = clause("nothing is told inside the user's own call");
    const notAfterClose = clause('nothing but the loss comes after a close');
    const neverForbidden = clause('no machine of a protocol meets what it forbids');
    return {
      observe(v, what, _unit, isInside) {
        if (what === 'forbidden') neverForbidden(false);
        if (!isHandler(what)) return;
        witness();
        notInside(isInside === 0);
        madeFirst((what === 'made') !== scene.isMade(v));
        lostLast(!scene.isOver(v));
        if (what === 'lost') onlyWhenLost(scene.isLost(v));
        else notAfterClose(!isEnded(scene, v));
        if (what === 'data' || what === 'end') noneBehindEnd(!scene.isEndTold(v));
      },
      pending: [
        {
          clause: 'the loss is told',
          of: LOSS,
          holds: (v) => scene.isMade(v) && scene.isLost(v) && !scene.isOver(v),
        },
      ],
    };
  },
};
