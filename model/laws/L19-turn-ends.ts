import { equalPart, type Law, TURN } from './law.js';

/**
 * L19: whatever JavaScript begins, a turn serves so many and no more, and Node's own callbacks run before the next; and who
 * shares a turn with others is not served in it more often than is its equal part.
 */
export const turnEnds: Law = {
  id: 'L19',
  title: 'a turn ends',
  watch(space, scene, witness) {
    /** How often each was served since Node's callbacks ran. */
    const served = space.fields('L19.served', scene.sides, TURN + 2);
    return {
      observe(v, what, side) {
        if (what === 'nodeRan') v.fill(0, served, served + scene.sides);
        if (what !== 'taken') return false;
        v[served + side] = (v[served + side] as number) + 1;
        let all = 0;
        let sides = 0;
        for (let other = 0; other < scene.sides; other++) {
          all += v[served + other] as number;
          if (v[served + other]) sides++;
        }
        if (all === TURN) witness();
        const again = (v[served + side] as number) > 1;
        return all > TURN || (again && (v[served + side] as number) > equalPart(sides));
      },
    };
  },
};
