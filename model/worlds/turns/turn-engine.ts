import type { Space } from '../../checker/space.js';
import type { Cells } from '../../checker/world.js';
import { indexOf, type Table } from '../../compiler/table.js';
import { NO_HANDLE, type TurnObservation } from '../../laws/index.js';
import type { Contract, Variant } from '../contract/variant.js';
import { Alarm } from './alarm.js';
import { nextOfBatch } from './batch.js';
import { BEGUN, Handles, IN_BATCH, KEPT, NOWHERE, TIMER } from './handles.js';
import { type TurnLeaves, TurnMachines } from './turn-machines.js';

/** What a turn may bring about: a call, a timer or the descriptor's callback begins; the loop ends. */
export type Progress = 'nothing' | 'call' | 'timer' | 'io' | 'end';

/** Where the native turn is: none; in a batch; between two of them, where ticks and microtasks run. */
export const REST = 0;
const SOON = 1;
const AFTER_SOON = 2;
const IO = 3;
const AFTER_IO = 4;
const TIMERS = 5;
const AT_MOST = TIMERS;

/**
 * The turns of a loop with the compiled tables of `loop` and `handle`. It mirrors Loop, Soon and Timers of src, and the
 * runner of native/addon below them; what differs for a known bug is a switch of the contract or a patched table.
 */
export class TurnEngine {
  readonly cells: readonly Cells[];
  readonly handles: Handles;
  /** What the last transition brought about. */
  progressed: Progress = 'nothing';
  readonly now: number;
  readonly at: number;
  /** 0, or 1 + the handle whose callback runs, or `most + 1` for the descriptor's. */
  readonly running: number;
  readonly ready: number;
  readonly stopping: number;
  readonly closed: number;
  readonly panicked: number;
  /** Records of operations that a closing loop could not hand over yet. */
  readonly left: number;
  /** Operations were pending when the loop ended, and have not settled. */
  readonly owed: number;
  /** The native loop takes records of the descriptor's batch to be looked at still. */
  readonly unfinished: number;
  /** libuv's handles are closed: there is no turn any more. */
  readonly over: number;
  private readonly machines: TurnMachines;
  private readonly scheduled: number;
  private readonly alarm: Alarm;
  /** How much keeps the process alive. */
  private readonly held: number;
  private readonly contract: Contract;
  private refused = false;
  private byItself = false;

  constructor(
    space: Space,
    variant: Variant,
    most: number,
    clock: number,
    private readonly tell: (v: Uint8Array, what: TurnObservation, handle: number, detail: number) => void,
  ) {
    const names = variant.tables.map(({ name }) => name);
    const tableOf = (name: string) => variant.tables[indexOf(names, name)] as Table;
    const tables = { handle: tableOf('handle'), loop: tableOf('loop') };
    const leaves = { handle: this.handleLeaves(), loop: this.loopLeaves() };
    this.contract = variant.contract;
    this.handles = new Handles(space, most, tables.handle.states.length, clock);
    this.now = space.field('now', clock + 1);
    this.at = space.field('at', AT_MOST + 1);
    this.running = space.field('running', most + 2);
    this.ready = space.field('ready', 2);
    this.stopping = space.field('stopping', 2);
    this.closed = space.field('closed', 2);
    this.panicked = space.field('panicked', 2);
    this.left = space.field('left', 2);
    this.owed = space.field('owed', 2);
    this.unfinished = space.field('unfinished', 2);
    this.over = space.field('over', 2);
    this.machines = new TurnMachines(space, tables, leaves, this.handles, (v, handle) =>
      this.tell(v, 'forbidden', handle, 0),
    );
    this.cells = this.machines.cells;
    this.scheduled = space.field('scheduled', 2);
    this.alarm = new Alarm(space, this.handles, this.contract, clock, this.now);
    this.held = space.field('held', most + 2);
  }

  // What the user does

  /** A call into the loop. Answers false if it was refused. */
  enter(v: Uint8Array): boolean {
    this.refused = false;
    this.machines.stepLoop(v, 'CALL');
    const { refused } = this;
    const isUntold = this.contract.turn === 'closedTakesAndForgets';
    this.tell(v, 'answered', NO_HANDLE, refused && !isUntold ? 1 : 0);
    return !refused;
  }

  make(v: Uint8Array, kind: number): void {
    if (!this.enter(v)) return;
    const { handles } = this;
    const made = handles.count(v);
    handles.set(v, made, 'kind', kind);
    handles.set(v, made, 'place', KEPT);
    handles.set(v, made, 'referenced', 1);
    handles.set(v, made, 'ofThisTurn', v[this.running] ? 1 : 0);
    this.hold(v, 1);
    if (kind >= TIMER) this.alarm.arm(v);
    else if (handles.where(v, KEPT).filter((at) => handles.isCall(v, at)).length === 1) v[this.scheduled] = 1;
  }

  cancel(v: Uint8Array, handle: number): void {
    this.handles.giveUp(v, handle);
    this.machines.stepHandle(v, handle, 'CANCEL');
  }

  reference(v: Uint8Array, handle: number, referenced: boolean): void {
    this.handles.set(v, handle, 'referenced', referenced ? 1 : 0);
    this.machines.stepHandle(v, handle, referenced ? 'REF' : 'UNREF');
  }

  stop(v: Uint8Array): void {
    if (!v[this.closed]) v[this.stopping] = 1;
    this.machines.stepLoop(v, 'STOP');
  }

  close(v: Uint8Array): void {
    this.machines.stepLoop(v, 'CLOSE');
    this.noteEnd(v);
  }

  isAlive(v: Uint8Array): boolean {
    return v[this.held] !== 0;
  }

  /** The user's code may run: in a callback, in ticks after a batch, or outside of turns. */
  isUsersTurn(v: Uint8Array): boolean {
    return v[this.running] !== 0 || [REST, AFTER_SOON, AFTER_IO].includes(v[this.at] as number);
  }

  // What libuv and the native turn do

  /** libuv has a reason to wake the loop: queued calls, a timer, a descriptor, or something that is left to do. */
  isWoken(v: Uint8Array): boolean {
    if (v[this.at] !== REST || v[this.over]) return false;
    if (v[this.panicked] || v[this.left]) return true;
    return !v[this.closed] && (v[this.scheduled] === 1 || this.alarm.rings(v) || v[this.ready] === 1);
  }

  /** The clock that the alarm goes by is not the one that deadlines are compared with: it rings a little before its time. */
  ringEarly(v: Uint8Array): boolean {
    if (v[this.at] !== REST || v[this.over] || v[this.closed] || !this.alarm.ringEarly(v)) return false;
    this.beginTurn(v);
    return true;
  }

  beginTurn(v: Uint8Array): void {
    this.tell(v, 'turn', NO_HANDLE, 0);
    for (let handle = 0; handle < this.handles.most; handle++) this.handles.set(v, handle, 'ofThisTurn', 0);
    if (v[this.panicked]) {
      this.machines.stepLoop(v, 'FAILED');
      v[this.over] = 1;
    } else if (v[this.scheduled] && !(this.contract.turn === 'descriptorsStarveCalls' && v[this.ready])) {
      v[this.scheduled] = 0;
      this.machines.stepLoop(v, 'RUN_CALLS');
      this.take(v, (handle) => this.handles.isCall(v, handle));
      v[this.at] = SOON;
    } else {
      this.poll(v);
    }
  }

  /** The ticks after a batch are through. */
  goOn(v: Uint8Array): boolean {
    if (v[this.running]) return false;
    if (v[this.at] === AFTER_SOON) this.poll(v);
    else if (v[this.at] === AFTER_IO) {
      v[this.unfinished] = 0;
      if (this.contract.turn === 'timersBeforeDescriptors') this.rest(v);
      else this.runTimers(v);
    } else return false;
    return true;
  }

  /** The next callback of the batch begins; with `other` another one that might be next. */
  runNext(v: Uint8Array, other = false): boolean {
    const next = v[this.running] ? undefined : nextOfBatch(v, this.handles, this.contract, other);
    if (next === undefined) return false;
    this.handles.set(v, next, 'place', NOWHERE);
    this.machines.stepHandle(v, next, 'RUN');
    return true;
  }

  endBatch(v: Uint8Array): boolean {
    const at = v[this.at] as number;
    const isCut = this.contract.turn === 'stopCutsTheBatch' && v[this.stopping] === 1;
    const isOver = this.handles.where(v, IN_BATCH).length === 0 || isCut;
    if (v[this.running] || ![SOON, IO, TIMERS].includes(at) || !isOver) return false;
    if (at === TIMERS) {
      this.alarm.disarm(v);
      this.alarm.arm(v);
    }
    this.byItself = true;
    this.machines.stepLoop(v, 'RETURNED');
    this.byItself = false;
    if (at !== TIMERS) v[this.at] = at + 1;
    else if (this.contract.turn === 'timersBeforeDescriptors' && this.takesRecords(v)) this.takeRecords(v);
    else this.rest(v);
    return true;
  }

  /** After a turn, or a call from outside of one: a loop that has ended and has nothing left closes libuv's handles. */
  rest(v: Uint8Array): void {
    v[this.at] = REST;
    if (v[this.closed] && !v[this.left] && !v[this.panicked]) v[this.over] = 1;
  }

  /** A handle that the loop does not have any more, and whose callback is through. */
  isPast(v: Uint8Array, handle: number): boolean {
    const isNowhere = this.handles.is(v, handle, 'place', NOWHERE);
    return isNowhere && !this.handles.isToCome(v, handle) && v[this.running] !== handle + 1;
  }

  forget(v: Uint8Array, handle: number): void {
    const running = v[this.running] as number;
    if (running > handle + 1 && running <= this.handles.most) v[this.running] = running - 1;
    this.handles.forget(v, handle);
  }

  /** What its machine says in a region; the getters of a handle ask for no more. */
  region(v: Uint8Array, handle: number, name: string): string | null {
    return this.machines.region(v, handle, name);
  }

  /** The states of the machines in words. */
  describe(v: Uint8Array): string {
    return this.machines.describe(v, v[this.now] as number);
  }

  private poll(v: Uint8Array): void {
    const { turn } = this.contract;
    const isTimersTurn = turn === 'timersBeforeDescriptors' && this.alarm.rings(v);
    const isStarved = turn === 'callsStarveDescriptors' && v[this.scheduled] === 1;
    if (isTimersTurn || isStarved || !this.takesRecords(v)) this.runTimers(v);
    else this.takeRecords(v);
  }

  private takesRecords(v: Uint8Array): boolean {
    const isHeard = !v[this.closed] || this.contract.turn === 'descriptorAfterTheEnd';
    return !v[this.panicked] && (v[this.left] === 1 || (v[this.ready] === 1 && isHeard));
  }

  private takeRecords(v: Uint8Array): void {
    this.machines.stepLoop(v, 'RUN_IO');
    v[this.at] = IO;
    if (v[this.left]) {
      v[this.left] = 0;
      v[this.owed] = 0;
    } else {
      v[this.unfinished] = 1;
      v[this.ready] = 0;
      this.begin(v, NO_HANDLE);
    }
  }

  private runTimers(v: Uint8Array): void {
    if (!this.alarm.rings(v)) {
      this.rest(v);
      return;
    }
    this.alarm.disarm(v);
    this.machines.stepLoop(v, 'RUN_CALLS');
    const { handles } = this;
    const mayRun = (handle: number) => this.contract.madeInTurn === 'joins' || !handles.is(v, handle, 'ofThisTurn');
    this.take(v, (handle) => this.alarm.isOver(v, handles.deadline(v, handle)) && mayRun(handle));
    v[this.at] = TIMERS;
  }

  private take(v: Uint8Array, belongs: (handle: number) => boolean): void {
    for (const handle of this.handles.where(v, KEPT).filter(belongs)) {
      this.handles.set(v, handle, 'place', IN_BATCH);
      this.machines.stepHandle(v, handle, 'TAKE');
    }
  }

  private begin(v: Uint8Array, handle: number): void {
    this.tell(v, 'began', handle, 0);
    if (handle === NO_HANDLE) {
      v[this.running] = this.handles.most + 1;
      this.progressed = 'io';
    } else {
      this.handles.set(v, handle, 'fate', BEGUN);
      v[this.running] = handle + 1;
      this.progressed = this.handles.isCall(v, handle) ? 'call' : 'timer';
    }
  }

  private hold(v: Uint8Array, more: 1 | -1): void {
    v[this.held] = (v[this.held] as number) + more;
  }

  /** The loop gives up all that it has. */
  private end(v: Uint8Array): void {
    this.tell(v, 'ended', NO_HANDLE, this.byItself ? 1 : 0);
    this.progressed = 'end';
    // The last records, which settle what is pending, stand behind a batch that nobody looks at any more.
    if (v[this.unfinished] && !v[this.running]) v[this.owed] = 1;
    this.noteEnd(v);
    v[this.stopping] = 0;
    for (let handle = 0; handle < this.handles.count(v); handle++) {
      if (this.handles.is(v, handle, 'place', KEPT)) this.handles.set(v, handle, 'place', NOWHERE);
      this.machines.stepHandle(v, handle, 'DROP');
    }
  }

  private noteEnd(v: Uint8Array): void {
    v[this.closed] = 1;
    for (let handle = 0; handle < this.handles.most; handle++) this.handles.giveUp(v, handle);
  }

  private handleLeaves(): TurnLeaves {
    return {
      retain: (v) => this.hold(v, 1),
      release: (v) => this.hold(v, -1),
      retire: (v, handle) => this.handles.set(v, handle, 'retired', 1),
      call: (v, handle) => this.begin(v, handle),
      // A call stays in its queue.
      withdraw: (v, handle) => {
        if (!this.handles.isCall(v, handle)) this.handles.set(v, handle, 'place', NOWHERE);
      },
    };
  }

  private loopLeaves(): TurnLeaves {
    return {
      retain: (v) => this.hold(v, 1),
      release: (v) => this.hold(v, -1),
      schedule: (v) => {
        v[this.scheduled] = 1;
      },
      // The runner does the same when JavaScript returns; this is for the ticks in between.
      finish: (v) => {
        v[this.unfinished] = 0;
      },
      refuse: () => {
        this.refused = true;
      },
      fail: (v) => {
        this.end(v);
        v[this.owed] = 0;
      },
      close: (v) => {
        this.end(v);
        // An engine that has panicked hands nothing over, and nobody stops its timer.
        if (v[this.panicked]) v[this.owed] = 1;
        else {
          v[this.scheduled] = 0;
          this.alarm.disarm(v);
        }
      },
    };
  }
}
