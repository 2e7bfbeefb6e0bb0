import { countOf, inOrder } from '../kernel/numbered.js';
import { Endings } from './endings.js';
import type { Law } from './law.js';

/**
 * L11: what arrives at a connection is told whole, once and in order; what is written to it leaves so, or its loss tells why
 * not; and closing it loses nothing: neither what was written (C30), nor what the kernel took and the peer has not read, as a
 * reset would.
 */
export const connectionBytes: Law = {
  id: 'L11',
  title: 'bytes of a connection',
  watch(space, scene, witness, clause) {
    const asTaken = clause('what arrives at a connection is told once and in order');
    const keptUpToTheClose = clause('nothing that arrived is thrown away before a close');
    const inTheirOrder = clause('what is written leaves once and in order');
    const leavesFirst = clause('what was written leaves before the descriptor is closed');
    const noReset = clause('closing does not reset');
    const isTold = clause('a loss tells of what went wrong');
    const endsBehind = clause('the sending half ends with the last byte');
    const inHand = space.fields('L11.arrived', scene.sides / 2, 4);
    const unsent = space.fields('L11.unsent', scene.sides / 2, 4);
    /** The user writes no more. */
    const finished = space.fields('L11.finished', scene.sides / 2, 2);
    const endings = new Endings(space, 'L11', scene);
    const isSpoiled = (v: Uint8Array, side: number) => endings.isCut(v, side) || endings.hasFailed(v, side);
    const isAsItEnds = (v: Uint8Array, side: number): boolean => {
      const wantsEnd = v[finished + (side >> 1)] === 1 && v[unsent + (side >> 1)] === 0;
      return isSpoiled(v, side) || !scene.isLive(v, side) || scene.isShut(v, side) === wantsEnd;
    };
    return {
      observe(v, what, side, detail) {
        endings.observe(v, what, side);
        const [arrived, waiting] = [inHand + (side >> 1), unsent + (side >> 1)];
        if (what === 'finished' || what === 'closing') v[finished + (side >> 1)] = 1;
        if (what === 'written') v[waiting] = Math.min((v[waiting] as number) + 1, 3);
        if (what === 'taken' && (side & 1) === 1) {
          witness();
          inTheirOrder(detail === 1);
          v[waiting] = Math.max((v[waiting] as number) - 1, 0);
        }
        if (what === 'taken' && (side & 1) === 0) {
          const held = v[arrived] as number;
          asTaken(detail === inOrder(countOf(detail), held + 1));
          v[arrived] = Math.min(held + countOf(detail), 3);
        }
        if (what === 'data') asTaken(detail === inOrder(v[arrived] as number) && detail > 0);
        if (what === 'discarded') keptUpToTheClose(endings.isClosed(v, side));
        if (what === 'data' || what === 'discarded') v[arrived] = 0;
        if (what === 'lost') {
          const isAsAsked = endings.isClosed(v, side) && v[waiting] === 0;
          isTold(detail === 1 || isAsAsked || endings.isCut(v, side));
        }
        if (what !== 'left' || isSpoiled(v, side)) return;
        leavesFirst(v[waiting] === 0);
        noReset(detail === 0 || endings.hasLingered(v, side));
      },
      settle(v) {
        for (let side = 0; side < scene.sides; side += 2) {
          asTaken(v[inHand + (side >> 1)] === 0);
          endsBehind(isAsItEnds(v, side));
        }
      },
      forget(v, side) {
        v[inHand + (side >> 1)] = 0;
        v[unsent + (side >> 1)] = 0;
        v[finished + (side >> 1)] = 0;
        endings.forget(v, side);
      },
      pending: [
        {
          clause: 'what is written leaves',
          holds: (v, side) =>
            (side & 1) === 1 &&
            (v[unsent + (side >> 1)] as number) > 0 &&
            !isSpoiled(v, side) &&
            scene.canWrite(v, side),
        },
      ],
    };
  },
};
