import type { Side } from '../../laws/index.js';
import type { Contract } from '../contract/variant.js';
import type { Slot } from './slot.js';

/** A record waits for the next batch. */
const QUEUED = 1;
/** Its callback was replaced or removed since. */
const OUTDATED = 2;
/** It is in the batch that is being run; what is queued meanwhile waits for the next one. */
const IN_BATCH = 4;

/** The records of callbacks that are to run: of each side of a slot at most one. */
export class Records {
  constructor(
    private readonly slots: readonly Slot[],
    private readonly contract: Contract,
    /** A record is queued where none of its side was. */
    private readonly queued: (v: Uint8Array, side: Side) => void,
  ) {}

  queue(v: Uint8Array, slot: Slot, side: 0 | 1): void {
    const record = v[slot.queued[side]] as number;
    if (!record) this.queued(v, slot.index * 2 + side);
    const stays = this.contract.replaced === 'theOldOnes' ? IN_BATCH | OUTDATED : IN_BATCH;
    v[slot.queued[side]] = QUEUED | (record & stays);
  }

  /** Whatever a record was queued for is not what the user has added from here on. */
  outdate(v: Uint8Array, slot: Slot, side: 0 | 1): void {
    if (v[slot.queued[side]]) v[slot.queued[side]] = (v[slot.queued[side]] as number) | OUTDATED;
  }

  isOutdated(v: Uint8Array, slot: Slot, side: 0 | 1): boolean {
    return ((v[slot.queued[side]] as number) & OUTDATED) !== 0;
  }

  /** Begins a batch with all that is queued, once the last one is through. */
  beginBatch(v: Uint8Array): boolean {
    const queued = this.slots.flatMap((slot) => slot.queued);
    if (queued.some((field) => (v[field] as number) & IN_BATCH) || queued.every((field) => v[field] === 0))
      return false;
    for (const field of queued) if (v[field]) v[field] = (v[field] as number) | IN_BATCH;
    return true;
  }

  isInBatch(v: Uint8Array, slot: Slot, side: 0 | 1): boolean {
    return ((v[slot.queued[side]] as number) & IN_BATCH) !== 0;
  }

  drop(v: Uint8Array, slot: Slot, side: 0 | 1): void {
    v[slot.queued[side]] = 0;
  }
}
