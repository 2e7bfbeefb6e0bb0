import type { ReaderLaw, ReaderScene } from './streams.js';

/**
 * L18: a stream of which nobody reads keeps its limit and one read, unless its connection is about to be lost; whoever waits is
 * received for, however much he wants, and so is whoever has read all but the limit.
 */
export const readerBounded: ReaderLaw = {
  id: 'L18',
  title: 'a reader is bounded',
  watch(_space, scene, witness, clause) {
    const isPaused = clause('what nobody reads is received up to the limit');
    const goesOn = clause('what there is room for is received');
    return {
      settle(v) {
        if (scene.isEnded(v) || scene.isLost(v)) return;
        if (isHeldBack(scene, v)) {
          witness();
          isPaused(!scene.isFlowing(v) || scene.isFailing(v));
        } else {
          goesOn(scene.isFlowing(v));
        }
      },
    };
  },
};

function isHeldBack(scene: ReaderScene, v: Uint8Array): boolean {
  return scene.isAbove(v) && scene.unsettled(v) === 0;
}
