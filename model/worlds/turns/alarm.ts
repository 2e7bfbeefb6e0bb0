import type { Space } from '../../checker/space.js';
import type { Contract } from '../contract/variant.js';
import { type Handles, KEPT } from './handles.js';

/** It is not set, or it is set to the deadline `at - DEADLINE`, or beyond all of them (S4). */
const UNSET = 0;
const DEADLINE = 1;

/** The one native timer, which rings for the first of all deadlines. */
export class Alarm {
  private readonly at: number;

  /** @param clock the latest deadline */
  constructor(
    space: Space,
    private readonly handles: Handles,
    private readonly contract: Contract,
    private readonly clock: number,
    private readonly now: number,
  ) {
    this.at = space.field('alarm', DEADLINE + clock + 2);
  }

  /** Sets it to the first deadline if that is earlier than what it is set to. */
  arm(v: Uint8Array): void {
    const timers = this.handles.where(v, KEPT).flatMap((handle) => this.handles.deadline(v, handle) ?? []);
    const first = Math.min(...timers);
    if (timers.length === 0 || (v[this.at] !== UNSET && (v[this.at] as number) <= first + DEADLINE)) return;
    const never = this.isOver(v, first) && this.contract.overdue === 'neverRings';
    v[this.at] = DEADLINE + (never ? this.clock + 1 : first);
  }

  disarm(v: Uint8Array): void {
    v[this.at] = UNSET;
  }

  /** Whether it can ring before its time. Then it is set still, and rings again. */
  ringEarly(v: Uint8Array): boolean {
    if (v[this.at] === UNSET || this.rings(v)) return false;
    if (this.contract.overdue === 'ringsOnce') this.disarm(v);
    return true;
  }

  rings(v: Uint8Array): boolean {
    return v[this.at] !== UNSET && this.isOver(v, (v[this.at] as number) - DEADLINE);
  }

  isOver(v: Uint8Array, deadline: number | undefined): boolean {
    const early = this.contract.turn === 'timersEarly' ? 1 : 0;
    return deadline !== undefined && deadline <= (v[this.now] as number) + early;
  }
}
