import { equalPart, type Law, sumOf, TURN } from './law.js';

/**
 * L19: whatever JavaScript begins, a turn serves so many and no more, and Node's own callbacks run before the next; and who
 * shares a turn with others is not served in it more often than is its equal part.
 */
export const turnEnds: Law = {
  id: 'L19',
  title: 'a turn ends',
  watch(space, scene, witness, clause) {
    const ends = clause('a turn serves so many and no more');
    const isEqual = clause('nobody has more than an equal part of a turn');
    /** How often each was served since Node's callbacks ran. */
    const served = space.fields('L19.served', scene.sides, TURN + 2);
    return {
      observe(v, what, side) {
        if (what === 'nodeRan') v.fill(0, served, served + scene.sides);
        if (what !== 'taken') return;
        v[served + side] = Math.min((v[served + side] as number) + 1, TURN + 1);
        const { all, of } = sumOf(v, served, scene.sides);
        if (all === TURN) witness();
        ends(all <= TURN);
        isEqual((v[served + side] as number) <= equalPart(of));
      },
    };
  },
};
