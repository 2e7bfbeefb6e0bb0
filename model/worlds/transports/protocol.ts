import { emitAll } from '../../checker/pieces.js';
import { Space } from '../../checker/space.js';
import {
  type Cells,
  type Emit,
  type Label,
  type Lane,
  type NamedClause,
  NOT_NOW,
  type Obligation,
  type Pieces,
} from '../../checker/world.js';
import {
  ARRIVED,
  CLOSED,
  CUT_OFF,
  heard,
  isEnded,
  keepsNothing,
  LOSS,
  owed,
  type ProtocolLaw,
  type ProtocolObservation,
  type ProtocolScene,
  passedOn,
  ROOM,
  roomAlternates,
  toldInOrder,
  written,
} from '../../laws/index.js';
import { Judges } from '../base/judges.js';
import type { Variant, VariedWorld } from '../contract/variant.js';
import { Stream, UNITS } from './stream.js';
import { END, NONE, Telling } from './telling.js';

const laws: readonly ProtocolLaw[] = [toldInOrder, roomAlternates, passedOn, heard, written, keepsNothing];

interface Outcome {
  readonly text: string;
  /** Which debt it pays. */
  readonly pays?: number;
}

/** What each handler is called as it begins. */
const outcomes: Readonly<Partial<Record<ProtocolObservation, Outcome>>> = {
  made: { text: 'connectionMade begins' },
  data: { text: 'dataReceived begins', pays: ARRIVED },
  end: { text: 'eofReceived begins', pays: ARRIVED },
  full: { text: 'pauseWriting begins', pays: ROOM },
  room: { text: 'resumeWriting begins', pays: ROOM },
  lost: { text: 'connectionLost begins', pays: LOSS },
};

/**
 * One connection's protocol, under a user who does anything in each handler and between them, above an engine that keeps
 * its contract (stream.ts). The loop may end at any moment.
 */
export class ProtocolWorld implements VariedWorld, ProtocolScene {
  readonly name = 'protocol';
  readonly space = new Space();
  readonly labels: Label[] = [];
  readonly laws: readonly string[];
  readonly clauses: readonly NamedClause[];
  readonly witness: Uint32Array;
  readonly cells: readonly Cells[];
  readonly obligations: readonly Obligation[];
  readonly switches = [];
  readonly pieces: Pieces;
  private readonly stream = new Stream(this.space);
  private readonly telling: Telling;
  private readonly judges: Judges<ProtocolScene, ProtocolObservation>;
  private readonly moves: Pieces['moves'][number][] = [];
  private readonly paying: readonly number[][] = owed.map(() => []);
  private nextFairness = 0;
  /** JavaScript was handed the connection. */
  private readonly handed = this.space.field('handed', 2);
  private readonly made = this.space.field('made', 2);
  private readonly over = this.space.field('over', 2);
  private readonly units = this.space.field('told', UNITS + 1);
  private readonly endTold = this.space.field('endTold', 2);
  private readonly paused = this.space.field('paused', 2);
  private readonly wants = this.space.field('wants', CUT_OFF + 1);
  private readonly cut = this.space.field('cut', 2);
  private readonly full = this.space.field('full', 2);
  private readonly toldFull = this.space.field('toldFull', 2);
  private readonly eofWritten = this.space.field('eofWritten', 2);

  constructor(variant: Variant) {
    this.telling = new Telling(this.space, variant, this.stream, (v, what, unit, isInside) =>
      this.note(v, what, unit, isInside),
    );
    this.cells = this.telling.cells;
    this.judges = new Judges(laws, this.space, this, variant.silenced);
    this.laws = this.judges.laws;
    this.clauses = this.judges.clauses;
    this.witness = this.judges.witness;
    this.pieces = this.judges.pieces(
      this.moves,
      () => this.telling.begin(),
      (v) => this.settle(v),
    );
    this.addEngineMoves();
    this.addHandlerMoves();
    this.addUserMoves();
    this.obligations = this.judges.awaited.flatMap(({ law, clause, holds, of }) =>
      owed
        .filter((kind) => of === kind)
        .map((kind) => ({
          ...{ law, clause, pending: (v: Uint8Array) => holds(v, kind) },
          discharges: this.paying[kind] as number[],
        })),
    );
  }

  initial(): void {}

  successors(from: Uint8Array, to: Uint8Array, emit: Emit): void {
    emitAll(this.pieces, from, to, emit);
  }

  describe(v: Uint8Array): string {
    return this.telling.describe(v);
  }

  given(v: Uint8Array): number {
    return v[this.stream.given] as number;
  }

  told(v: Uint8Array): number {
    return v[this.units] as number;
  }

  isEndGiven(v: Uint8Array): boolean {
    return v[this.stream.ended] === 1;
  }

  isEndTold(v: Uint8Array): boolean {
    return v[this.endTold] === 1;
  }

  isLost(v: Uint8Array): boolean {
    return v[this.stream.lost] === 1 || (v[this.cut] === 1 && this.isMade(v));
  }

  isMade(v: Uint8Array): boolean {
    return v[this.made] === 1;
  }

  isOver(v: Uint8Array): boolean {
    return v[this.over] === 1;
  }

  isPaused(v: Uint8Array): boolean {
    return v[this.paused] === 1;
  }

  isReading(v: Uint8Array): boolean {
    return this.stream.isReading(v);
  }

  isFailing(v: Uint8Array): boolean {
    return v[this.stream.failing] === 1;
  }

  wanted(v: Uint8Array): number {
    return v[this.wants] as number;
  }

  asked(v: Uint8Array): number {
    return v[this.stream.asked] as number;
  }

  isKeeping(v: Uint8Array): boolean {
    return this.telling.isKeeping(v);
  }

  isFull(v: Uint8Array): boolean {
    return v[this.full] === 1;
  }

  isToldFull(v: Uint8Array): boolean {
    return v[this.toldFull] === 1;
  }

  isEofWritten(v: Uint8Array): boolean {
    return v[this.eofWritten] === 1;
  }

  isEofAsked(v: Uint8Array): boolean {
    return v[this.stream.eofAsked] === 1;
  }

  isAtRest(v: Uint8Array): boolean {
    return v[this.telling.running] === NONE && !this.telling.isQueued(v);
  }

  private note(v: Uint8Array, what: ProtocolObservation, unit: number, isInside: boolean): void {
    this.judges.tell(v, what, unit, isInside ? 1 : 0);
    if (what === 'made') v[this.made] = 1;
    if (what === 'data') v[this.units] = Math.min(this.told(v) + 1, UNITS);
    if (what === 'end') v[this.endTold] = 1;
    if (what === 'full' || what === 'room') v[this.toldFull] = what === 'full' ? 1 : 0;
    if (what === 'lost') v[this.over] = 1;
  }

  private addEngineMoves(): void {
    const { stream, telling } = this;
    this.engineMove('the engine hands over a connection', (v) => {
      if (v[this.handed]) return false;
      v[this.handed] = 1;
      // There is no protocol to be made where the loop or the server has ended.
      if (v[this.wants] || v[stream.lost]) telling.step(v, 'MADE');
      else telling.make(v);
      return true;
    });
    for (const units of [1, 2]) {
      for (const short of [false, true].slice(0, units)) {
        const room = short ? ', with room for one' : '';
        this.engineMove(`data of ${units} arrive${room}`, (v) => {
          const first = stream.give(v, units);
          if (first < 0) return false;
          telling.isShort = short;
          telling.arrive(v, first, units);
          return true;
        });
      }
    }
    this.engineMove('the end arrives', (v) => {
      if (!stream.finish(v)) return false;
      telling.step(v, 'END');
      return true;
    });
    this.move('kernel', 'a send fails', (v) => this.isMade(v) && stream.fail(v));
    this.engineMove('the connection is lost', (v) => {
      if (!stream.lose(v)) return false;
      telling.step(v, 'LOST');
      return true;
    });
  }

  /** What the engine tells comes between two handlers. */
  private engineMove(text: string, apply: (v: Uint8Array) => boolean): void {
    this.tellingMove('kernel', text, -1, (v) => v[this.telling.running] === NONE && apply(v));
  }

  private addHandlerMoves(): void {
    const { telling } = this;
    const isFree = (v: Uint8Array) => v[telling.running] === NONE && telling.isQueued(v);
    const turn = this.nextFairness++;
    this.tellingMove('loop', 'the turn of the first in the queue', turn, (v) => {
      if (!isFree(v)) return false;
      telling.takeTurn(v);
      return true;
    });
    this.tellingMove('loop', 'its turn, with room for one', turn, (v) => {
      if (!isFree(v) || !telling.hasMany(v, 'kept')) return false;
      telling.isShort = true;
      telling.takeTurn(v);
      return true;
    });
    const end = this.nextFairness++;
    const returns = (text: string, can: (v: Uint8Array) => boolean, after?: (v: Uint8Array) => void) =>
      this.tellingMove('loop', text, end, (v) => {
        if (v[telling.running] === NONE || !can(v)) return false;
        const isEnd = v[telling.running] === END;
        telling.goOn(v);
        if (isEnd) after?.(v);
        return true;
      });
    returns(
      'the handler returns',
      () => true,
      (v) => {
        this.want(v, CLOSED);
        telling.step(v, 'CLOSE');
      },
    );
    returns('eofReceived returns true', (v) => v[telling.running] === END);
    returns('the handler returns, and has room for one', (v) => {
      telling.isShort = true;
      return telling.hasMany(v, 'hand');
    });
  }

  private addUserMoves(): void {
    const { telling } = this;
    const threw = (v: Uint8Array) => {
      this.want(v, CUT_OFF);
      telling.throw(v);
    };
    this.move('user', 'the handler throws', (v) => {
      if (v[telling.running] === NONE) return false;
      threw(v);
      return true;
    });
    this.move('user', 'what a handler promised is rejected', (v) => {
      if (v[telling.running] !== NONE || !this.isMade(v)) return false;
      threw(v);
      return true;
    });
    this.call('loop.close()', (v) => {
      this.want(v, CUT_OFF);
      v[this.cut] = 1;
      telling.step(v, 'CUT');
      return true;
    });
    this.call('the server is closed', (v) => {
      if (this.isMade(v)) return false;
      this.want(v, CUT_OFF);
      telling.step(v, 'ABORT');
      return true;
    });
    this.say('pauseReading()', 'PAUSE', this.paused, 1);
    this.say('resumeReading()', 'RESUME', this.paused, 0);
    this.say('write()', 'WRITE');
    this.say('writeEof()', 'WRITE_EOF', this.eofWritten, 1);
    this.say('more is unsent than the mark', 'ABOVE_HIGH', this.full, 1);
    this.say('less is unsent than the mark', 'BELOW_LOW', this.full, 0);
    for (const [text, event, how] of [
      ['close()', 'CLOSE', CLOSED],
      ['abort()', 'ABORT', CUT_OFF],
    ] as const) {
      this.call(text, (v) => {
        if (!this.isMade(v)) return false;
        this.want(v, how);
        telling.step(v, event);
        return true;
      });
    }
  }

  /** A call that says something of a connection that is there; where it is over, what is said is void. */
  private say(text: string, event: string, field?: number, value = 0): void {
    this.call(text, (v) => {
      if (!this.isMade(v)) return false;
      if (field !== undefined && !this.isLost(v) && !isEnded(this, v)) v[field] = value;
      this.telling.step(v, event);
      return true;
    });
  }

  /** An end is wanted: of what was wanted before, the harder holds. */
  private want(v: Uint8Array, how: number): void {
    if (!this.isOver(v)) v[this.wants] = Math.max(v[this.wants] as number, how);
  }

  private call(text: string, apply: (v: Uint8Array) => boolean): void {
    this.move('user', text, (v) => {
      this.telling.isInside = true;
      return this.telling.hasRoom(v) && apply(v);
    });
  }

  private move(lane: Lane, text: string, apply: (v: Uint8Array) => boolean): void {
    const label = this.label({ lane, text, fairness: -1, progress: false });
    this.moves.push((v) => (apply(v) ? label : NOT_NOW));
  }

  /** A move in which a handler may begin. */
  private tellingMove(lane: Lane, text: string, fairness: number, apply: (v: Uint8Array) => boolean): void {
    const labels = new Map<ProtocolObservation | undefined, number>([
      [undefined, this.label({ lane, text, fairness, progress: false })],
    ]);
    for (const [what, outcome] of Object.entries(outcomes)) {
      const label = this.label({ lane, text: `${text}: ${outcome.text}`, fairness, progress: true }, outcome.pays);
      labels.set(what as ProtocolObservation, label);
    }
    this.moves.push((v) => (apply(v) ? (labels.get(this.telling.told) as number) : NOT_NOW));
  }

  private label(label: Label, pays?: number): number {
    const number = this.labels.push(label) - 1;
    if (pays !== undefined) this.paying[pays]?.push(number);
    return number;
  }

  /** What is said of a connection that has ended is void, and where all is told, all that was is forgotten. */
  private settle(v: Uint8Array): void {
    if (this.isLost(v) || isEnded(this, v)) {
      for (const field of [this.paused, this.full, this.toldFull, this.eofWritten, this.stream.eofAsked]) v[field] = 0;
    }
    if (!this.isOver(v) || v[this.telling.running] !== NONE) return;
    v[this.wants] = CUT_OFF;
    v[this.cut] = 1;
    v[this.units] = 0;
    v[this.endTold] = 0;
    this.stream.forget(v);
  }
}
