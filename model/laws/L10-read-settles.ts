import { ABORTED, LOSS_TOLD, PASSED, PAST_LIMIT, type ReaderLaw, type ReaderScene, SHORT, VALUE } from './streams.js';

/**
 * L10: a read of a stream settles once: with what it wanted, as soon as that is there; at the peer's end with what is left; or
 * with an error, for which there is a reason. Of two at once the second is refused.
 */
export const readSettles: ReaderLaw = {
  id: 'L10',
  title: 'a read has one outcome',
  watch(_space, scene, witness, clause) {
    const secondRefused = clause('of two reads at once the second is refused, and no other');
    const once = clause('a read settles once');
    const asItWanted = clause('a read gets what it wanted, or what is left at the end');
    const forItsReason = clause('a read fails for its reason');
    const noneWaits = clause('no read waits for what will not come, or is there');
    const neverForbidden = clause('no reader meets what it forbids');
    return {
      observe(v, what, how, units) {
        if (what === 'forbidden') neverForbidden(false);
        if (what === 'begun') secondRefused(scene.unsettled(v) === 1);
        if (what === 'refused') secondRefused(scene.unsettled(v) === 2);
        if (what === 'aborted') noneWaits(scene.unsettled(v) === 0);
        if (what !== 'settled') return;
        witness();
        once(scene.unsettled(v) === 1);
        if (how === VALUE) asItWanted(units > 0 && units === scene.wanted(v));
        else if (how === SHORT) asItWanted(isShort(scene, v, units));
        else forItsReason(hasReason(scene, v, how, units));
      },
      settle(v) {
        noneWaits(!scene.unsettled(v) || !(scene.wanted(v) || scene.isEnded(v) || scene.isLost(v)));
      },
    };
  },
};

function isShort(scene: ReaderScene, v: Uint8Array, units: number): boolean {
  return scene.isEnded(v) && scene.wanted(v) === 0 && units === scene.kept(v);
}

/** Only what is lacking is a reason to fail of a loss: what arrived before it is read before it. */
function hasReason(scene: ReaderScene, v: Uint8Array, how: number, aborts: number): boolean {
  if (how === LOSS_TOLD) return scene.isLost(v) && scene.wanted(v) === 0;
  if (how === PASSED) return scene.wanted(v) === PAST_LIMIT;
  return how === ABORTED && aborts === 1;
}
