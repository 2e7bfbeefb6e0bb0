import type { Space } from '../../checker/space.js';
import type { Cells } from '../../checker/world.js';
import { cellOf, FORBIDDEN, indexOf, type Table } from '../../compiler/table.js';
import type { Variant } from '../contract/variant.js';
import type { Engine } from '../engine/engine.js';
import { patient, resume, retry } from '../engine/later.js';
import type { Between } from './between.js';
import type { ThreadStep } from './thread-step.js';

/** What the I/O thread needs of the world besides what it shares with JavaScript. */
export interface Surroundings {
  /** Under the lock: executes what is in the ring of commands. */
  drain(v: Uint8Array): void;
  /** Takes what the poller has, up to so many reports, for the slots to look at: how many. */
  harvest(v: Uint8Array, most: number): number;
  isEnding(v: Uint8Array): boolean;
  forbidden(v: Uint8Array): void;
}

/** How far an action got: not possible now, this step again or the next one, or done, perhaps with an answer. */
type Step = 'not now' | 'again' | 'next' | 'done' | { readonly answer: string };

/** What the steps of an action are called, where it has several. */
const steps: Readonly<Record<string, readonly string[]>> = {
  poll: ['poll(0)', 'a slot looks at its report, or all have'],
  hand: ['what there is room for goes into the ring', 'announces it', "sends to libuv's handle"],
};

/** The poller's readiness as Tokio's guard knows it: no guard, taken of what is known, or of what is no longer all. */
const NO_GUARD = 0;
const CURRENT = 1;
const OUTDATED = 2;

/** A machine waits for its back-off to end. */
function isBackingOff(v: Uint8Array, engine: Engine): boolean {
  return engine.slots.some(({ backoff }) => v[backoff]);
}

/** Budgets have left something over. */
function isRestless(v: Uint8Array, engine: Engine): boolean {
  return engine.slots.some(({ resume }) => v[resume[0]] || v[resume[1]]);
}

/**
 * The I/O thread: it performs the actions of `pump`, each in as many steps as it has atomic operations and sections under
 * the lock, between which JavaScript's thread may do anything. With it Tokio's reactor, which may notice the poller's
 * edge at any moment.
 */
export class IoThread {
  readonly cells: Cells;
  /** Every step it can take. */
  readonly steps: readonly ThreadStep[];
  private readonly table: Table;
  private readonly perform: Readonly<Record<string, (v: Uint8Array, step: number) => Step>>;
  private readonly end: number;
  private readonly state: number;
  /** Which action is being performed: of which list, at which place, and which of its steps is next. */
  private readonly list: number;
  private readonly place: number;
  private readonly step: number;
  /** 1 + the event that is the answer. */
  private readonly answer: number;
  /** Tokio watches the poller, knows it to be readable; and what the guard stands for. */
  private readonly watched: number;
  private readonly readiness: number;
  private readonly guard: number;
  /** The poll of this round filled its memory: there may be more. */
  private readonly full: number;
  /** The wait has a deadline; it is over. */
  private readonly timed: number;
  private readonly due: number;

  constructor(
    space: Space,
    variant: Variant,
    private readonly engine: Engine,
    private readonly between: Between,
    private readonly around: Surroundings,
  ) {
    this.table = variant.tables[
      indexOf(
        variant.tables.map(({ name }) => name),
        'pump',
      )
    ] as Table;
    this.cells = { table: this.table, stepped: new Uint8Array(this.table.kind.length) };
    const actions = this.table.actions.flatMap((action) => {
      const texts = steps[action]?.map((text) => `${action}: ${text}`) ?? [action];
      return texts.map((text, step) => ({
        text: `the I/O thread: ${text}`,
        apply: (v: Uint8Array) => this.isAt(v, action, step) && this.goOn(v),
      }));
    });
    this.steps = [
      ...actions,
      { text: 'the I/O thread: poll: poll(0), which fills its memory', apply: (v) => this.fills(v) },
    ];
    this.end = indexOf(this.table.states, 'ended');
    this.state = space.field('pump', this.table.states.length);
    this.list = space.field('pump.list', this.table.lists.length);
    this.place = space.field('pump.place', Math.max(...this.table.lists.map(({ length }) => length)) + 1);
    this.step = space.field('pump.step', 3);
    this.answer = space.field('pump.answer', this.table.events.length + 1);
    this.watched = space.field('tokio.watched', 2);
    this.readiness = space.field('tokio.readiness', 2);
    this.guard = space.field('tokio.guard', 3);
    this.full = space.field('pump.full', 2);
    const times = engine.slots.some(({ shape }) => shape.reading === 'accept') ? 2 : 1;
    this.timed = space.field('pump.timed', times);
    this.due = space.field('pump.due', times);
    this.perform = this.bind();
  }

  /** A thread begins as if it had been woken. */
  initial(v: Uint8Array): void {
    v[this.watched] = 1;
    this.feed(v, indexOf(this.table.events, 'WOKEN'));
  }

  hasEnded(v: Uint8Array): boolean {
    return v[this.state] === this.end && this.action(v) === undefined;
  }

  /** Something has to go on of which this thread does not know: leftovers, or a deadline where it waits for none. */
  isOwed(v: Uint8Array): boolean {
    return isRestless(v, this.engine) || (!v[this.timed] && isBackingOff(v, this.engine));
  }

  /** Tokio still watches the poller. */
  isWatched(v: Uint8Array): boolean {
    return v[this.watched] === 1;
  }

  describe(v: Uint8Array): string {
    return `${this.table.states[v[this.state] as number]} (${this.action(v) ?? 'nothing'}.${v[this.step]})`;
  }

  /** Whether a step is the next one. */
  private isAt(v: Uint8Array, action: string, step: number): boolean {
    return v[this.step] === step && this.action(v) === action;
  }

  /** The name of the action that is under way. */
  private action(v: Uint8Array): string | undefined {
    const action = this.table.lists[v[this.list] as number]?.[v[this.place] as number];
    return action === undefined ? undefined : this.table.actions[action];
  }

  /** Takes the next step. False if there is none now. */
  private goOn(v: Uint8Array): boolean {
    const name = this.action(v);
    if (name === undefined) return false;
    const step = this.perform[name]?.(v, v[this.step] as number) ?? 'not now';
    if (step === 'not now') return false;
    if (step === 'again') return true;
    v[this.step] = step === 'next' ? (v[this.step] as number) + 1 : 0;
    if (step === 'next') return true;
    if (typeof step === 'object') this.answered(v, step.answer);
    v[this.place] = (v[this.place] as number) + 1;
    if (this.action(v) === undefined && v[this.answer]) this.feed(v, (v[this.answer] as number) - 1);
    return true;
  }

  /** Tokio's reactor looks at the poller, whose edge it got. */
  react(v: Uint8Array): boolean {
    const { kernel } = this.engine;
    if (!this.isWatched(v) || !kernel.hasEdge(v)) return false;
    if (!kernel.takeEdge(v)) return true;
    v[this.readiness] = 1;
    if (v[this.guard] === CURRENT) v[this.guard] = OUTDATED;
    return true;
  }

  /** The deadline with which the thread waits is over. */
  timeOut(v: Uint8Array): boolean {
    if (!v[this.timed] || v[this.due]) return false;
    v[this.due] = 1;
    return true;
  }

  private answered(v: Uint8Array, event: string): void {
    if (v[this.answer]) throw new RangeError(`${event} is the second answer to one step of the pump`);
    v[this.answer] = indexOf(this.table.events, event) + 1;
  }

  private feed(v: Uint8Array, event: number): void {
    const cell = cellOf(this.table, v[this.state] as number, event);
    this.cells.stepped[cell] = 1;
    v[this.answer] = 0;
    if (this.table.kind[cell] === FORBIDDEN) {
      this.around.forbidden(v);
      return;
    }
    v[this.state] = this.table.next[cell] as number;
    v[this.list] = this.table.list[cell] as number;
    v[this.place] = 0;
  }

  private bind(): Readonly<Record<string, (v: Uint8Array, step: number) => Step>> {
    const { between, around, engine } = this;
    const set = (flag: number, value: 0 | 1) => (v: Uint8Array) => {
      between.swap(v, flag, value);
      return 'done' as const;
    };
    return {
      clearPending: set(between.pending, 0),
      noteStalled: set(between.stalled, 1),
      serve: (v) => {
        if (around.isEnding(v)) return { answer: 'ENDING' };
        around.drain(v);
        return { answer: 'SERVED' };
      },
      takeGuard: (v) => {
        v[this.guard] = v[this.readiness] ? CURRENT : NO_GUARD;
        return 'done';
      },
      poll: (v, step) => this.poll(v, step),
      clearReadiness: (v) => {
        if (v[this.guard] === CURRENT) v[this.readiness] = 0;
        v[this.guard] = NO_GUARD;
        return 'done';
      },
      hand: (v, step) => this.hand(v, step),
      wait: (v) => {
        if (!between.swap(v, between.permit, 0) && !v[this.readiness] && !v[this.due]) return 'not now';
        v[this.timed] = 0;
        return { answer: 'WOKEN' };
      },
      waitForRoom: (v) => {
        const deaf = engine.contract.waiting === 'eachForTheOther' && !between.hasRoom(v) && !around.isEnding(v);
        return !deaf && between.swap(v, between.permit, 0) ? { answer: 'WOKEN' } : 'not now';
      },
      leave: (v) => {
        for (const field of [this.watched, this.readiness, this.guard]) v[field] = 0;
        return 'done';
      },
    };
  }

  /** The system call; then each slot of which something was reported, in a section of its own; then what is left over. */
  private poll(v: Uint8Array, step: number): Step {
    if (step === 0) {
      this.ask(v);
      return 'next';
    }
    if (this.look(v)) return 'again';
    this.resumeAndRetry(v);
    const full = v[this.full];
    v[this.due] = 0;
    v[this.full] = 0;
    if (full) v[this.guard] = NO_GUARD;
    return { answer: full ? 'POLLED' : 'POLLED_ALL' };
  }

  /** The system call has room for one report, and there is one: perhaps others are left. */
  private fills(v: Uint8Array): boolean {
    if (!this.isAt(v, 'poll', 0) || !this.ask(v, 1)) return false;
    v[this.full] = 1;
    v[this.step] = 1;
    return true;
  }

  /** A turn that JavaScript's thread takes by itself, under the lock: all of that at once. */
  takeTurn(v: Uint8Array): void {
    this.ask(v);
    while (this.look(v)) {}
    this.resumeAndRetry(v);
  }

  /** A new turn, with new budgets. What another thread was let in upon is older than what is polled now. */
  private ask(v: Uint8Array, most = Number.POSITIVE_INFINITY): boolean {
    while (this.look(v)) {}
    for (const { spent } of this.engine.slots) v[spent] = 0;
    return this.around.harvest(v, most) > 0;
  }

  private look(v: Uint8Array): boolean {
    const reported = this.engine.slots.find((slot) => v[slot.reported]);
    if (reported) this.engine.process(v, reported);
    return reported !== undefined;
  }

  private resumeAndRetry(v: Uint8Array): void {
    const { engine } = this;
    for (const slot of engine.slots) {
      for (const side of [0, 1] as const) resume(v, engine, slot, side);
      if (v[this.due]) for (const name of patient) retry(v, engine, slot, name);
    }
  }

  /** Under the lock, as many records as there is room for; then the flag, then libuv's handle. */
  private hand(v: Uint8Array, step: number): Step {
    const { between, engine } = this;
    if (step === 0) {
      const moved = between.move(v);
      v[this.timed] = isBackingOff(v, engine) ? 1 : 0;
      this.answered(v, between.isQueued(v) ? 'NO_ROOM' : isRestless(v, engine) ? 'RESTLESS' : 'ALL_HANDED');
      return moved ? 'next' : 'done';
    }
    if (step === 1) return between.swap(v, between.announced, 1) ? 'done' : 'next';
    between.swap(v, between.async, 1);
    return 'done';
  }
}
