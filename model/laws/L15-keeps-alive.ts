import { NO_HANDLE, some, type TurnLaw } from './turns.js';

/**
 * L15: the process stays alive exactly as long as something referenced is to come: a call, a timer, or the loop's own end;
 * and what is not to come any more can be collected, and its context has ended, a timer's long before its deadline.
 */
export const keepsAlive: TurnLaw = {
  id: 'L15',
  title: 'the process lives as long as something is to come',
  watch(_space, scene, witness, clause) {
    const isAlive = clause('alive as long as something is to come');
    const endsFirst = clause('a context has ended when its callback begins');
    const notBefore = clause('no context ends while its callback is to come');
    const endsAtLast = clause('the context of what is not to come has ended');
    const isFreed = clause('the callback of what is not to come can be collected');
    const isToCome = (v: Uint8Array, handle: number) => scene.isWanted(v, handle) && scene.isReferenced(v, handle);
    const isAnyToCome = (v: Uint8Array, but = NO_HANDLE) =>
      some(scene, v, (handle) => handle !== but && isToCome(v, handle));
    const isAwaited = (v: Uint8Array, but = NO_HANDLE) => scene.isStopping(v) || isAnyToCome(v, but);
    return {
      observe(v, what, handle) {
        if (what === 'began' || what === 'ended') witness();
        // What begins, or ends, is not one to wait for any more: here the user's code is let in.
        if (what === 'ended') isAlive(scene.isAlive(v) === isAnyToCome(v));
        if (what !== 'began' || handle === NO_HANDLE) return;
        endsFirst(scene.isRetired(v, handle));
        isAlive(scene.isAlive(v) === isAwaited(v, handle));
      },
      settle(v) {
        isAlive(scene.isAlive(v) === isAwaited(v));
        for (let handle = 0; handle < scene.handles(v); handle++) {
          const isWanted = scene.isWanted(v, handle);
          notBefore(!isWanted || !scene.isRetired(v, handle));
          endsAtLast(isWanted || scene.isRetired(v, handle));
          isFreed(isWanted || !scene.isKept(v, handle));
        }
      },
    };
  },
};
