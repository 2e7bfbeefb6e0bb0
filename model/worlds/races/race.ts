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
  attemptsInTurn,
  NEXT,
  oneWinner,
  owedByRaces,
  type RaceLaw,
  type RaceObservation,
  type RaceScene,
  raceSettles,
  SETTLING,
} from '../../laws/index.js';
import { Judges } from '../base/judges.js';
import type { Variant, VariedWorld } from '../contract/variant.js';
import { ADDRESSES, Attempts } from './attempts.js';
import { Racing } from './racing.js';

const laws: readonly RaceLaw[] = [raceSettles, attemptsInTurn, oneWinner];

interface Outcome {
  readonly text: string;
  /** Which debt it pays. */
  readonly pays: number;
}

/** What the loop's moves come to. */
const outcomes: Readonly<Partial<Record<RaceObservation, Outcome>>> = {
  begun: { text: 'the next attempt begins', pays: NEXT },
  won: { text: 'the winner is told', pays: SETTLING },
  failed: { text: 'the errors are told', pays: SETTLING },
  unfound: { text: 'it is told that there is no address', pays: SETTLING },
  givenUp: { text: 'it is told that it was given up', pays: SETTLING },
};

/**
 * One race to a host of up to three addresses: with a lookup that is slow, empty or wrong, attempts that connect, fail or hang and
 * are heard of late, and a user who gives it up at any moment. What an attempt is, the contract says (attempts.ts).
 */
export class RaceWorld implements VariedWorld {
  readonly name = 'race';
  readonly space = new Space();
  readonly labels: Label[] = [];
  readonly laws: readonly string[];
  readonly clauses: readonly NamedClause[];
  readonly witness: Uint32Array;
  readonly cells: readonly Cells[];
  readonly obligations: readonly Obligation[];
  readonly switches = [];
  readonly pieces: Pieces;
  private readonly attempts = new Attempts(this.space);
  private readonly racing: Racing;
  private readonly judges: Judges<RaceScene, RaceObservation>;
  private readonly moves: Pieces['moves'][number][] = [];
  private readonly paying: readonly number[][] = owedByRaces.map(() => []);
  private nextFairness = 0;

  constructor(variant: Variant) {
    this.racing = new Racing(this.space, variant, this.attempts, (v, what, attempt, detail) =>
      this.judges.tell(v, what, attempt, detail),
    );
    this.cells = this.racing.cells;
    this.judges = new Judges(laws, this.space, this.attempts, variant.silenced);
    this.laws = this.judges.laws;
    this.clauses = this.judges.clauses;
    this.witness = this.judges.witness;
    this.pieces = this.judges.pieces(this.moves, () => this.racing.begin());
    this.addUserMoves();
    this.addLookupMoves();
    this.addAttemptMoves();
    this.addLoopMoves();
    this.obligations = this.judges.awaited.flatMap(({ law, clause, holds, of }) =>
      owedByRaces
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
    return `${this.racing.describe(v)}; ${this.attempts.describe(v)}`;
  }

  private addUserMoves(): void {
    const { attempts, racing } = this;
    this.move(['user', 'loop'], 'createConnection()', false, (v) => {
      if (v[attempts.started]) return false;
      v[attempts.started] = 1;
      racing.step(v, 'START');
      return true;
    });
    // A signal, the loop's end, or the time limit; also in the very call in which the race ends.
    this.move(['user', 'loop'], 'the race is given up', false, (v) => {
      if (!v[attempts.started]) return false;
      if (!v[attempts.settled]) v[attempts.givenUp] = 1;
      racing.step(v, 'GIVE_UP');
      return true;
    });
  }

  private addLookupMoves(): void {
    const { attempts, racing } = this;
    const answer = (text: string, addresses: number) =>
      this.move(['kernel', 'loop'], text, false, (v) => {
        if (!v[attempts.started]) return false;
        attempts.find(v, addresses);
        racing.addresses = addresses;
        racing.step(v, addresses ? 'FOUND' : 'NOT_FOUND');
        return true;
      });
    answer('the lookup finds no address', 0);
    for (let addresses = 1; addresses <= ADDRESSES; addresses++) answer(`the lookup finds ${addresses}`, addresses);
  }

  private addAttemptMoves(): void {
    for (let attempt = 0; attempt < ADDRESSES; attempt++) {
      for (const connects of [true, false]) {
        this.move(['kernel', 'kernel'], `attempt ${attempt} ${connects ? 'connects' : 'fails'}`, false, (v) =>
          this.attempts.decide(v, attempt, connects),
        );
      }
    }
  }

  private addLoopMoves(): void {
    const { attempts, racing } = this;
    for (let attempt = 0; attempt < ADDRESSES; attempt++) {
      this.move(['kernel', 'loop'], `it is heard what became of attempt ${attempt}`, true, (v) => {
        const event = attempts.hear(v, attempt);
        if (event === undefined) return false;
        racing.attempt = attempt;
        racing.step(v, event);
        return true;
      });
    }
    this.move(['loop', 'loop'], 'the delay passes', true, (v) => {
      if (!attempts.pass(v)) return false;
      if (v[attempts.timed]) racing.ring(v);
      return true;
    });
    this.move(['loop', 'user'], 'its turn', true, (v) => racing.takeTurn(v));
  }

  /** A move, with a label for each of what it may come to. What the loop does by itself is fair. */
  private move(arrow: Arrow, text: string, isFair: boolean, apply: (v: Uint8Array) => boolean): void {
    const lane: Lane = isFair ? 'loop' : arrow[0];
    const fairness = isFair ? this.nextFairness++ : -1;
    const quiet = this.label({ lane, arrow, text, fairness, progress: false });
    const labels = new Map<RaceObservation | undefined, number>();
    for (const [what, outcome] of Object.entries(outcomes)) {
      const label = this.label({ lane, arrow, text: `${text}: ${outcome.text}`, fairness, progress: true });
      labels.set(what as RaceObservation, label);
      this.paying[outcome.pays]?.push(label);
    }
    this.moves.push((v) => (apply(v) ? (labels.get(this.racing.told) ?? quiet) : NOT_NOW));
  }

  private label(label: Label): number {
    return this.labels.push(label) - 1;
  }
}
