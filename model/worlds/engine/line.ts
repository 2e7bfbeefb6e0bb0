import type { Space } from '../../checker/space.js';
import { PERIOD } from '../../laws/law.js';
import type { Contract } from '../contract/variant.js';
import type { Slot } from './slot.js';

/** The longest pause of those that pause ever longer, in ticks (O2, O6). */
const LONGEST = 2 * PERIOD;

/** How many ticks until the next try, and how long the pause was. */
interface Pause {
  readonly due: number;
  readonly delay: number;
}

/** How those try again whose pauses grow. */
const growing: readonly Contract['lines'][] = ['eachForItself', 'everMoreRarely'];

/**
 * Those who wait for room where all slots of a world go to, as native/engine/src/waiting/lines.rs has them: each has a
 * place, the first one 1. In a world with a clock a try in vain makes the line pause for a period; without one it may be
 * over at any moment.
 */
export class Line {
  private readonly shared: Pause;
  /** Of each slot, where each retries for itself (O2). */
  private readonly own: readonly Pause[];

  constructor(
    space: Space,
    private readonly slots: readonly Slot[],
    readonly timed: boolean,
    private readonly contract: Contract,
  ) {
    const pause = (of: string): Pause => ({
      due: space.field(`${of}.due`, timed ? LONGEST + 1 : 1),
      delay: space.field(`${of}.delay`, timed ? LONGEST + 1 : 1),
    });
    this.shared = pause('line');
    this.own = slots.map(({ index }) => pause(`slot${index}`));
  }

  /** Whether others wait where a newcomer wants to go, who is turned away then. */
  othersWait(v: Uint8Array, hasRoom: () => boolean): boolean {
    const { lines } = this.contract;
    if (lines === 'eachForItself' || this.slots.every(({ backoff }) => v[backoff] === 0)) return false;
    if (lines === 'newcomersTakeRoom') return !hasRoom();
    return lines !== 'newcomersAskInVain' || hasRoom();
  }

  lineUp(v: Uint8Array, slot: Slot): void {
    const ahead = this.slots.filter((other) => other !== slot && v[other.backoff] !== 0).length;
    v[slot.backoff] = ahead + 1;
    if (ahead === 0 || this.contract.lines === 'eachForItself') this.pause(v, slot);
  }

  /** A try was in vain. */
  pause(v: Uint8Array, slot: Slot): void {
    if (!this.timed) return;
    const { due, delay } = this.pauseOf(slot);
    const longer = Math.min(2 * (v[delay] as number) || PERIOD, LONGEST);
    v[delay] = growing.includes(this.contract.lines) ? longer : PERIOD;
    v[due] = v[delay] as number;
  }

  /** It gives its place up; the others are due when they were. */
  leave(v: Uint8Array, slot: Slot): void {
    const place = v[slot.backoff] as number;
    v[slot.backoff] = 0;
    this.end(v, this.own[slot.index] as Pause);
    for (const { backoff } of this.slots)
      if (place && (v[backoff] as number) > place) v[backoff] = (v[backoff] as number) - 1;
    if (this.slots.every(({ backoff }) => v[backoff] === 0)) this.end(v, this.shared);
  }

  /** A try was answered: the next one may try at once. */
  passOn(v: Uint8Array, slot: Slot): void {
    this.leave(v, slot);
    this.end(v, this.shared);
  }

  /** Those who try now, in their order: the first alone or, of a round, all that wait. */
  trying(v: Uint8Array, inRounds: boolean): Slot[] {
    const waiting = this.slots
      .filter(({ backoff }) => v[backoff] !== 0)
      .sort((a, b) => (v[a.backoff] as number) - (v[b.backoff] as number));
    if (this.contract.lines === 'eachForItself') {
      return waiting.filter((slot) => v[this.pauseOf(slot).due] === 0).slice(0, 1);
    }
    if (v[this.shared.due] !== 0) return [];
    return inRounds ? waiting : waiting.slice(0, 1);
  }

  /** A tick of the clock, while somebody waits. The loop is prompt: time does not pass while somebody is to try. */
  tick(v: Uint8Array): boolean {
    if (this.trying(v, false).length > 0 || this.slots.every(({ backoff }) => v[backoff] === 0)) return false;
    for (const { due } of [this.shared, ...this.own]) if (v[due]) v[due] = (v[due] as number) - 1;
    return true;
  }

  private pauseOf(slot: Slot): Pause {
    return this.contract.lines === 'eachForItself' ? (this.own[slot.index] as Pause) : this.shared;
  }

  private end(v: Uint8Array, { due, delay }: Pause): void {
    v[due] = 0;
    v[delay] = 0;
  }
}
