import type { Arrow, Cells, Lane } from '../../checker/world.js';
import type { FileShape } from '../../kernel/open-file.js';
import type { Law, Observation, Side } from '../../laws/index.js';
import { UserWorld } from '../base/user.js';
import type { Contract, Variant } from '../contract/variant.js';
import type { Slot, SlotShape } from '../engine/slot.js';
import { Between, type Outcome } from './between.js';
import { Commands } from './commands.js';
import { IoThread } from './io-thread.js';
import { JsThread } from './js-thread.js';
import type { ThreadStep } from './thread-step.js';

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
  private readonly js: JsThread;
  private readonly commands: Commands;
  private readonly turns: boolean;
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
      drain: (v) => this.commands.drain(v),
      harvest: (v, most) => this.harvest(v, most),
      isEnding: (v) => !this.js.isOpen(v),
      forbidden: (v) => this.tell(v, 'forbidden', 0, 0),
    });
    this.cells = [...engine.cells, this.io.cells];
    this.commands = new Commands(space, this.between, (v) => this.kernel.fileOf(v, 0));
    this.js = new JsThread(space, this.between, this.io, this.contract, {
      isCalling: (v) => this.isCalling(v),
      woken: (v, ofClosed) => this.tell(v, 'woken', 0, ofClosed ? 1 : 0),
      perform: (v) => this.perform(v),
      finish: (v) => this.locked(v, () => engine.finish(v)),
      serve: (v) => this.commands.drain(v),
      joined: (v) => this.tell(v, 'closed', 0, this.kernel.isWatched(v) || this.io.isWatched(v) ? 1 : 0),
    });
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
    return this.js.isEnding(v) || this.commands.isPosted(v, side) || this.between.carries(v, side);
  }

  override describe(v: Uint8Array): string {
    return `${super.describe(v)}; I/O thread ${this.io.describe(v)}; JavaScript ${this.js.describe(v)}`;
  }

  /**
   * The user acts at rest and in callbacks, as long as the loop is open. One who never returns to libuv starves his own
   * thread: what is owed is owed to who lets go in the end, so that each act of the user discharges it.
   */
  protected override move(by: Lane | Arrow, text: string, apply: (v: Uint8Array) => boolean): void {
    if ((typeof by === 'string' ? by : by[0]) !== 'user') super.move(by, text, apply);
    else super.move(by, text, (v) => this.js.isAtRest(v) && this.js.isOpen(v) && apply(v), this.allSides);
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
    return this.commands.add(side, execute);
  }

  /** Pushes a command; where there is no room JavaScript drains the ring itself, and nobody waits. */
  protected post(v: Uint8Array, command: number): void {
    const { commands } = this;
    if (!commands.hasRoom(v)) {
      this.locked(v, () => commands.executeNow(v, command));
      return;
    }
    commands.post(v, command);
    // Who waits for its command tells of it before anything else (F14).
    this.js.posted(v, !this.turns || this.contract.waiting !== 'never');
  }

  /** A section of JavaScript's under the lock; its own commands come first, as in the program. */
  protected locked(v: Uint8Array, act: () => void): void {
    this.commands.drain(v);
    this.js.within(v, act);
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
    if (this.contract.commands === 'byNumber') this.js.within(v, () => super.close(v, slot));
    else this.locked(v, () => super.close(v, slot));
  }

  /** What settles meanwhile is told to the user in his own call. */
  protected atOnce(act: () => void): void {
    this.recording = false;
    act();
    this.recording = true;
  }

  /** A turn that has queued calls or timers polls by itself, so that their order is that of L7. */
  private pollNow(v: Uint8Array): boolean {
    if (this.isCalling(v)) return false;
    this.js.poll(v, () => {
      this.commands.drain(v);
      this.io.takeTurn(v);
    });
    return true;
  }

  /** The loop makes a call on the slot's number, on behalf of a command. */
  protected touch(v: Uint8Array, side: Side): void {
    this.tell(v, 'touched', side, this.commands.isMistaken(v) ? 1 : 0);
  }

  private harvest(v: Uint8Array, most: number): number {
    const { kernel } = this;
    let found = 0;
    kernel.sweep(v);
    for (let index = 0; index < kernel.registrations && found < most; index++) {
      if (!kernel.isReady(v, index)) continue;
      this.report(v, index);
      found++;
    }
    return found;
  }

  private closeLoop(v: Uint8Array): boolean {
    const { engine } = this;
    this.commands.drain(v);
    for (const slot of engine.slots) if (engine.isLive(v, slot)) engine.close(v, slot);
    const isLeft =
      this.contract.closing === 'leavesRecords' && v[this.between.async] === 1 && !this.between.isQueued(v);
    const records = isLeft ? [] : this.between.takeAll(v);
    for (const told of records) if (told.what === 'settled') this.settleFor(v, told.side, told.outcome);
    this.js.end(v);
    return true;
  }

  /** JavaScript settles a promise. */
  private settleFor(v: Uint8Array, side: Side, outcome: Outcome): void {
    const [what, count] = outcome === 'failed' ? (['rejected', 0] as const) : (['resolved', outcome] as const);
    this.atOnce(() => this.engine.note(v, what, side, count));
  }

  /** JavaScript does what the record in its hand tells. */
  private perform(v: Uint8Array): void {
    const told = this.between.release(v);
    if (told.what === 'settled') this.settleFor(v, told.side, told.outcome);
    if (told.what === 'callback') {
      const { side } = told;
      this.locked(v, () => this.engine.dispatch(v, this.slot(side), (side & 1) as 0 | 1));
    }
  }

  private addThreads(): void {
    const { io, js } = this;
    this.loopMove("Tokio looks at the poller's edge", (v) => io.react(v));
    // Time passes: no spinning.
    this.loopMove('the deadline of the wait is over', (v) => io.timeOut(v), { always: true });
    for (const thread of [js, io]) this.addSteps(thread.steps);
  }

  /** The steps of a thread are one fair class. */
  private addSteps(steps: readonly ThreadStep[]): void {
    let fairness: number | undefined;
    for (const { text, apply } of steps) {
      fairness = this.loopMove(text, apply, fairness === undefined ? {} : { fairness });
    }
  }
}
