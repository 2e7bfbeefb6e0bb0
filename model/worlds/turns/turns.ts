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
import { CALLS, DESCRIPTOR, TIMERS, type TurnLaw, type TurnScene, waiting } from '../../laws/index.js';
import type { TurnObservation } from '../../laws/turns.js';
import { Judges } from '../base/judges.js';
import { turnSwitches, type Variant, type VariedWorld } from '../contract/variant.js';
import { CALL, GIVEN_UP, type Handles, IN_BATCH, KEPT, TIMER } from './handles.js';
import { type Progress, REST, TurnEngine } from './turn-engine.js';

/** How a world of turns is made. */
export interface TurnShape {
  readonly name: string;
  readonly laws: readonly TurnLaw[];
  /** How many calls and timers there are at a time. */
  readonly handles: number;
  /** The time goes from 0 to this, and so do deadlines. */
  readonly clock: number;
  /** A descriptor has a callback. */
  readonly descriptor: boolean;
  /** The user says whether a handle keeps the process alive, and goes on asking things of one that is past. */
  readonly references: boolean;
  /** The engine may panic, and a closing loop have more to hand over than a batch holds. */
  readonly mishaps: boolean;
}

interface Outcome {
  readonly text: string;
  readonly ends: readonly number[];
}

/** What each progress of the loop is called, and which waiting it ends. */
const outcomes: Readonly<Record<Exclude<Progress, 'nothing'>, Outcome>> = {
  call: { text: 'a call begins', ends: [CALLS] },
  timer: { text: 'a timer begins', ends: [TIMERS] },
  io: { text: "the descriptor's callback begins", ends: [DESCRIPTOR] },
  end: { text: 'the loop ends', ends: waiting },
};

/** The turns of one loop: calls and timers of a user who may do anything in callbacks and between them, under a clock. */
export class Turns implements VariedWorld, TurnScene {
  readonly name: string;
  readonly space = new Space();
  readonly labels: Label[] = [];
  readonly laws: readonly string[];
  readonly clauses: readonly NamedClause[];
  readonly witness: Uint32Array;
  readonly cells: readonly Cells[];
  readonly obligations: readonly Obligation[];
  readonly switches = turnSwitches;
  private readonly engine: TurnEngine;
  private readonly list: Handles;
  private readonly judges: Judges<TurnScene, TurnObservation>;
  readonly pieces: Pieces;
  private readonly moves: Pieces['moves'][number][] = [];
  private readonly discharging: readonly number[][] = waiting.map(() => []);
  private nextFairness = 0;

  constructor(
    private readonly shape: TurnShape,
    variant: Variant,
  ) {
    this.name = shape.name;
    this.engine = new TurnEngine(this.space, variant, shape.handles, shape.clock, (v, what, handle, detail) =>
      this.judges.tell(v, what, handle, detail),
    );
    this.list = this.engine.handles;
    this.cells = this.engine.cells;
    this.judges = new Judges(shape.laws, this.space, this, variant.silenced);
    this.laws = this.judges.laws;
    this.clauses = this.judges.clauses;
    this.witness = this.judges.witness;
    const begin = () => {
      this.engine.progressed = 'nothing';
    };
    this.pieces = this.judges.pieces(this.moves, begin, (v) => this.settle(v));
    this.addUserMoves();
    this.addLoopMoves();
    this.addOtherMoves();
    this.obligations = this.judges.awaited.flatMap(({ law, clause, holds, of }) =>
      waiting
        .filter((kind) => of === undefined || kind === of)
        .map((kind) => ({
          ...{ law, clause, pending: (v: Uint8Array) => holds(v, kind) },
          discharges: this.discharging[kind] as number[],
        })),
    );
  }

  initial(): void {}

  successors(from: Uint8Array, to: Uint8Array, emit: Emit): void {
    emitAll(this.pieces, from, to, emit);
  }

  describe(v: Uint8Array): string {
    return this.engine.describe(v);
  }

  handles(v: Uint8Array): number {
    return this.list.count(v);
  }

  deadline(v: Uint8Array, handle: number): number | undefined {
    return this.list.deadline(v, handle);
  }

  isWanted(v: Uint8Array, handle: number): boolean {
    return this.list.isToCome(v, handle);
  }

  isReferenced(v: Uint8Array, handle: number): boolean {
    return this.list.is(v, handle, 'referenced');
  }

  isRetired(v: Uint8Array, handle: number): boolean {
    return this.list.is(v, handle, 'retired');
  }

  isKept(v: Uint8Array, handle: number): boolean {
    return this.deadline(v, handle) !== undefined && this.list.is(v, handle, 'place', KEPT);
  }

  tellsCancelled(v: Uint8Array, handle: number): boolean {
    const saysCancelled = this.engine.region(v, handle, 'call') === 'cancelled';
    return saysCancelled === this.list.is(v, handle, 'fate', GIVEN_UP);
  }

  tellsReferenced(v: Uint8Array, handle: number): boolean {
    return (this.engine.region(v, handle, 'reference') === 'referenced') === this.isReferenced(v, handle);
  }

  isOfThisTurn(v: Uint8Array, handle: number): boolean {
    return this.list.is(v, handle, 'ofThisTurn');
  }

  isDue(v: Uint8Array, handle: number): boolean {
    return this.isWanted(v, handle) && this.list.is(v, handle, 'place', IN_BATCH);
  }

  now(v: Uint8Array): number {
    return v[this.engine.now] as number;
  }

  isReady(v: Uint8Array): boolean {
    return v[this.engine.ready] === 1;
  }

  isStopping(v: Uint8Array): boolean {
    return v[this.engine.stopping] === 1;
  }

  isClosed(v: Uint8Array): boolean {
    return v[this.engine.closed] === 1;
  }

  isOwing(v: Uint8Array): boolean {
    return v[this.engine.owed] === 1;
  }

  isAlive(v: Uint8Array): boolean {
    return this.engine.isAlive(v);
  }

  private addUserMoves(): void {
    const { engine, list, shape } = this;
    const kinds = Array.from({ length: shape.clock + 1 }, (_, deadline) => deadline);
    this.userMove('callSoon', (v) => this.make(v, CALL));
    for (const deadline of kinds) this.userMove(`callAt(${deadline})`, (v) => this.make(v, TIMER + deadline));
    for (let handle = 0; handle < shape.handles; handle++) {
      const ofHandle = (text: string, apply: (v: Uint8Array) => void, ends: readonly number[] = []) =>
        this.userMove(
          `${text} ${handle}`,
          (v) => {
            if (handle >= list.count(v)) return false;
            apply(v);
            return true;
          },
          ends,
        );
      ofHandle('cancel', (v) => engine.cancel(v, handle), [CALLS, TIMERS]);
      if (!shape.references) continue;
      ofHandle('ref', (v) => engine.reference(v, handle, true));
      ofHandle('unref', (v) => engine.reference(v, handle, false));
      this.userMove(`forget ${handle}`, (v) => {
        if (handle >= list.count(v) || !engine.isPast(v, handle)) return false;
        engine.forget(v, handle);
        return true;
      });
    }
    this.userMove('stop', (v) => {
      engine.stop(v);
      return true;
    });
    this.userMove(
      'close',
      (v) => {
        engine.close(v);
        return true;
      },
      waiting,
    );
    if (!shape.mishaps) return;
    this.userMove(
      'close, with more pending than a batch holds',
      (v) => {
        if (this.isClosed(v) || v[engine.panicked]) return false;
        v[engine.left] = 1;
        v[engine.owed] = 1;
        engine.close(v);
        return true;
      },
      waiting,
    );
  }

  private make(v: Uint8Array, kind: number): boolean {
    if (this.list.count(v) === this.shape.handles) return false;
    this.engine.make(v, kind);
    return true;
  }

  private addLoopMoves(): void {
    const { engine } = this;
    this.loopMove('libuv wakes the loop', (v) => {
      if (!engine.isWoken(v)) return false;
      engine.beginTurn(v);
      return true;
    });
    this.move('kernel', 'the alarm rings before its time', (v) => engine.ringEarly(v));
    this.loopMove('the next of the batch', (v) => engine.runNext(v));
    this.loopMove('another of the batch', (v) => engine.runNext(v, true));
    this.loopMove('the callback returns', (v) => {
      if (!v[engine.running]) return false;
      v[engine.running] = 0;
      return true;
    });
    this.loopMove('the batch is over', (v) => engine.endBatch(v));
    this.loopMove('the turn goes on', (v) => engine.goOn(v));
  }

  private addOtherMoves(): void {
    const { engine, shape } = this;
    this.move('kernel', 'time goes by', (v) => {
      if (this.now(v) === shape.clock) return false;
      v[engine.now] = this.now(v) + 1;
      return true;
    });
    if (shape.descriptor) this.move('peer', 'a byte arrives', (v) => this.raise(v, engine.ready));
    if (shape.mishaps)
      this.move('kernel', 'the engine panics', (v) => !v[engine.over] && this.raise(v, engine.panicked));
  }

  private raise(v: Uint8Array, flag: number): boolean {
    if (v[flag]) return false;
    v[flag] = 1;
    return true;
  }

  private userMove(text: string, apply: (v: Uint8Array) => boolean, ends: readonly number[] = []): void {
    this.move('user', text, (v) => this.engine.isUsersTurn(v) && apply(v), ends);
  }

  private move(lane: Lane, text: string, apply: (v: Uint8Array) => boolean, ends: readonly number[] = []): void {
    const label = this.label({ lane, text, fairness: -1, progress: false }, ends);
    this.moves.push((v) => (apply(v) ? label : NOT_NOW));
  }

  /** A move of the loop is weakly fair, a class of its own; it makes progress if something began or the loop ended. */
  private loopMove(text: string, apply: (v: Uint8Array) => boolean): void {
    const fairness = this.nextFairness++;
    const labels = new Map<Progress, number>([
      ['nothing', this.label({ lane: 'loop', text, fairness, progress: false }, [])],
    ]);
    for (const [progress, outcome] of Object.entries(outcomes)) {
      const label = { lane: 'loop', text: `${text}: ${outcome.text}`, fairness, progress: true } as const;
      labels.set(progress as Progress, this.label(label, outcome.ends));
    }
    this.moves.push((v) => (apply(v) ? (labels.get(this.engine.progressed) as number) : NOT_NOW));
  }

  private label(label: Label, ends: readonly number[]): number {
    const number = this.labels.push(label) - 1;
    for (const kind of ends) this.discharging[kind]?.push(number);
    return number;
  }

  private settle(v: Uint8Array): void {
    const { engine, list, shape } = this;
    if (v[engine.at] === REST && !v[engine.running]) engine.rest(v);
    for (let handle = list.count(v) - 1; handle >= 0 && !shape.references; handle--) {
      if (engine.isPast(v, handle)) engine.forget(v, handle);
    }
  }
}
