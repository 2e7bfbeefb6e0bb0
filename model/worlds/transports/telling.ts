import type { Space } from '../../checker/space.js';
import type { Cells } from '../../checker/world.js';
import { cellOf, FORBIDDEN, indexOf, type Table } from '../../compiler/table.js';
import { CLOSED, CUT_OFF, NO_UNIT, type ProtocolObservation } from '../../laws/index.js';
import type { Variant } from '../contract/variant.js';
import { type Stream, UNITS } from './stream.js';

/** The handler that runs: none, the factory, or what a protocol is told by. */
export const NONE = 0;
export const FACTORY = 1;
export const MADE = 2;
export const DATA = 3;
export const END = 4;
export const OF_ROOM = 5;
export const LOST = 6;
const HANDLERS = LOST + 1;

/** How much users have told later at a time. */
const QUEUE = 3;

/** What stands in the queue of what is to be told, the first in line first: TELL, TELL_ROOM. */
const queues = Array.from({ length: QUEUE + 1 }).reduce<string[]>(
  (all) => ['', ...all.flatMap((rest) => [`T${rest}`, `R${rest}`])],
  [''],
);

/** Which handler an observation is of. */
const handlerOf: Partial<Record<ProtocolObservation, number>> = {
  ...{ made: MADE, data: DATA, end: END, full: OF_ROOM, room: OF_ROOM, lost: LOST },
};

/**
 * JavaScript's half of a connection, with the compiled table of `protocol`: the record at hand, what is kept, and the queue
 * of what is to be told. It mirrors src/transports.
 */
export class Telling {
  readonly cells: readonly Cells[];
  readonly running: number;
  /** The last transition had a handler begin. */
  told: ProtocolObservation | undefined;
  /** What is told of this transition is told within a call of the user's. */
  isInside = false;
  /** A protocol has room for one unit at a time. */
  isShort = false;
  private readonly table: Table;
  private readonly stepped: Uint8Array;
  private readonly state: number;
  private readonly queue: number;
  /** Units that are kept, and those of the record at hand, or of what was kept, that are not told yet. */
  private readonly kept: number;
  private readonly hand: number;
  private readonly leaves: Readonly<Record<string, (v: Uint8Array) => void>>;

  constructor(
    space: Space,
    { tables }: Variant,
    stream: Stream,
    private readonly note: (v: Uint8Array, what: ProtocolObservation, unit: number, isInside: boolean) => void,
  ) {
    this.table = tables.find(({ name }) => name === 'protocol') as Table;
    this.stepped = new Uint8Array(this.table.kind.length);
    this.cells = [{ table: this.table, stepped: this.stepped }];
    this.state = space.field('protocol', this.table.states.length);
    this.running = space.field('running', HANDLERS);
    this.queue = space.field('queue', queues.length);
    this.kept = space.field('kept', 2 ** UNITS);
    this.hand = space.field('hand', 2 ** UNITS);
    this.leaves = {
      tellMade: (v) => this.tell(v, 'made'),
      tellData: (v) => this.tellData(v),
      tellKept: (v) => {
        v[this.hand] = v[this.kept] as number;
        v[this.kept] = 0;
        this.tellData(v);
      },
      tellEnd: (v) => this.tell(v, 'end'),
      tellLost: (v) => this.tell(v, 'lost'),
      tellPause: (v) => this.tell(v, 'full'),
      tellResume: (v) => this.tell(v, 'room'),
      tellLater: (v) => this.enqueue(v, 'T'),
      tellRoomLater: (v) => this.enqueue(v, 'R'),
      keep: (v) => {
        v[this.kept] = (v[this.kept] as number) | (v[this.hand] as number);
        v[this.hand] = 0;
      },
      discard: (v) => {
        v[this.kept] = 0;
        v[this.hand] = 0;
      },
      resumeTransport: (v) => {
        this.note(v, 'reading', NO_UNIT, false);
        stream.resume(v);
      },
      pauseTransport: (v) => {
        this.note(v, 'reading', NO_UNIT, false);
        stream.pause(v);
      },
      closeTransport: (v) => stream.end(v, CLOSED),
      cutOff: (v) => stream.end(v, CUT_OFF),
      endWriting: (v) => {
        v[stream.eofAsked] = 1;
      },
      take: (v) => this.note(v, 'taken', NO_UNIT, false),
      refuseEnded: (v) => this.note(v, 'refused', NO_UNIT, false),
      dropWritten: (v) => this.note(v, 'dropped', NO_UNIT, false),
    };
  }

  begin(): void {
    this.told = undefined;
    this.isInside = false;
    this.isShort = false;
  }

  step(v: Uint8Array, event: string): void {
    const cell = cellOf(this.table, v[this.state] as number, indexOf(this.table.events, event));
    this.stepped[cell] = 1;
    if (this.table.kind[cell] === FORBIDDEN) {
      this.note(v, 'forbidden', NO_UNIT, false);
      return;
    }
    v[this.state] = this.table.next[cell] as number;
    for (const action of this.table.lists[this.table.list[cell] as number] as Uint8Array)
      this.leaves[this.table.actions[action] as string]?.(v);
  }

  /** The engine made a connection, of which JavaScript knows: its factory is called. */
  make(v: Uint8Array): void {
    v[this.running] = FACTORY;
  }

  /** A record of so many units arrives. */
  arrive(v: Uint8Array, first: number, units: number): void {
    v[this.hand] = (2 ** units - 1) << first;
    this.dispatch(v);
  }

  isKeeping(v: Uint8Array): boolean {
    return v[this.kept] !== 0;
  }

  isQueued(v: Uint8Array): boolean {
    return v[this.queue] !== 0;
  }

  /** Whether users may have something else told: where the queue is as long as it gets, a loss still has room in it. */
  hasRoom(v: Uint8Array): boolean {
    return (queues[v[this.queue] as number] as string).length < QUEUE;
  }

  /** Whether what is told next may be more than one unit. */
  hasMany(v: Uint8Array, field: 'kept' | 'hand'): boolean {
    const units = v[this[field]] as number;
    return (units & (units - 1)) !== 0;
  }

  /** The first in the queue has its turn. */
  takeTurn(v: Uint8Array): void {
    const [first, ...rest] = queues[v[this.queue] as number] as string;
    v[this.queue] = queues.indexOf(rest.join(''));
    this.step(v, first === 'T' ? 'TELL' : 'TELL_ROOM');
  }

  /** The handler has returned; what it had no room for arrives once more. */
  goOn(v: Uint8Array): void {
    const ran = v[this.running];
    v[this.running] = NONE;
    if (ran === FACTORY) this.step(v, 'MADE');
    if (ran === MADE) this.step(v, 'BEGUN');
    if (v[this.hand]) this.dispatch(v);
  }

  /** A handler threw: what it had no room for is dropped. */
  throw(v: Uint8Array): void {
    v[this.running] = NONE;
    v[this.hand] = 0;
    this.step(v, 'THREW');
  }

  describe(v: Uint8Array): string {
    return this.table.states[v[this.state] as number] as string;
  }

  private dispatch(v: Uint8Array): void {
    this.step(v, 'DATA');
    // Nobody took it.
    if (!this.told) v[this.hand] = 0;
  }

  private tellData(v: Uint8Array): void {
    // Nothing is no data either.
    if (!v[this.hand]) this.tell(v, 'data');
    for (let unit = 0; unit < UNITS; unit++) {
      if (!((v[this.hand] as number) & (1 << unit))) continue;
      this.tell(v, 'data', unit);
      v[this.hand] = (v[this.hand] as number) & ~(1 << unit);
      if (this.isShort) return;
    }
  }

  private tell(v: Uint8Array, what: ProtocolObservation, unit = NO_UNIT): void {
    this.note(v, what, unit, this.isInside);
    this.told = what;
    // One that is called within another has returned when that goes on.
    if (v[this.running] === NONE) v[this.running] = handlerOf[what] as number;
  }

  private enqueue(v: Uint8Array, one: string): void {
    v[this.queue] = queues.indexOf((queues[v[this.queue] as number] as string) + one);
  }
}
