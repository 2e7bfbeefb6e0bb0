import type { Space } from '../../checker/space.js';
import { PAST_LIMIT, type ReaderScene } from '../../laws/index.js';

/** How many units of data there are at most, numbered from 0 as they arrive, and how many a reader's limit is. */
const UNITS = 4;
const LIMIT = 1;

/** The unit at whose end stands what `readuntil` looks for. */
const SEPARATOR = UNITS - 1;

/** What a read may want: none is asked for; what there is, up to a unit; three; up to a separator, within the limit or beyond it. */
export const NOTHING = 0;
export const ONE = 1;
export const THREE = 2;
export const UNTIL = 3;
export const UNTIL_BEYOND = 4;
const KINDS = UNTIL_BEYOND + 1;

const FLOWING = 0;
const PAUSED = 1;

/**
 * What a reader relies on of its transport, the contract of the machine `protocol`: data, perhaps the end, and the loss as the
 * last; nothing between a pause and the resumption, unless the connection is about to be lost.
 */
export class Inlet implements ReaderScene {
  /** What the user has asked for, and how many of his reads have not settled. */
  readonly asked: number;
  readonly pending: number;
  readonly failing: number;
  readonly ended: number;
  readonly lost: number;
  private readonly given: number;
  private readonly told: number;
  /** What is kept, and what of it is taken to be handed over, a bit for each unit. */
  private readonly stored: number;
  private readonly taken: number;
  private readonly paused: number;

  constructor(space: Space) {
    this.asked = space.field('asked', KINDS);
    this.pending = space.field('pending', 3);
    this.failing = space.field('failing', 2);
    this.ended = space.field('ended', 2);
    this.lost = space.field('lost', 2);
    this.given = space.field('given', UNITS + 1);
    this.told = space.field('told', UNITS + 1);
    this.stored = space.field('stored', 2 ** UNITS);
    this.taken = space.field('taken', 2 ** UNITS);
    this.paused = space.field('paused', 2);
  }

  handed(v: Uint8Array): number {
    return v[this.told] as number;
  }

  kept(v: Uint8Array): number {
    const [first, end] = span(this.all(v));
    return end - first;
  }

  isWhole(v: Uint8Array): boolean {
    return v[this.stored] === unitsFrom(this.handed(v), v[this.given] as number);
  }

  unsettled(v: Uint8Array): number {
    return v[this.pending] as number;
  }

  wanted(v: Uint8Array): number {
    return lookFor(v[this.asked] as number, this.all(v));
  }

  isEnded(v: Uint8Array): boolean {
    return v[this.ended] === 1;
  }

  /** A loss behind the peer's end takes nothing from a reader. */
  isLost(v: Uint8Array): boolean {
    return v[this.lost] === 1 && v[this.ended] === 0;
  }

  isAbove(v: Uint8Array): boolean {
    const [first, end] = span(v[this.stored] as number);
    return end - first > LIMIT;
  }

  isFlowing(v: Uint8Array): boolean {
    return v[this.paused] === FLOWING;
  }

  isFailing(v: Uint8Array): boolean {
    return v[this.failing] === 1;
  }

  // What the transport does

  give(v: Uint8Array, units: number): boolean {
    const isOver = v[this.ended] || v[this.lost] || (v[this.paused] === PAUSED && !v[this.failing]);
    if (isOver || (v[this.given] as number) + units > UNITS) return false;
    v[this.given] = (v[this.given] as number) + units;
    return true;
  }

  finish(v: Uint8Array): boolean {
    if (v[this.ended] || v[this.lost] || v[this.failing] || v[this.paused] === PAUSED) return false;
    v[this.ended] = 1;
    return true;
  }

  /** The connection ends, for it was closed here: that is told whether or not it is paused. */
  close(v: Uint8Array): boolean {
    if (v[this.ended] || v[this.lost]) return false;
    v[this.ended] = 1;
    v[this.failing] = 0;
    return true;
  }

  fail(v: Uint8Array): boolean {
    if (v[this.failing] || v[this.ended] || v[this.lost]) return false;
    v[this.failing] = 1;
    return true;
  }

  lose(v: Uint8Array): boolean {
    if (v[this.lost]) return false;
    v[this.lost] = 1;
    v[this.failing] = 0;
    return true;
  }

  // What the reader does

  pause(v: Uint8Array): void {
    v[this.paused] = PAUSED;
  }

  resume(v: Uint8Array): void {
    v[this.paused] = FLOWING;
  }

  /** Keeps what has arrived last. */
  keep(v: Uint8Array, units: number): void {
    const given = v[this.given] as number;
    v[this.stored] = (v[this.stored] as number) | unitsFrom(given - units, given);
  }

  /** What such a read finds among what is kept, as `wanted`. */
  look(v: Uint8Array, kind: number): number {
    return lookFor(kind, v[this.stored] as number);
  }

  /** Takes so many of those that are kept, or all. */
  take(v: Uint8Array, units: number): void {
    const stored = v[this.stored] as number;
    const [first] = span(stored);
    v[this.taken] = units > 0 ? stored & unitsFrom(first, first + units) : stored;
    v[this.stored] = stored & ~(v[this.taken] as number);
  }

  /** Has what was taken, of which nothing is left then. */
  hand(v: Uint8Array): readonly number[] {
    const taken = v[this.taken] as number;
    v[this.taken] = 0;
    return numbers.filter((unit) => taken & (1 << unit));
  }

  takenUnits(v: Uint8Array): number {
    return numbers.filter((unit) => (v[this.taken] as number) & (1 << unit)).length;
  }

  count(v: Uint8Array): void {
    v[this.told] = Math.min(UNITS, this.handed(v) + 1);
  }

  private all(v: Uint8Array): number {
    return (v[this.stored] as number) | (v[this.taken] as number);
  }
}

const numbers = Array.from({ length: UNITS }, (_, unit) => unit);

function lookFor(kind: number, units: number): number {
  const [first, end] = span(units);
  const there = end - first;
  if (kind === ONE) return Math.min(there, 1);
  if (kind === THREE) return there < 3 ? 0 : 3;
  if (kind === NOTHING) return 0;
  if (end > SEPARATOR) {
    const before = SEPARATOR - first;
    return kind === UNTIL && before > LIMIT ? PAST_LIMIT : before + 1;
  }
  return kind === UNTIL && there > LIMIT ? PAST_LIMIT : 0;
}

/** From which unit to which they are. */
function span(units: number): readonly [first: number, end: number] {
  return units === 0 ? [0, 0] : [31 - Math.clz32(units & -units), 32 - Math.clz32(units)];
}

function unitsFrom(first: number, end: number): number {
  return ((1 << end) - 1) & ~((1 << first) - 1);
}
