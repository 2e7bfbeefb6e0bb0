import { equalPart, type Law, sumOf, TURN } from './law.js';

/**
 * L19: whoever is told that its turn comes later is told so for a reason: another one waits, or gave up while it waited; there
 * is no room; the turn's budget, or its own part of it, is used up.
 */
export const putOffForAReason: Law = {
  id: 'L19',
  title: 'put off for a reason',
  watch(space, scene, witness, clause) {
    const forAReason = clause('put off for a reason');
    const waits = space.fields('L19.standing', scene.sides, 2);
    /** One that waited has given up, and may have its place still: until one is let through that did not wait. */
    const gaveUp = space.field('L19.gaveUp', 2);
    /** How often each asked the kernel since Node's callbacks ran. */
    const asked = space.fields('L19.asked', scene.sides, TURN + 2);
    return {
      observe(v, what, side, detail) {
        if (what === 'nodeRan') v.fill(0, asked, asked + scene.sides);
        if (what === 'rejected' && v[waits + side]) v[gaveUp] = 1;
        if (what === 'called') {
          if (!v[waits + side]) v[gaveUp] = 0;
          v[asked + side] = Math.min((v[asked + side] as number) + 1, TURN + 1);
        }
        if (what === 'called' || what === 'rejected') v[waits + side] = 0;
        if (what !== 'putOff') return;
        witness();
        forAReason(detail === 1 || hasReason(v, side));
        v[waits + side] = 1;
      },
      forget: (v, side) => {
        v[waits + side] = 0;
      },
    };

    function hasReason(v: Uint8Array, side: number): boolean {
      if (v[gaveUp] || sumOf(v, waits, scene.sides).all > 0) return true;
      const { all, of } = sumOf(v, asked, scene.sides);
      return all >= TURN || (v[asked + side] as number) >= equalPart(of);
    }
  },
};
