import { isEnded, type ProtocolLaw, ROOM } from './protocols.js';

/** L12: `pauseWriting` and `resumeWriting` alternate, as the mark is passed and room is there again, up to the end. */
export const roomAlternates: ProtocolLaw = {
  id: 'L12',
  title: 'pauseWriting and resumeWriting alternate',
  watch(_space, scene, witness, clause) {
    const alternate = clause('pauseWriting and resumeWriting alternate');
    const isSo = clause('what is told of room is so');
    return {
      observe(v, what) {
        if (what !== 'full' && what !== 'room') return;
        witness();
        alternate(scene.isToldFull(v) === (what === 'room'));
        isSo(scene.isFull(v) === (what === 'full'));
      },
      pending: [
        {
          clause: 'who writes is told of room',
          of: ROOM,
          holds: (v) =>
            scene.isMade(v) && !scene.isLost(v) && !isEnded(scene, v) && scene.isFull(v) !== scene.isToldFull(v),
        },
      ],
    };
  },
};
