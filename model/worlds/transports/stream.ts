import type { Space } from '../../checker/space.js';
import { WANTED } from '../../laws/index.js';

/** How many units of data there are at most, numbered from 0 as they are given. */
export const UNITS = 4;

/** Whether the engine reads: not, one record more that is under way already, or on and on. */
const STILL = 0;
const ONE_MORE = 1;
const ON = 2;

/**
 * What JavaScript relies on of the engine's half of a connection, the contract of the machine `transport`: data, perhaps the
 * end, and the loss as the last; nothing is read before RESUME, and one record more after PAUSE; a close or an abort is
 * followed by the loss; and what is left of a connection whose sending failed is read, paused or not.
 */
export class Stream {
  readonly given: number;
  /** The peer's end was given. */
  readonly ended: number;
  readonly failing: number;
  /** The loss was given. */
  readonly lost: number;
  /** The end that was asked for: WANTED, CLOSED or CUT_OFF. */
  readonly asked: number;
  readonly eofAsked: number;
  private readonly reading: number;

  constructor(space: Space) {
    this.given = space.field('given', UNITS + 1);
    this.ended = space.field('ended', 2);
    this.failing = space.field('failing', 2);
    this.lost = space.field('lost', 2);
    this.asked = space.field('asked', 3);
    this.eofAsked = space.field('eofAsked', 2);
    this.reading = space.field('reading', ON + 1);
  }

  isReading(v: Uint8Array): boolean {
    return v[this.reading] === ON;
  }

  // The rows that JavaScript commands it by

  resume(v: Uint8Array): void {
    if (!v[this.asked]) v[this.reading] = ON;
  }

  pause(v: Uint8Array): void {
    if (v[this.reading] === ON) v[this.reading] = ONE_MORE;
  }

  /** A close or an abort. What was under way before it may come still. */
  end(v: Uint8Array, how: number): void {
    if (v[this.failing]) v[this.reading] = ONE_MORE;
    v[this.failing] = 0;
    this.pause(v);
    v[this.asked] = Math.max(v[this.asked] as number, how);
  }

  // What it does

  /** Data of so many units. Answers the first of them, or -1 if there are none. */
  give(v: Uint8Array, units: number): number {
    const first = v[this.given] as number;
    if (!this.reads(v) || first + units > UNITS) return -1;
    v[this.given] = first + units;
    if (v[this.reading] === ONE_MORE) v[this.reading] = STILL;
    return first;
  }

  /** The peer's end. What is read after a failure ends with the loss alone. */
  finish(v: Uint8Array): boolean {
    if (!this.reads(v) || v[this.failing]) return false;
    v[this.ended] = 1;
    v[this.reading] = STILL;
    return true;
  }

  fail(v: Uint8Array): boolean {
    if (v[this.failing] || v[this.ended] || v[this.lost] || v[this.asked] !== WANTED) return false;
    v[this.failing] = 1;
    return true;
  }

  lose(v: Uint8Array): boolean {
    if (v[this.lost]) return false;
    v[this.lost] = 1;
    return true;
  }

  /** Nothing that it did matters any more. */
  forget(v: Uint8Array): void {
    for (const field of [this.given, this.ended, this.failing, this.asked, this.eofAsked]) v[field] = 0;
    v[this.reading] = v[this.lost] ? STILL : ON;
  }

  private reads(v: Uint8Array): boolean {
    return !v[this.ended] && !v[this.lost] && (v[this.reading] !== STILL || v[this.failing] === 1);
  }
}
