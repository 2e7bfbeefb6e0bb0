import { CALLS, DESCRIPTOR, NO_HANDLE, some, type TurnLaw } from './turns.js';

/** The batches of a turn, in their order; before the first it is at 0. */
const [CALL, IO, TIMER] = [1, 2, 3];

/**
 * L7: a turn runs calls, first in first out, then callbacks of descriptors, then timers; what a callback makes waits for
 * the next turn; a batch that has begun runs to its end, even if it stops the loop (C17); and however many calls are made,
 * everybody's turn comes.
 */
export const order: TurnLaw = {
  id: 'L7',
  title: 'order',
  watch(space, scene, witness, clause) {
    const endsBatch = clause('a batch that has begun runs to its end');
    const inOrder = clause('batches come in their order');
    const firstOut = clause('calls are first in, first out');
    const waits = clause('what a callback makes waits');
    const reached = space.field('L7.reached', TIMER + 1);
    const isCall = (v: Uint8Array, handle: number) => scene.deadline(v, handle) === undefined;
    const rank = (v: Uint8Array, handle: number) => (handle === NO_HANDLE ? IO : isCall(v, handle) ? CALL : TIMER);
    return {
      observe(v, what, handle, byItself) {
        if (what === 'turn') v[reached] = 0;
        if (what === 'ended' && byItself === 1) endsBatch(!some(scene, v, (due) => scene.isDue(v, due)));
        if (what !== 'began') return;
        witness();
        inOrder(rank(v, handle) >= (v[reached] as number));
        v[reached] = rank(v, handle);
        if (handle === NO_HANDLE) return;
        const isOvertaken = (other: number) => other < handle && isCall(v, other) && scene.isWanted(v, other);
        firstOut(!isCall(v, handle) || !some(scene, v, isOvertaken));
        waits(!scene.isOfThisTurn(v, handle));
      },
      pending: [
        {
          clause: "a call's turn comes",
          of: CALLS,
          holds: (v) => some(scene, v, (handle) => isCall(v, handle) && scene.isWanted(v, handle)),
        },
        {
          clause: "a descriptor's turn comes",
          of: DESCRIPTOR,
          holds: (v) => scene.isReady(v) && !scene.isClosed(v),
        },
      ],
    };
  },
};
