import { anyOf, isEnding, isExhausted, type RaceLaw, SETTLING } from './races.js';

/**
 * L10: a race settles exactly once: with its winner, with the errors of all attempts, with that of the lookup, or, as soon as
 * it was given up, with that and nothing else.
 */
export const raceSettles: RaceLaw = {
  id: 'L10',
  title: 'a race has one outcome',
  watch(_space, scene, witness, clause) {
    const once = clause('a race settles once');
    const asGivenUp = clause('who gives a race up is told so, and nobody else');
    const allFailed = clause('a race fails when all attempts have failed');
    const allErrors = clause('the errors of all attempts are told');
    const noAddress = clause('no address is told where there was none');
    const neverForbidden = clause('no race meets what it forbids');
    return {
      observe(v, what) {
        if (what === 'forbidden') neverForbidden(false);
        if (!isEnding(what)) return;
        witness();
        once(!scene.isSettled(v));
        asGivenUp((what === 'givenUp') === scene.isGivenUp(v));
        if (what === 'unfound') noAddress(scene.isAnswered(v) && scene.found(v) === 0);
        if (what !== 'failed') return;
        allFailed(isExhausted(scene, v) && !anyOf(scene, (attempt) => scene.hasConnected(v, attempt)));
        allErrors(!anyOf(scene, (attempt) => scene.hasFailed(v, attempt) && !scene.isKept(v, attempt)));
      },
      pending: [
        {
          clause: 'a race settles',
          of: SETTLING,
          holds: (v) =>
            scene.isStarted(v) &&
            !scene.isSettled(v) &&
            (scene.isGivenUp(v) ||
              (scene.isAnswered(v) && scene.found(v) === 0) ||
              isExhausted(scene, v) ||
              anyOf(scene, (attempt) => scene.hasConnected(v, attempt))),
        },
      ],
    };
  },
};
