import type { AnyCallback, Callback, TimerHandle } from '../handles/index.js';
import { Heap, type HeapNode } from './heap.js';
import { type Keeper, Registration } from './registration.js';

/** The one native timer below all others. */
export interface Alarm {
  /** Asks for `run` in this many milliseconds, of which there may be parts; another call replaces it. */
  set(ms: number): void;
  /** The loop's time in milliseconds; it never goes back. */
  now(): number;
}

/** The turn of what no callback made: numbers of turns are not negative. */
export const NO_TURN = -1;

/** Something with a deadline, in the order of which it is taken into a batch and run. */
interface Due extends HeapNode {
  readonly when: number;
  /** Of two equal deadlines the one made first runs first (L13, A4). */
  readonly serial: number;
  /** The turn whose callback made it, which does not run it (L7). */
  readonly turn: number;
  /** It is in the batch that begins. */
  take(): void;
  run(): void;
  /** The loop gives it up, and has taken it out already. */
  drop(): void;
}

/** Who has a limited time. */
export interface Expiring {
  expire(): void;
}

/** The limit of an operation's time: what is no callback of the user's needs no handle, and keeps no process alive. */
class Limit implements Due {
  readonly when: number;
  readonly serial: number;
  readonly turn = NO_TURN;
  position = -1;
  readonly #timers: Timers;
  #whose: Expiring | undefined;

  constructor(timers: Timers, when: number, serial: number, whose: Expiring) {
    this.#timers = timers;
    this.when = when;
    this.serial = serial;
    this.#whose = whose;
  }

  cancel(): void {
    this.#whose = undefined;
    this.#timers.remove(this);
  }

  take(): void {}

  run(): void {
    this.#whose?.expire();
  }

  drop(): void {
    this.#whose = undefined;
  }
}

/** A deadline of the user's, and what runs then. */
export class Timer extends Registration implements Due, TimerHandle {
  readonly when: number;
  /** When it was made, in the loop's time. */
  readonly since: number;
  readonly serial: number;
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

  protected override facts(): object {
    return { ...super.facts(), when: this.when };
  }
}

/** All deadlines of a loop, in one heap over one native timer. Never early; equal deadlines in the order they were made. */
export class Timers {
  readonly #alarm: Alarm;
  readonly #keeper: Keeper;
  readonly #heap = new Heap<Due>((a, b) => a.when < b.when || (a.when === b.when && a.serial < b.serial));
  #serial = 0;
  /** What the native timer is set to; undefined while it is not. */
  #armed: number | undefined;
  #batch: Due[] = [];

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
    return this.#push(new Timer(this, when, this.#serial++, turn, origin, this.#keeper, callback, args));
  }

  /** Has somebody expire when the time has come, unless it is cancelled before. */
  limit(when: number, whose: Expiring): { cancel(): void } {
    return this.#push(new Limit(this, when, this.#serial++, whose));
  }

  /** The native timer stays as it is set: who sets and cancels a timeout for each request makes no system call for that. */
  remove(due: Due): void {
    this.#heap.remove(due);
  }

  get isEmpty(): boolean {
    return this.#heap.size === 0 && this.#batch.length === 0;
  }

  /** Those of the user's that have not run, in no order. */
  pending(): readonly Timer[] {
    return [...this.#batch, ...this.#heap.all()].filter((due): due is Timer => due instanceof Timer && due.isPending);
  }

  /** Runs what is due now. What a callback of this turn made waits for the next one, however early its deadline (L7). */
  run(turn: number): void {
    const now = this.#alarm.now();
    const early: Due[] = [];
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

  #push<Made extends Due>(made: Made): Made {
    this.#heap.push(made);
    try {
      this.#arm();
    } catch (error) {
      this.#heap.remove(made);
      made.drop();
      throw error;
    }
    return made;
  }

  /** Sets the native timer if the first deadline is earlier than what it is set to. A later one costs one idle wake-up. */
  #arm(): void {
    const first = this.#heap.peek();
    if (first !== undefined && (this.#armed === undefined || first.when < this.#armed)) {
      this.#alarm.set(Math.max(first.when - this.#alarm.now(), 0));
      this.#armed = first.when;
    }
  }
}
