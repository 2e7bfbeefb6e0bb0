import type { Contract } from '../contract/variant.js';
import { type Handles, IN_BATCH } from './handles.js';

/**
 * Whose callback is the next of the batch: calls as they were made, timers by deadline and then so; `other` is the last of
 * equals. Undefined if there is none, or no other.
 */
export function nextOfBatch(v: Uint8Array, handles: Handles, contract: Contract, other: boolean): number | undefined {
  const batch = handles.where(v, IN_BATCH);
  const deadline = (handle: number) => handles.deadline(v, handle) ?? 0;
  const isBackwards = contract.turn === 'latestTimerFirst';
  const first = isBackwards ? Math.max(...batch.map(deadline)) : Math.min(...batch.map(deadline));
  const equal = batch.filter((handle) => deadline(handle) === first);
  const [eldest] = equal;
  if (eldest === undefined) return undefined;
  const isCall = handles.isCall(v, eldest);
  if (!other) return contract.turn === 'lastCallFirst' && isCall ? equal.at(-1) : eldest;
  return equal.length === 1 || contract.equalDeadlines === 'inOrder' || isCall ? undefined : equal.at(-1);
}
