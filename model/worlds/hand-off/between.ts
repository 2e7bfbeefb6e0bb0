import type { Space } from '../../checker/space.js';
import { OLD } from '../../kernel/numbered.js';
import type { Side } from '../../laws/index.js';

/** How many different commands a world may post. */
const COMMANDS = 3;

/** A record whose slot is gone: it takes its place and tells nothing. */
const DEAD = 1;

/** How a side's operation has settled: it failed, got nothing, or one: a connection, or a byte by its number. */
export type Outcome = 'failed' | number;

const OUTCOMES: readonly Outcome[] = ['failed', 0, 1, 2, OLD];

/** How many different records a side may have: of its callback, and of each outcome of its operation. */
const RECORDS = 1 + OUTCOMES.length;

/** A record by its number. */
const calls = (side: Side): number => RECORDS * side + 2;
const settles = (side: Side, outcome: Outcome): number => calls(side) + 1 + OUTCOMES.indexOf(outcome);

/** What a record tells. */
export type Told =
  | { readonly what: 'dead' }
  | { readonly what: 'callback'; readonly side: Side }
  | { readonly what: 'settled'; readonly side: Side; readonly outcome: Outcome };

function told(record: number): Told {
  if (record === DEAD) return { what: 'dead' };
  const [side, kind] = [Math.floor((record - 2) / RECORDS), (record - 2) % RECORDS];
  return kind === 0 ? { what: 'callback', side } : { what: 'settled', side, outcome: OUTCOMES[kind - 1] as Outcome };
}

/** Whether a record is one of this side's. */
function isOf(record: number, side: Side): boolean {
  return record >= calls(side) && record < calls(side + 1);
}

/**
 * What the two threads of a loop share besides the engine and its lock: a ring each way, of one place, which a full
 * one shows soonest, and the flags that tell of them. Records wait in the engine's queue until they have room.
 *
 * Each method is one atomic operation; those on the queue are made under the lock.
 */
export class Between {
  /** JavaScript has posted commands. */
  readonly pending: number;
  /** Tokio's Notify: one permit, however often it is given. */
  readonly permit: number;
  /** The I/O thread has handed records over; and libuv's handle was sent to, however often. */
  readonly announced: number;
  readonly async: number;
  /** The I/O thread waits for room in JavaScript's ring. */
  readonly stalled: number;
  /** The one place of the ring of commands: 0, or the number of a command. */
  readonly command: number;
  private readonly hand: number;
  private readonly ring: number;
  private readonly queue: readonly number[];
  /** Everywhere that a record can be. */
  private readonly places: readonly number[];

  constructor(space: Space, sides: number) {
    const flag = (name: string) => space.field(`between.${name}`, 2);
    const record = (name: string) => space.field(`between.${name}`, calls(sides));
    this.pending = flag('pending');
    this.permit = flag('permit');
    this.announced = flag('announced');
    this.async = flag('async');
    this.stalled = flag('stalled');
    this.command = space.field('between.command', COMMANDS + 1);
    this.hand = record('hand');
    this.ring = record('ring');
    this.queue = Array.from({ length: sides + 1 }, (_, place) => record(`queue${place}`));
    this.places = [this.hand, this.ring, ...this.queue];
  }

  /** Sets a flag to a value and answers the one it had. */
  swap(v: Uint8Array, flag: number, value: 0 | 1): boolean {
    const was = v[flag] === 1;
    v[flag] = value;
    return was;
  }

  queueCallback(v: Uint8Array, side: Side): void {
    this.append(v, calls(side));
  }

  queueSettled(v: Uint8Array, side: Side, outcome: Outcome): void {
    this.append(v, settles(side, outcome));
  }

  isQueued(v: Uint8Array): boolean {
    return v[this.queue[0] as number] !== 0;
  }

  hasRoom(v: Uint8Array): boolean {
    return v[this.ring] === 0;
  }

  /** A record is in the ring. */
  waits(v: Uint8Array): boolean {
    return !this.hasRoom(v);
  }

  /** Moves the oldest record into the ring. False if there is none, or no room. */
  move(v: Uint8Array): boolean {
    if (!this.isQueued(v) || !this.hasRoom(v)) return false;
    v[this.ring] = this.shift(v);
    return true;
  }

  /** JavaScript takes a record out of the ring, into its hand. False if there is none. */
  take(v: Uint8Array): boolean {
    v[this.hand] = this.pop(v);
    return v[this.hand] !== 0;
  }

  isInHand(v: Uint8Array): boolean {
    return v[this.hand] !== 0;
  }

  /** JavaScript does what the record in its hand tells. */
  release(v: Uint8Array): Told {
    const record = v[this.hand] as number;
    v[this.hand] = 0;
    return told(record);
  }

  /** At close: all that there still is, from the ring and the queue. */
  takeAll(v: Uint8Array): Told[] {
    const all: Told[] = [];
    for (let record = this.pop(v) || this.shift(v); record; record = this.shift(v)) all.push(told(record));
    return all;
  }

  /** A record of this side is on its way to JavaScript. */
  carries(v: Uint8Array, side: Side): boolean {
    return this.places.some((place) => isOf(v[place] as number, side));
  }

  /** The outcome of this side's operation is told to nobody (A5, U4). */
  drop(v: Uint8Array, side: Side): void {
    this.bury(v, (record) => isOf(record, side) && record !== calls(side));
  }

  /** A slot has gone: records of its callbacks find nobody. */
  kill(v: Uint8Array, sides: readonly Side[]): void {
    const records = sides.map(calls);
    this.bury(v, (record) => records.includes(record));
  }

  /** Several of the dead beside each other are as one. */
  private bury(v: Uint8Array, isDead: (record: number) => boolean): void {
    for (const place of this.places) if (isDead(v[place] as number)) v[place] = DEAD;
    const left = this.queue.map((place) => v[place] as number).filter((record, i, all) => record !== all[i - 1]);
    this.queue.forEach((place, i) => {
      v[place] = left[i] ?? 0;
    });
  }

  private pop(v: Uint8Array): number {
    const record = v[this.ring] as number;
    v[this.ring] = 0;
    return record;
  }

  private append(v: Uint8Array, record: number): void {
    const place = this.queue.find((candidate) => v[candidate] === 0);
    if (place === undefined) throw new RangeError(`There is no place for record ${record}: it is queued already`);
    v[place] = record;
  }

  private shift(v: Uint8Array): number {
    const first = v[this.queue[0] as number] as number;
    for (let i = 0; i < this.queue.length; i++) v[this.queue[i] as number] = v[this.queue[i + 1] ?? -1] ?? 0;
    return first;
  }
}
