import { isEnded, type ProtocolLaw } from './protocols.js';

/**
 * L18: what JavaScript keeps for a reader that is paused is given up with the connection; and who is paused is read no
 * further, unless the engine has lost the connection and reads the rest.
 */
export const keepsNothing: ProtocolLaw = {
  id: 'L18',
  title: 'nothing is kept in vain',
  watch(_space, scene, witness, clause) {
    const givenUp = clause('what is over keeps nothing');
    const isNotRead = clause('a reader that is paused is not read');
    return {
      settle(v) {
        if (scene.isKeeping(v)) witness();
        givenUp(!scene.isKeeping(v) || !(scene.isOver(v) || isEnded(scene, v)));
        if (!scene.isAtRest(v) || scene.isLost(v) || isEnded(scene, v)) return;
        isNotRead(!scene.isPaused(v) || !scene.isReading(v) || scene.isFailing(v));
      },
    };
  },
};
