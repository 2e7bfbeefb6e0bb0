import type { ProtocolLaw } from './protocols.js';

/**
 * L12: of what users say to a connection, the engine hears: the end of the writing, a close as a close, an abort as an
 * abort; and it ends a connection whose protocol could not be made or threw (C28, C34), and none besides.
 */
export const heard: ProtocolLaw = {
  id: 'L12',
  title: 'what is said to a connection is heard',
  watch(_space, scene, witness, clause) {
    const isAsked = clause('an end that is wanted is asked for');
    const noOther = clause('no other end is asked for');
    const isRead = clause('a reader that is not paused is read');
    const eofAsked = clause('the end of the writing is asked for if it is wanted');
    const notBehindEnd = clause("nothing is said of reading behind the peer's end");
    return {
      observe(v, what) {
        if (what === 'reading') notBehindEnd(!scene.isEndGiven(v));
      },
      settle(v) {
        if (scene.isLost(v)) return;
        const [wanted, asked] = [scene.wanted(v), scene.asked(v)];
        if (wanted) witness();
        isAsked(asked >= wanted);
        noOther(asked <= wanted);
        if (wanted) return;
        eofAsked(scene.isEofAsked(v) === scene.isEofWritten(v));
        const hasAll = scene.told(v) === scene.given(v) && !scene.isEndGiven(v);
        const mayRead = scene.isMade(v) && scene.isAtRest(v) && !scene.isPaused(v) && hasAll;
        isRead(!mayRead || scene.isReading(v));
      },
    };
  },
};
