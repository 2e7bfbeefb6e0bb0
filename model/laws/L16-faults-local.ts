import type { Law } from './law.js';

/**
 * L16: no machine meets what it forbids, and whoever asked for a registration that fails is told. Nobody else is: an
 * operation fails, and a callback is lost, only if the user ended it, a call of its own failed, or its number is stale.
 */
export const faultsLocal: Law = {
  id: 'L16',
  title: 'faults stay local',
  watch(space, scene, witness, clause) {
    const ownDoing = clause('what fails, fails by its own doing');
    const neverForbidden = clause('no machine meets what it forbids');
    const isTold = clause('who is refused is told');
    const mayFail = space.fields('L16.mayFail', scene.sides, 2);
    const outOfNothing = (v: Uint8Array, side: number): boolean => v[mayFail + side] === 0 && scene.isNamed(v, side);
    return {
      observe(v, what, side, detail) {
        if (what === 'added' || what === 'started') witness();
        if (what === 'mayFail') v[mayFail + side] = 1;
        if (what === 'rejected') ownDoing(!outOfNothing(v, side));
        if (what === 'ended') ownDoing(!scene.stands(v, side) || !outOfNothing(v, side));
        if (what === 'forbidden') neverForbidden(false);
        if (what === 'refused') isTold(detail === 1);
      },
      settle(v) {
        v.fill(0, mayFail, mayFail + scene.sides);
      },
    };
  },
};
