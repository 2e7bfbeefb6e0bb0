import type { Law } from './law.js';

/**
 * L8: a server accepts while it is to, and no more connections than it may have; each that it accepted is handed over, or
 * closed with it, and lives on after it (C35); and that it accepts no more, though nobody closed it, is told once (L16).
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
    const endIsTold = clause('that a server accepts no more is told');
    const paused = space.field('L8.paused', 2);
    return {
      observe(v, what, _side, detail) {
        if (what === 'paused') v[paused] = 1;
        if (what === 'resumed') v[paused] = 0;
        if (what === 'called') heedsPause(v[paused] === 0);
        if (what === 'resolved') {
          witness();
          neverMore(scene.connections(v) < scene.mostConnections(v));
        }
        if (what === 'gone') livesOn(detail === 0);
        if (what === 'lost') toldOnce(scene.isServing(v));
        if (what === 'ended') endIsTold(!scene.isServing(v));
      },
      settle: (v) => noneForgotten(!scene.isForgotten(v)),
    };
  },
};
