import type { Space } from '../../checker/space.js';

/** What a handle is: none, a call, or a timer, whose deadline is `kind - TIMER`. */
const NONE = 0;
export const CALL = 1;
export const TIMER = 2;

/** Where the loop has it: nowhere, in its queue or heap, or in the batch. */
export const NOWHERE = 0;
export const KEPT = 1;
export const IN_BATCH = 2;

/** What became of it, for the user: it is still to come, has begun, or was given up. */
const TO_COME = 0;
export const BEGUN = 1;
export const GIVEN_UP = 2;

const FIELDS = ['kind', 'state', 'place', 'fate', 'referenced', 'retired', 'ofThisTurn'] as const;

export type HandleField = (typeof FIELDS)[number];

/** The handles of a world, in the order in which they were made: one that is forgotten leaves no gap. */
export class Handles {
  /** How many there can be at a time. */
  readonly most: number;
  private readonly first: number;

  /** @param clock the latest deadline */
  constructor(space: Space, most: number, states: number, clock: number) {
    const sizes = [TIMER + clock + 1, states, IN_BATCH + 1, GIVEN_UP + 1, 2, 2, 2];
    this.most = most;
    this.first = space.length;
    for (let handle = 0; handle < most; handle++) {
      FIELDS.forEach((field, i) => {
        space.field(`handle${handle}.${field}`, sizes[i] as number);
      });
    }
  }

  /** Where a field of a handle is in the state. */
  at(handle: number, field: HandleField): number {
    return this.first + handle * FIELDS.length + FIELDS.indexOf(field);
  }

  is(v: Uint8Array, handle: number, field: HandleField, value = 1): boolean {
    return v[this.at(handle, field)] === value;
  }

  set(v: Uint8Array, handle: number, field: HandleField, value: number): void {
    v[this.at(handle, field)] = value;
  }

  count(v: Uint8Array): number {
    let count = 0;
    while (count < this.most && !this.is(v, count, 'kind', NONE)) count++;
    return count;
  }

  isCall(v: Uint8Array, handle: number): boolean {
    return this.is(v, handle, 'kind', CALL);
  }

  deadline(v: Uint8Array, handle: number): number | undefined {
    return this.isCall(v, handle) ? undefined : (v[this.at(handle, 'kind')] as number) - TIMER;
  }

  /** Whether it is still to run, as the user sees it. */
  isToCome(v: Uint8Array, handle: number): boolean {
    return !this.is(v, handle, 'kind', NONE) && this.is(v, handle, 'fate', TO_COME);
  }

  /** It is not to run any more. */
  giveUp(v: Uint8Array, handle: number): void {
    if (this.isToCome(v, handle)) this.set(v, handle, 'fate', GIVEN_UP);
  }

  /** The handles at a place, in their order. */
  where(v: Uint8Array, place: number): number[] {
    const all = Array.from({ length: this.count(v) }, (_, handle) => handle);
    return all.filter((handle) => this.is(v, handle, 'place', place));
  }

  forget(v: Uint8Array, handle: number): void {
    const end = this.at(this.most, 'kind');
    v.copyWithin(this.at(handle, 'kind'), this.at(handle + 1, 'kind'), end);
    v.fill(0, this.at(this.most - 1, 'kind'), end);
  }
}
