import { anyOf, isEnding, type RaceLaw } from './races.js';

/**
 * L15: of the sockets of a race the winner's is open when whoever asked is told, and all others are closed (V9), each once
 * (U1); no attempt begins after that, and nothing of the race stays behind.
 */
export const oneWinner: RaceLaw = {
  id: 'L15',
  title: 'one winner, and nothing besides',
  watch(_space, scene, witness, clause) {
    const winnerIsOpen = clause('the winner has connected and is open');
    const othersAreClosed = clause('all others are closed before anybody is told');
    const closedOnce = clause('a socket of a race is closed once');
    const noneAfterwards = clause('no attempt begins when there is a winner or an end');
    const heldAsLong = clause('a race keeps the process alive until it has settled, and no longer');
    const noClock = clause('no clock outlives its race');
    return {
      observe(v, what, attempt, detail) {
        if (what === 'closed') closedOnce(detail === 0);
        if (what === 'begun') {
          noneAfterwards(!scene.isSettled(v) && !anyOf(scene, (other) => scene.hasConnected(v, other)));
        }
        if (!isEnding(what)) return;
        witness();
        othersAreClosed(!anyOf(scene, (other) => scene.isOpen(v, other) && !(what === 'won' && other === attempt)));
        if (what === 'won') winnerIsOpen(attempt >= 0 && scene.hasConnected(v, attempt) && scene.isOpen(v, attempt));
      },
      settle(v) {
        heldAsLong(!scene.isStarted(v) || scene.isHeld(v) !== scene.isSettled(v));
        noClock(!scene.isSettled(v) || !scene.isTimed(v));
      },
    };
  },
};
