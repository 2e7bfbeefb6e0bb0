import { Endings } from './endings.js';
import type { Law } from './law.js';

/**
 * L12: a connection is told of its loss once, for a reason, and of nothing after that; of its peer's end once, and of no
 * bytes after that; and what arrived before an end or a loss is told before it. After a close nothing is told but the loss
 * (C30), and that comes.
 */
export const protocolOrder: Law = {
  id: 'L12',
  title: 'protocol order',
  watch(space, scene, witness, clause) {
    const lossIsLast = clause('nothing is told after the loss');
    const nothingAfterEnd = clause("no bytes and no end are told after the peer's end");
    const dataFirst = clause('an end or a loss overtakes nothing');
    const closeSilences = clause('after a close nothing is told but the loss');
    const forAReason = clause('a loss has a reason');
    const isTold = clause('each connection is told of its loss');
    const flowing = space.fields('L12.flowing', scene.sides / 2, 2);
    const ended = space.fields('L12.ended', scene.sides / 2, 2);
    const lost = space.fields('L12.lost', scene.sides / 2, 2);
    const endings = new Endings(space, 'L12', scene);
    /** It is to be told of what comes; one that cannot send, whether it pauses or not. */
    const listens = (v: Uint8Array, side: number): boolean =>
      (side & 1) === 0 &&
      (v[flowing + (side >> 1)] === 1 || endings.hasFailed(v, side)) &&
      v[ended + (side >> 1)] === 0 &&
      !endings.isClosed(v, side) &&
      !endings.isCut(v, side);
    /** Nothing keeps it from ending, or will not for ever. */
    const isEnding = (v: Uint8Array, side: number): boolean =>
      (side & 1) === 0 &&
      (endings.hasFailed(v, side) ||
        (endings.isClosed(v, side) && (scene.canWrite(v, side) || scene.isShut(v, side)))) &&
      !endings.isCut(v, side);
    return {
      observe(v, what, side) {
        endings.observe(v, what, side);
        const at = side >> 1;
        if (what === 'resumed') v[flowing + at] = 1;
        if (what === 'paused') v[flowing + at] = 0;
        if (what === 'ended' && (side & 1) === 0) isTold(v[lost + at] === 1);
        if (what !== 'data' && what !== 'end' && what !== 'lost') return;
        lossIsLast(v[lost + at] === 0);
        const isOver = endings.isClosed(v, side) || endings.isCut(v, side);
        if (what === 'lost') {
          witness();
          dataFirst(isOver || endings.hasLingered(v, side) || scene.unread(v, side) === 0);
          forAReason(isOver || endings.hasFailed(v, side));
          v[lost + at] = 1;
          return;
        }
        closeSilences(!endings.isClosed(v, side));
        nothingAfterEnd(v[ended + at] === 0);
        if (what !== 'end') return;
        v[ended + at] = 1;
        dataFirst(scene.unread(v, side) === 0 && scene.hasEnded(v, side));
      },
      forget(v, side) {
        for (const field of [flowing, ended, lost]) v[field + (side >> 1)] = 0;
        endings.forget(v, side);
      },
      pending: [
        {
          clause: 'what comes is told',
          holds: (v, side) => listens(v, side) && (scene.unread(v, side) > 0 || scene.hasEnded(v, side)),
          unaided: true,
        },
        { clause: 'what is closed or broken ends', holds: (v, side) => isEnding(v, side) },
        {
          clause: "what is closed ends with its peer's end",
          holds: (v, side) => isEnding(v, side) && endings.isClosed(v, side) && scene.hasEnded(v, side),
          unaided: true,
        },
      ],
    };
  },
};
