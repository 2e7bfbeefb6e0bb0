import type { AnyCallback, Callback, TimerHandle } from '../handles/index.js';
import { Heap, type HeapNode } from './heap.js';
import { type Keeper, Registration } from './registration.js';

/** The one native timer below all others. */
export interface Alarm {
  /** Asks for `run` in this many milliseconds; another call replaces it. */
  set(ms: number): void;
  clear(): void;
  /** The loop's time in milliseconds; it never goes back. */
  now(): number;
}

/** The turn of what no callback made: numbers of turns are not negative. */
export const NO_TURN = -1;

/** The longest the native timer is asked to wait; it is set again when it comes too early. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** A deadline, and what runs then. */
export class Timer extends Registration implements HeapNode, TimerHandle {
  readonly when: number;
  /** When it was made, in the loop's time. */
  readonly since: number;
  /** Of two equal deadlines the one made first runs first (L13, A4). */
  readonly serial: number;
  /** The turn whose callback made it, which does not run it (L7). */
  readonly turn: number;
  position = -1;
  readonly #timers: Timers;

  constructor(
    timers: Timers,
    when: number,
    serial: number,
    turn: number,
    origin: string,
    keeper: Keeper,
    callback: AnyCallback,
    args: unknown[],
  ) {
    super(origin, keeper, callback, args);
    this.#timers = timers;
    this.when = when;
    this.since = keeper.origins.now();
    this.serial = serial;
    this.turn = turn;
  }

  protected withdraw(): void {
    this.#timers.remove(this);
  }
}

/** All deadlines of a loop, in one heap over one native timer. Never early; equal deadlines in the order they were made. */
export class Timers {
  readonly #alarm: Alarm;
  readonly #keeper: Keeper;
  readonly #heap = new Heap<Timer>((a, b) => a.when < b.when || (a.when === b.when && a.serial < b.serial));
  #serial = 0;
  /** What the native timer is set to; undefined while it is not. */
  #armed: number | undefined;
  #batch: Timer[] = [];

  constructor(alarm: Alarm, keeper: Keeper) {
    this.#alarm = alarm;
    this.#keeper = keeper;
  }

  /**
   * @param origin the public call, for messages
   * @param turn in whose callback it was made, or NO_TURN
   */
  add<Args extends unknown[]>(
    origin: string,
    when: number,
    turn: number,
    callback: Callback<Args>,
    args: Args,
  ): TimerHandle {
    const timer = new Timer(this, when, this.#serial++, turn, origin, this.#keeper, callback, args);
    this.#heap.push(timer);
    this.#arm();
    return timer;
  }

  remove(timer: Timer): void {
    this.#heap.remove(timer);
    if (this.#heap.size === 0 && this.#armed !== undefined) {
      this.#armed = undefined;
      this.#alarm.clear();
    }
  }

  /** Those that have not run, in no order. */
  pending(): readonly Timer[] {
    return [...this.#batch, ...this.#heap.all()].filter(({ isPending }) => isPending);
  }

  /** Runs what is due now. What a callback of this turn made waits for the next one, however early its deadline (L7). */
  run(turn: number): void {
    const now = this.#alarm.now();
    const early: Timer[] = [];
    for (let next = this.#heap.peek(); next !== undefined && next.when <= now; next = this.#heap.peek()) {
      this.#heap.remove(next);
      if (next.turn === turn) {
        early.push(next);
      } else {
        next.take();
        this.#batch.push(next);
      }
    }
    for (const timer of early) {
      this.#heap.push(timer);
    }
    for (const timer of this.#batch) {
      timer.run();
    }
    this.#batch = [];
    this.#armed = undefined;
    this.#arm();
  }

  /** No timer runs any more, in the running batch neither. */
  clear(): void {
    for (const timer of this.#batch) {
      timer.drop();
    }
    for (let timer = this.#heap.pop(); timer !== undefined; timer = this.#heap.pop()) {
      timer.drop();
    }
    this.#armed = undefined;
  }

  /** Sets the native timer if the first deadline is earlier than what it is set to. A later one costs one idle wake-up. */
  #arm(): void {
    const first = this.#heap.peek();
    if (first !== undefined && (this.#armed === undefined || first.when < this.#armed)) {
      this.#armed = first.when;
      this.#alarm.set(Math.min(Math.max(Math.ceil(first.when - this.#alarm.now()), 0), LONGEST_WAIT));
    }
  }
}
