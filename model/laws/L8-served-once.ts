import type { Law } from './law.js';

/**
 * L8: a server accepts while it is to, and no more connections than it may have; each that it accepted is handed over, or
 * closed with it, and lives on after it (C35). Nothing ends it but its user, and a call of its own that fails or finds its
 * number to be another file's; and that it ends so is told, once.
 */
export const servedOnce: Law = {
  id: 'L8',
  title: 'served exactly once',
  watch(space, scene, witness, clause) {
    const heedsPause = clause('a paused server accepts nothing');
    const neverMore = clause('never more connections than there may be');
    const noneForgotten = clause('each is handed over or closed');
    const livesOn = clause('connections live on when their server ends');
    const toldOnce = clause('that a server accepts no more is told once');
    const forAReason = clause('a server ends for a reason');
    const paused = space.field('L8.paused', 2);
    const mayFail = space.field('L8.mayFail', 2);
    return {
      observe(v, what, side, detail) {
        if (what === 'paused') v[paused] = 1;
        if (what === 'resumed') v[paused] = 0;
        if (what === 'called') heedsPause(v[paused] === 0);
        if (what === 'resolved') {
          witness();
          neverMore(scene.connections(v) < scene.mostConnections(v));
        }
        if (what === 'mayFail') v[mayFail] = 1;
        if (what === 'gone') livesOn(detail === 0);
        if (what === 'lost') {
          toldOnce(scene.isServing(v));
          forAReason(v[mayFail] === 1 || !scene.isNamed(v, side));
        }
      },
      settle(v) {
        v[mayFail] = 0;
        noneForgotten(!scene.isForgotten(v));
      },
    };
  },
};
