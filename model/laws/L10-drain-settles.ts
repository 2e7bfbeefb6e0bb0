import { ALIVE, BADLY, WELL, type WriterLaw } from './streams.js';

/** L10: whoever waits for room, or for the end, is told of it, and so are all others who do; and each as it was (V6). */
export const drainSettles: WriterLaw = {
  id: 'L10',
  title: 'every drain has one outcome',
  watch(_space, scene, witness, clause) {
    const noDrainWaits = clause('no drain waits in vain');
    const failsWithLoss = clause('a drain fails where the connection is over, and nowhere else');
    const noEndWaits = clause('nobody waits for an end that has come');
    const asItEnded = clause('who waits for the end is told how it was');
    return {
      observe(v, what) {
        if (what === 'failed') failsWithLoss(scene.ending(v) !== ALIVE);
        if (what === 'needless') failsWithLoss(scene.ending(v) === ALIVE);
        if (what === 'ended') asItEnded(scene.ending(v) === WELL);
        if (what === 'endedBadly') asItEnded(scene.ending(v) === BADLY);
      },
      settle(v) {
        const isAlive = scene.ending(v) === ALIVE;
        if (scene.drains(v)) witness();
        noDrainWaits(!scene.drains(v) || (isAlive && (scene.isFull(v) || scene.isInQueue(v))));
        noEndWaits(!scene.waits(v) || isAlive);
      },
    };
  },
};
