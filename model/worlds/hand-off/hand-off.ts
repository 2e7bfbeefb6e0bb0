import type { Arrow, Cells, Lane } from '../../checker/world.js';
import type { FileShape } from '../../kernel/open-file.js';
import type { Law, Observation, Side } from '../../laws/index.js';
import { UserWorld } from '../base/user.js';
import type { Contract, Variant } from '../contract/variant.js';
import type { Slot, SlotShape } from '../engine/slot.js';
import { Between, type Outcome } from './between.js';
import { IoThread } from './io-thread.js';

/** What of a loop with a thread of its own a world looks at. */
export interface HandOffShape {
  readonly name: string;
  readonly slot: SlotShape;
  /** The file of the slot; another of its kind may get the number once it is free. */
  readonly file: FileShape;
  readonly laws: readonly Law[];
  readonly limits?: true;
  /**
   * What is posted in a turn is told of when that is over; and turns with queued calls or timers poll by themselves. Left
   * out where there would be too many states: there each post is told of at once.
   */
  readonly turns?: boolean;
}

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
];

/** The life of the loop. */
const OPEN = 0;
const ENDING = 1;
const CLOSED = 2;

/** What JavaScript posts: on which side, and what is done under the lock when it is taken out of the ring. */
interface Command {
  readonly side: Side;
  readonly execute: (v: Uint8Array) => void;
}

/**
 * A loop with an I/O thread: both threads, in all interleavings of their atomic operations and of their sections under
 * the lock. The engine under the lock is the one of the other worlds.
 *
 * JavaScript's thread is at rest, in a callback, or between two steps of its own; only at rest and in callbacks the user
 * acts. Whatever it does under the lock it begins by draining its own commands, and ends by handing records over; it wakes
 * the I/O thread afterwards if that has to go on. What it posts it tells of when the turn is over, at the latest. A turn
 * with queued calls or timers polls by itself. Promises settle when JavaScript takes their records.
 */
export abstract class HandOff extends UserWorld {
  override readonly cells: readonly Cells[];
  protected readonly between: Between;
  private readonly io: IoThread;
  protected readonly contract: Contract;
  private readonly js: number;
  private readonly loop: number;
  /** What the posted command was meant for: 1 + the file that the number named then. */
  private readonly meant: number;
  private readonly turns: boolean;
  /** Something was posted of which the I/O thread was not told. */
  private readonly untold: number;
  /** The I/O thread has to go on with something that is in no ring. */
  private readonly owed: number;
  private readonly commands: Command[] = [];
  /** What settles now becomes a record; else the user is told at once. */
  private recording = true;
  private readonly allSides: readonly Side[];

  protected constructor(shape: HandOffShape, variant: Variant) {
    super(
      {
        name: shape.name,
        kernel: { numbers: 1, files: [shape.file, shape.file], ...(shape.limits && { limits: true }) },
        slots: [shape.slot],
        laws: shape.laws,
        handsOff: true,
      },
      variant,
    );
    const { space, engine } = this;
    this.contract = variant.contract;
    this.allSides = Array.from({ length: this.sides }, (_, side) => side);
    this.between = new Between(space, this.sides);
    this.io = new IoThread(space, variant, engine, this.between, {
      drain: (v) => this.drain(v),
      harvest: (v) => this.harvest(v),
      isEnding: (v) => v[this.loop] !== OPEN,
      forbidden: (v) => this.tell(v, 'forbidden', 0, 0),
    });
    this.cells = [...engine.cells, this.io.cells];
    this.js = space.field('js', places.length);
    this.loop = space.field('loop', CLOSED + 1);
    this.meant = space.field('command.file', 3);
    this.untold = space.field('js.untold', 2);
    this.owed = space.field('js.owed', 2);
    this.addThreads();
    this.turns = shape.turns ?? false;
    if (this.turns) this.move('user', 'a turn with queued calls polls', (v) => this.pollNow(v));
    this.move('user', 'close the loop', (v) => this.closeLoop(v));
  }

  override initial(v: Uint8Array): void {
    super.initial(v);
    this.kernel.name(v, 0, 0);
    this.io.initial(v);
  }

  override underWay(v: Uint8Array, side: Side): boolean {
    const command = this.commands[(v[this.between.command] as number) - 1];
    return v[this.loop] === ENDING || command?.side === side || this.between.carries(v, side);
  }

  override describe(v: Uint8Array): string {
    return `${super.describe(v)}; I/O thread ${this.io.describe(v)}; JavaScript ${places[v[this.js] as number]}`;
  }

  /**
   * The user acts at rest and in callbacks, as long as the loop is open. One who never returns to libuv starves his own
   * thread: what is owed is owed to who lets go in the end, so that each act of the user discharges it.
   */
  protected override move(by: Lane | Arrow, text: string, apply: (v: Uint8Array) => boolean): void {
    if ((typeof by === 'string' ? by : by[0]) !== 'user') super.move(by, text, apply);
    else super.move(by, text, (v) => this.isAtRest(v) && v[this.loop] === OPEN && apply(v), this.allSides);
  }

  /** The user may wait for one that has settled already. */
  protected override isOperating(v: Uint8Array, slot: Slot): boolean {
    return v[slot.waiters] !== 0 || v[slot.asked] !== 0 || v[slot.left] !== 0;
  }

  protected override tell(v: Uint8Array, what: Observation, side: Side, detail: number): void {
    if (!this.recording || (what !== 'resolved' && what !== 'rejected')) {
      super.tell(v, what, side, detail);
      return;
    }
    this.engine.progressed = 0;
    this.between.queueSettled(v, side, what === 'rejected' ? 'failed' : detail);
  }

  protected override freed(v: Uint8Array, slot: Slot, detail: number): void {
    this.between.kill(v, [slot.index * 2, slot.index * 2 + 1]);
    super.freed(v, slot, detail);
  }

  protected override queued(v: Uint8Array, side: Side): void {
    this.between.queueCallback(v, side);
  }

  /** A command of the user's; it is executed with the others, in their order. */
  protected command(side: Side, execute: (v: Uint8Array) => void): number {
    return this.commands.push({ side, execute });
  }

  /** Pushes a command; where there is no room JavaScript drains the ring itself, and nobody waits. */
  protected post(v: Uint8Array, command: number): void {
    const { between, kernel } = this;
    if (v[between.command]) {
      this.locked(v, () => {
        v[this.meant] = kernel.fileOf(v, 0) + 1;
        this.execute(v, command);
      });
      return;
    }
    v[between.command] = command;
    v[this.meant] = kernel.fileOf(v, 0) + 1;
    // Who waits for its command tells of it before anything else (F14).
    if (this.turns && this.contract.waiting === 'never') v[this.untold] = 1;
    else v[this.js] = TELLING;
  }

  /** A section of JavaScript's under the lock; its own commands come first, as in the program. */
  protected locked(v: Uint8Array, act: () => void): void {
    this.drain(v);
    this.within(v, act);
  }

  protected override add(v: Uint8Array, number: number, direction: 'READER' | 'WRITER'): boolean {
    this.locked(v, () => this.addNow(v, number, direction));
    return true;
  }

  /** Under the lock already, on whichever thread. */
  protected addNow(v: Uint8Array, number: number, direction: 'READER' | 'WRITER'): void {
    super.add(v, number, direction);
  }

  protected override remove(v: Uint8Array, slot: Slot, direction: 'READER' | 'WRITER'): boolean {
    this.locked(v, () => this.removeNow(v, slot, direction));
    return true;
  }

  protected removeNow(v: Uint8Array, slot: Slot, direction: 'READER' | 'WRITER'): void {
    super.remove(v, slot, direction);
  }

  protected override close(v: Uint8Array, slot: Slot): void {
    if (this.contract.commands === 'byNumber') this.within(v, () => super.close(v, slot));
    else this.locked(v, () => super.close(v, slot));
  }

  private isAtRest(v: Uint8Array): boolean {
    return v[this.js] === FREE && !this.between.isInHand(v);
  }

  /** What settles meanwhile is told to the user in his own call. */
  protected atOnce(act: () => void): void {
    this.recording = false;
    act();
    this.recording = true;
  }

  /** Where JavaScript goes on that has told the I/O thread of something. */
  private afterTelling(v: Uint8Array): number {
    if (v[this.loop] === ENDING) return JOINING;
    return this.contract.waiting === 'eachForTheOther' && v[this.between.command] ? BLOCKED : FREE;
  }

  private drain(v: Uint8Array): void {
    const command = v[this.between.command] as number;
    v[this.between.command] = 0;
    this.execute(v, command);
  }

  private execute(v: Uint8Array, command: number): void {
    this.commands[command - 1]?.execute(v);
    v[this.meant] = 0;
  }

  /** Does something under the lock, hands over what there is room for, and goes on to tell of it whom it concerns. */
  private within(v: Uint8Array, act: () => void): void {
    act();
    const news = this.between.isQueued(v);
    this.handOver(v);
    if (news) v[this.js] = ANNOUNCING;
    else if (v[this.owed]) v[this.js] = NOTIFYING;
  }

  private handOver(v: Uint8Array): void {
    this.between.move(v);
    v[this.owed] = this.between.isQueued(v) || this.io.isOwed(v) ? 1 : 0;
  }

  /** A turn that has queued calls or timers polls by itself, so that their order is that of L7. */
  private pollNow(v: Uint8Array): boolean {
    if (this.isCalling(v)) return false;
    this.between.swap(v, this.between.announced, 0);
    this.drain(v);
    this.io.takeTurn(v);
    this.handOver(v);
    v[this.js] = v[this.owed] ? POLLED : TAKING;
    return true;
  }

  /** The loop makes a call on the slot's number, on behalf of a command. */
  protected touch(v: Uint8Array, side: Side): void {
    const named = this.kernel.fileOf(v, 0) + 1;
    this.tell(v, 'touched', side, named && named !== v[this.meant] ? 1 : 0);
  }

  private harvest(v: Uint8Array): boolean {
    const { kernel } = this;
    let found = false;
    kernel.sweep(v);
    for (let index = 0; index < kernel.registrations; index++) {
      if (!kernel.isReady(v, index)) continue;
      this.report(v, index);
      found = true;
    }
    return found;
  }

  private closeLoop(v: Uint8Array): boolean {
    const { engine } = this;
    this.drain(v);
    for (const slot of engine.slots) if (engine.isLive(v, slot)) engine.close(v, slot);
    const isLeft =
      this.contract.closing === 'leavesRecords' && v[this.between.async] === 1 && !this.between.isQueued(v);
    const records = isLeft ? [] : this.between.takeAll(v);
    for (const told of records) if (told.what === 'settled') this.settleFor(v, told.side, told.outcome);
    v[this.loop] = ENDING;
    v[this.untold] = 0;
    v[this.js] = NOTIFYING;
    return true;
  }

  /** JavaScript settles a promise. */
  private settleFor(v: Uint8Array, side: Side, outcome: Outcome): void {
    const [what, count] = outcome === 'failed' ? (['rejected', 0] as const) : (['resolved', outcome] as const);
    this.atOnce(() => this.engine.note(v, what, side, count));
  }

  private handle(v: Uint8Array): void {
    const told = this.between.release(v);
    if (told.what === 'settled') this.settleFor(v, told.side, told.outcome);
    if (told.what === 'callback') {
      const { side } = told;
      this.locked(v, () => this.engine.dispatch(v, this.slot(side), (side & 1) as 0 | 1));
    }
  }

  private addThreads(): void {
    const { between, engine, io } = this;
    this.loopMove("Tokio looks at the poller's edge", (v) => io.react(v));
    // Time passes: no spinning.
    this.loopMove('the deadline of the wait is over', (v) => io.timeOut(v), { always: true });
    const fairness = this.loopMove('libuv runs the handle of the loop', (v) => {
      if (!this.isAtRest(v) || this.isCalling(v) || !between.swap(v, between.async, 0)) return false;
      v[this.js] = TURNING;
      return true;
    });
    const step = (text: string, from: number, apply: (v: Uint8Array) => number): void => {
      const move = (v: Uint8Array): boolean => {
        if (v[this.js] !== from) return false;
        v[this.js] = apply(v);
        return true;
      };
      this.loopMove(text, move, { fairness });
    };
    this.loopMove(
      'the turn is over, and JavaScript tells of what it posted',
      (v) => {
        if (!this.isAtRest(v) || this.isCalling(v) || !between.swap(v, this.untold, 0)) return false;
        v[this.js] = TELLING;
        return true;
      },
      { fairness },
    );
    step('JavaScript raises the pending flag', TELLING, (v) =>
      between.swap(v, between.pending, 1) ? this.afterTelling(v) : NOTIFYING,
    );
    const wake = (v: Uint8Array) => {
      between.swap(v, between.permit, 1);
      v[this.owed] = 0;
    };
    step('JavaScript notifies the I/O thread', NOTIFYING, (v) => {
      wake(v);
      return this.afterTelling(v);
    });
    step('JavaScript notifies the I/O thread, and looks at its records', POLLED, (v) => {
      wake(v);
      return TAKING;
    });
    const afterAnnouncing = (v: Uint8Array) => (v[this.owed] ? NOTIFYING : FREE);
    step('JavaScript announces records', ANNOUNCING, (v) =>
      between.swap(v, between.announced, 1) ? afterAnnouncing(v) : SENDING,
    );
    step("JavaScript sends to libuv's handle", SENDING, (v) => {
      between.swap(v, between.async, 1);
      return afterAnnouncing(v);
    });
    step('JavaScript lowers the announcement', TURNING, (v) => {
      between.swap(v, between.announced, 0);
      return TAKING;
    });
    step('JavaScript takes a record', TAKING, (v) => {
      const taken = between.take(v);
      this.tell(v, 'woken', 0, taken && v[this.loop] !== OPEN ? 1 : 0);
      return taken ? RELIEVING : FREE;
    });
    step('JavaScript asks whether there is a wait for room', RELIEVING, (v) =>
      between.swap(v, between.stalled, 0) ? NOTIFYING : FREE,
    );
    this.loopMove(
      'JavaScript does what the record tells',
      (v) => {
        if (v[this.js] !== FREE || !between.isInHand(v)) return false;
        this.handle(v);
        return true;
      },
      { fairness },
    );
    this.loopMove(
      'the callback returns',
      (v) => {
        if (!this.isAtRest(v) || !this.isCalling(v)) return false;
        this.locked(v, () => engine.finish(v));
        return true;
      },
      { fairness },
    );
    this.loopMove(
      'JavaScript goes on, for its command is executed',
      (v) => {
        if (v[this.js] !== BLOCKED || v[between.command]) return false;
        v[this.js] = FREE;
        return true;
      },
      { fairness },
    );
    this.loopMove(
      'JavaScript joins the I/O thread',
      (v) => {
        if (v[this.js] !== JOINING || !io.hasEnded(v)) return false;
        v[this.js] = FREE;
        v[this.loop] = CLOSED;
        this.tell(v, 'closed', 0, this.kernel.isWatched(v) || io.isWatched(v) ? 1 : 0);
        return true;
      },
      { fairness },
    );
    this.addIoThread();
  }

  private addIoThread(): void {
    let fairness: number | undefined;
    for (const { action, step, text } of this.io.steps) {
      fairness = this.loopMove(
        `the I/O thread: ${text}`,
        (v) => this.io.isAt(v, action, step) && this.io.goOn(v),
        fairness === undefined ? {} : { fairness },
      );
    }
  }
}
