import type { Space } from '../../checker/space.js';
import type { Contract } from '../contract/variant.js';
import type { Between } from './between.js';
import type { IoThread } from './io-thread.js';
import type { ThreadStep } from './thread-step.js';

/** Where JavaScript's thread is between two of its atomic operations. */
const FREE = 0;
/** It tells the I/O thread of what it posted; it wakes it; it waits until its command is executed (F14). */
const TELLING = 1;
const NOTIFYING = 2;
const BLOCKED = 3;
/** libuv runs the loop's handle: the flag is lowered, a record is taken, the I/O thread is told if it waits for room. */
const TURNING = 4;
const TAKING = 5;
const RELIEVING = 6;
/** It has closed the loop, and waits for the end of the I/O thread. */
const JOINING = 7;
/** It has handed records over itself, of which libuv's handle is told. */
const ANNOUNCING = 8;
const SENDING = 9;
/** It has polled by itself, and wakes the I/O thread, which has to go on. */
const POLLED = 10;
/** It has done itself what it posted, and wakes the I/O thread, which has to go on; it looks what came of it. */
const HELPED = 11;
const LOOKING = 12;

/** The same in words. */
const places = [
  'at rest',
  'tells of what it posted',
  'has to notify',
  'waits for its command',
  'begins a batch',
  'takes a record',
  'has taken a record',
  'joins the I/O thread',
  'announces records',
  "sends to libuv's handle",
  'has polled',
  'has done what it posted',
  'looks what came of what it posted',
];

/** The life of the loop. */
const OPEN = 0;
const ENDING = 1;
const CLOSED = 2;

/** What JavaScript's thread needs of the world besides what it shares with the I/O thread. */
export interface Surroundings {
  /** A callback of the user's runs. */
  isCalling(v: Uint8Array): boolean;
  /** It looked for a record, and perhaps there was one of a loop that is closed. */
  woken(v: Uint8Array, ofClosed: boolean): void;
  /** Does what the record in its hand tells. */
  perform(v: Uint8Array): void;
  /** The callback that runs returns. */
  finish(v: Uint8Array): void;
  /** Under the lock: executes what it posted. */
  serve(v: Uint8Array): void;
  /** The I/O thread has ended. */
  joined(v: Uint8Array): void;
}

/**
 * JavaScript's thread: at rest, in a callback, or between two steps of its own, each of which is one atomic operation or one
 * section under the lock. What it does under the lock ends by handing records over, of which it tells afterwards.
 */
export class JsThread {
  /** All steps that it takes by itself. */
  readonly steps: readonly ThreadStep[];
  private readonly place: number;
  private readonly loop: number;
  /** Something was posted of which the I/O thread was not told. */
  private readonly untold: number;
  /** The I/O thread has to go on with something that is in no ring. */
  private readonly owed: number;

  constructor(
    space: Space,
    private readonly between: Between,
    private readonly io: IoThread,
    private readonly contract: Contract,
    private readonly around: Surroundings,
  ) {
    this.place = space.field('js', places.length);
    this.loop = space.field('loop', CLOSED + 1);
    this.untold = space.field('js.untold', 2);
    this.owed = space.field('js.owed', 2);
    this.steps = this.allSteps();
  }

  isAtRest(v: Uint8Array): boolean {
    return v[this.place] === FREE && !this.between.isInHand(v);
  }

  /** The loop is neither being closed nor closed. */
  isOpen(v: Uint8Array): boolean {
    return v[this.loop] === OPEN;
  }

  /** The loop is being closed: the end is on its way to the I/O thread, or back. */
  isEnding(v: Uint8Array): boolean {
    return v[this.loop] === ENDING;
  }

  describe(v: Uint8Array): string {
    return places[v[this.place] as number] as string;
  }

  /** It has posted a command, of which it tells at once, or when the turn is over. */
  posted(v: Uint8Array, atOnce: boolean): void {
    if (atOnce) v[this.place] = TELLING;
    else v[this.untold] = 1;
  }

  /** Does something under the lock, hands over what there is room for, and goes on to tell of it whom it concerns. */
  within(v: Uint8Array, act: () => void): void {
    act();
    const news = this.between.isQueued(v);
    this.handOver(v);
    if (news) v[this.place] = ANNOUNCING;
    else if (v[this.owed]) v[this.place] = NOTIFYING;
  }

  /** Takes a turn by itself, under the lock: what it hands over it takes next. */
  poll(v: Uint8Array, act: () => void): void {
    this.between.swap(v, this.between.announced, 0);
    act();
    this.handOver(v);
    v[this.place] = v[this.owed] ? POLLED : TAKING;
  }

  /** Does itself what it posted, for an I/O thread that it believes asleep; whether that is so, makes no difference. */
  private serve(v: Uint8Array): number {
    if (this.contract.errands === 'raiseTheFlag') this.between.swap(v, this.between.pending, 1);
    this.around.serve(v);
    this.handOver(v);
    return v[this.owed] ? HELPED : LOOKING;
  }

  /** It closes the loop, and tells the I/O thread. */
  end(v: Uint8Array): void {
    v[this.loop] = ENDING;
    v[this.untold] = 0;
    v[this.place] = NOTIFYING;
  }

  private handOver(v: Uint8Array): void {
    this.between.move(v);
    v[this.owed] = this.between.isQueued(v) || this.io.isOwed(v) ? 1 : 0;
  }

  /** It is at rest, and no callback runs: it is libuv's turn. */
  private isIdle(v: Uint8Array): boolean {
    return this.isAtRest(v) && !this.around.isCalling(v);
  }

  private notify(v: Uint8Array): void {
    this.between.swap(v, this.between.permit, 1);
    v[this.owed] = 0;
  }

  /** Where it goes on when it has told the I/O thread of something. */
  private afterTelling(v: Uint8Array): number {
    if (this.isEnding(v)) return JOINING;
    return this.contract.waiting === 'eachForTheOther' && v[this.between.command] ? BLOCKED : FREE;
  }

  private afterAnnouncing(v: Uint8Array): number {
    return v[this.owed] ? NOTIFYING : FREE;
  }

  private allSteps(): ThreadStep[] {
    const { between, around, io } = this;
    /** `go` answers where the thread is then; undefined if it cannot go on. */
    const step = (text: string, from: number, go: (v: Uint8Array) => number | undefined): ThreadStep => ({
      text,
      apply: (v) => {
        const to = v[this.place] === from ? go(v) : undefined;
        if (to !== undefined) v[this.place] = to;
        return to !== undefined;
      },
    });
    return [
      step('libuv runs the handle of the loop', FREE, (v) =>
        this.isIdle(v) && between.swap(v, between.async, 0) ? TURNING : undefined,
      ),
      step('the turn is over, and JavaScript tells of what it posted', FREE, (v) =>
        this.isIdle(v) && between.swap(v, this.untold, 0) ? TELLING : undefined,
      ),
      step('the turn is over, and JavaScript does itself what it posted', FREE, (v) =>
        this.isIdle(v) && between.swap(v, this.untold, 0) ? this.serve(v) : undefined,
      ),
      step('JavaScript notifies the I/O thread, and looks what came of what it did', HELPED, (v) => {
        this.notify(v);
        return LOOKING;
      }),
      // Nobody tells of what it has handed over itself: it takes another turn, unless there is one to come.
      step('JavaScript sees whether records wait of which nobody tells', LOOKING, (v) =>
        between.waits(v) && !v[between.announced] ? TURNING : FREE,
      ),
      step('JavaScript raises the pending flag', TELLING, (v) =>
        between.swap(v, between.pending, 1) ? this.afterTelling(v) : NOTIFYING,
      ),
      step('JavaScript notifies the I/O thread', NOTIFYING, (v) => {
        this.notify(v);
        return this.afterTelling(v);
      }),
      step('JavaScript notifies the I/O thread, and looks at its records', POLLED, (v) => {
        this.notify(v);
        return TAKING;
      }),
      step('JavaScript announces records', ANNOUNCING, (v) =>
        between.swap(v, between.announced, 1) ? this.afterAnnouncing(v) : SENDING,
      ),
      step("JavaScript sends to libuv's handle", SENDING, (v) => {
        between.swap(v, between.async, 1);
        return this.afterAnnouncing(v);
      }),
      step('JavaScript lowers the announcement', TURNING, (v) => {
        between.swap(v, between.announced, 0);
        return TAKING;
      }),
      step('JavaScript takes a record', TAKING, (v) => {
        const taken = between.take(v);
        around.woken(v, taken && !this.isOpen(v));
        return taken ? RELIEVING : FREE;
      }),
      step('JavaScript asks whether there is a wait for room', RELIEVING, (v) =>
        between.swap(v, between.stalled, 0) ? NOTIFYING : FREE,
      ),
      // What the world does in these two may end with something to tell of: it goes on from there.
      {
        text: 'JavaScript does what the record tells',
        apply: (v) => {
          if (v[this.place] !== FREE || !between.isInHand(v)) return false;
          around.perform(v);
          return true;
        },
      },
      {
        text: 'the callback returns',
        apply: (v) => {
          if (!this.isAtRest(v) || !around.isCalling(v)) return false;
          around.finish(v);
          return true;
        },
      },
      step('JavaScript goes on, for its command is executed', BLOCKED, (v) => (v[between.command] ? undefined : FREE)),
      step('JavaScript joins the I/O thread', JOINING, (v) => {
        if (!io.hasEnded(v)) return undefined;
        v[this.loop] = CLOSED;
        around.joined(v);
        return FREE;
      }),
    ];
  }
}
