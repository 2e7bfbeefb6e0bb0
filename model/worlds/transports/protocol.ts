import { emitAll } from '../../checker/pieces.js';
import { Space } from '../../checker/space.js';
import {
  type Arrow,
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
import { Account } from './account.js';
import { Stream } from './stream.js';
import { DATA, END, FACTORY, LOST, MADE, NONE, OF_ROOM, Telling } from './telling.js';

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
export class ProtocolWorld implements VariedWorld {
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
  private readonly account: Account;
  private readonly judges: Judges<ProtocolScene, ProtocolObservation>;
  private readonly moves: Pieces['moves'][number][] = [];
  private readonly paying: readonly number[][] = owed.map(() => []);
  private nextFairness = 0;
  /** JavaScript was handed the connection. */
  private readonly handed = this.space.field('handed', 2);

  constructor(variant: Variant) {
    this.telling = new Telling(this.space, variant, this.stream, (v, what, unit, isInside) => {
      this.judges.tell(v, what, unit, isInside ? 1 : 0);
      this.account.note(v, what);
    });
    this.account = new Account(this.space, this.stream, this.telling);
    this.cells = this.telling.cells;
    this.judges = new Judges(laws, this.space, this.account, variant.silenced);
    this.laws = this.judges.laws;
    this.clauses = this.judges.clauses;
    this.witness = this.judges.witness;
    this.pieces = this.judges.pieces(
      this.moves,
      () => this.telling.begin(),
      (v) => this.account.settle(v),
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

  private addEngineMoves(): void {
    const { account, stream, telling } = this;
    this.engineMove('the engine hands over a connection', (v) => {
      if (v[this.handed]) return false;
      v[this.handed] = 1;
      // There is no protocol to be made where the loop or the server has ended.
      if (account.isVoid(v)) telling.step(v, 'MADE');
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
    this.move('kernel', 'a send fails', (v) => this.account.isMade(v) && stream.fail(v));
    this.engineMove('the connection is lost', (v) => {
      if (!stream.lose(v)) return false;
      telling.step(v, 'LOST');
      return true;
    });
  }

  /** What the engine tells comes between two handlers. */
  private engineMove(text: string, apply: (v: Uint8Array) => boolean): void {
    this.tellingMove(['kernel', 'loop'], text, -1, (v) => v[this.telling.running] === NONE && apply(v));
  }

  private addHandlerMoves(): void {
    const { telling } = this;
    const isFree = (v: Uint8Array) => v[telling.running] === NONE && telling.isQueued(v);
    const turn = this.nextFairness++;
    this.tellingMove(['loop', 'user'], 'the turn of the first in the queue', turn, (v) => {
      if (!isFree(v)) return false;
      telling.takeTurn(v);
      return true;
    });
    this.tellingMove(['loop', 'user'], 'its turn, with room for one', turn, (v) => {
      if (!isFree(v) || !telling.hasMany(v, 'kept')) return false;
      telling.isShort = true;
      telling.takeTurn(v);
      return true;
    });
    this.addReturns();
  }

  private addReturns(): void {
    const { telling } = this;
    const fairness = this.nextFairness++;
    const returns = (text: string, can: (v: Uint8Array) => boolean, after?: (v: Uint8Array) => void) =>
      this.tellingMove(['user', 'loop'], text, fairness, (v) => {
        if (!can(v)) return false;
        telling.goOn(v);
        after?.(v);
        return true;
      });
    const isOf = (v: Uint8Array, ...handlers: readonly number[]) => handlers.includes(v[telling.running] as number);
    returns('the factory returns', (v) => isOf(v, FACTORY));
    returns('the handler returns', (v) => isOf(v, MADE, DATA, OF_ROOM, LOST));
    returns('eofReceived returns true', (v) => isOf(v, END));
    returns(
      'eofReceived returns',
      (v) => isOf(v, END),
      (v) => {
        this.account.want(v, CLOSED);
        telling.step(v, 'CLOSE');
      },
    );
    returns('the handler returns, and has room for one', (v) => {
      telling.isShort = true;
      return telling.hasMany(v, 'hand');
    });
  }

  private addUserMoves(): void {
    const { account, telling } = this;
    const threw = (v: Uint8Array) => {
      this.account.want(v, CUT_OFF);
      telling.throw(v);
    };
    for (const isFactory of [true, false]) {
      this.move('user', `the ${isFactory ? 'factory' : 'handler'} throws`, (v) => {
        if (v[telling.running] === NONE || (v[telling.running] === FACTORY) !== isFactory) return false;
        threw(v);
        return true;
      });
    }
    this.move('user', 'what a handler promised is rejected', (v) => {
      if (v[telling.running] !== NONE || !this.account.isMade(v)) return false;
      threw(v);
      return true;
    });
    this.call('loop.close()', (v) => {
      this.account.want(v, CUT_OFF);
      v[account.cut] = 1;
      telling.step(v, 'CUT');
      return true;
    });
    this.call('the server is closed', (v) => {
      if (this.account.isMade(v)) return false;
      this.account.want(v, CUT_OFF);
      telling.step(v, 'ABORT');
      return true;
    });
    this.say('pauseReading()', 'PAUSE', account.paused, 1);
    this.say('resumeReading()', 'RESUME', account.paused, 0);
    this.say('write()', 'WRITE');
    this.say('writeEof()', 'WRITE_EOF', account.eofWritten, 1);
    this.say('more is unsent than the mark', 'ABOVE_HIGH', account.full, 1);
    this.say('less is unsent than the mark', 'BELOW_LOW', account.full, 0);
    for (const [text, event, how] of [
      ['close()', 'CLOSE', CLOSED],
      ['abort()', 'ABORT', CUT_OFF],
    ] as const) {
      this.call(text, (v) => {
        if (!this.account.isMade(v)) return false;
        this.account.want(v, how);
        telling.step(v, event);
        return true;
      });
    }
  }

  /** A call that says something of a connection that is there; where it is over, what is said is void. */
  private say(text: string, event: string, field?: number, value = 0): void {
    this.call(text, (v) => {
      if (!this.account.isMade(v)) return false;
      if (field !== undefined && !this.account.isVoid(v)) v[field] = value;
      this.telling.step(v, event);
      return true;
    });
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
  private tellingMove(arrow: Arrow, text: string, fairness: number, apply: (v: Uint8Array) => boolean): void {
    // Who tells of it is who takes it, but that users' code returns to the loop.
    const lane = arrow[0] === 'kernel' ? 'kernel' : 'loop';
    const labels = new Map<ProtocolObservation | undefined, number>([
      [undefined, this.label({ lane, arrow, text, fairness, progress: false })],
    ]);
    for (const [what, outcome] of Object.entries(outcomes)) {
      const label = this.label(
        { lane, arrow, text: `${text}: ${outcome.text}`, fairness, progress: true },
        outcome.pays,
      );
      labels.set(what as ProtocolObservation, label);
    }
    this.moves.push((v) => (apply(v) ? (labels.get(this.telling.told) as number) : NOT_NOW));
  }

  private label(label: Label, pays?: number): number {
    const number = this.labels.push(label) - 1;
    if (pays !== undefined) this.paying[pays]?.push(number);
    return number;
  }
}
