import type { Past } from '../../model/checker/trace/past.js';
import { bare } from '../../model/options.js';
import type { NativePast } from '../native/index.js';

/**
 * What native code tells of a descriptor, as a trace would; undefined if the loop is closed.
 *
 * @param apart whether the engine has a thread of its own
 */
export function pastOf(fd: number, native: NativePast | null, apart: boolean): Past | undefined {
  if (native === null) {
    return undefined;
  }
  const { slot: index, generation, live, states, records, turns, turn, sincePoll, ready } = bare(native);
  const slot = index === undefined || generation === undefined ? undefined : { index, generation };
  return { fd, slot, live, states, records, at: turns, now: { turn, sincePoll, ready, apart } };
}
