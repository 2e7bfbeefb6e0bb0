import type { Space } from '../../checker/space.js';
import type { Cells } from '../../checker/world.js';
import { cellOf, FORBIDDEN, indexOf, type Table } from '../../compiler/table.js';
import type { RaceObservation } from '../../laws/index.js';
import type { Variant } from '../contract/variant.js';
import { ADDRESSES, type Attempts, NO_ATTEMPT } from './attempts.js';

/** JavaScript's half of a race, with the compiled table of `race`. It mirrors src/connecting. */
export class Racing {
  readonly cells: readonly Cells[];
  /** Which attempt is heard of, and how many addresses the lookup has answered with. */
  attempt = NO_ATTEMPT;
  addresses = 0;
  /** What the last transition came to. */
  told: RaceObservation | undefined;
  private readonly table: Table;
  private readonly stepped: Uint8Array;
  private readonly state: number;
  private readonly winner: number;
  private readonly queue: number;
  private readonly ordered: number;
  /** Answers that come behind the step at hand. */
  private readonly answers: string[] = [];
  private readonly leaves: Readonly<Record<string, (v: Uint8Array) => void>>;

  constructor(
    space: Space,
    { tables }: Variant,
    private readonly attempts: Attempts,
    private readonly note: (v: Uint8Array, what: RaceObservation, attempt: number, detail: number) => void,
  ) {
    this.table = tables.find(({ name }) => name === 'race') as Table;
    this.stepped = new Uint8Array(this.table.kind.length);
    this.cells = [{ table: this.table, stepped: this.stepped }];
    this.state = space.field('race', this.table.states.length);
    this.winner = space.field('winner', ADDRESSES + 1);
    this.queue = space.field('queue', 2);
    this.ordered = space.field('ordered', ADDRESSES + 1);
    const set = (field: number, value: number) => (v: Uint8Array) => {
      v[field] = value;
    };
    this.leaves = {
      retain: set(attempts.held, 1),
      release: set(attempts.held, 0),
      find: () => {},
      order: (v) => set(this.ordered, this.addresses)(v),
      begin: (v) => this.beginNext(v),
      startDelay: set(attempts.timed, 1),
      stopDelay: set(attempts.timed, 0),
      drop: (v) => this.drop(v),
      choose: (v) => {
        v[this.winner] = this.attempt + 1;
      },
      closeOthers: (v) => this.closeAllBut(v, (v[this.winner] as number) - 1),
      closeAll: (v) => this.closeAllBut(v, NO_ATTEMPT),
      tellLater: set(this.queue, 1),
      resolve: (v) => this.settle(v, 'won', (v[this.winner] as number) - 1),
      rejectFailed: (v) => this.settle(v, 'failed'),
      rejectNotFound: (v) => this.settle(v, 'unfound'),
      rejectGivenUp: (v) => this.settle(v, 'givenUp'),
    };
  }

  begin(): void {
    this.attempt = NO_ATTEMPT;
    this.addresses = 0;
    this.told = undefined;
    this.answers.length = 0;
  }

  /** A step, and the answers that come behind it. */
  step(v: Uint8Array, event: string): void {
    this.answers.push(event);
    for (let next = this.answers.shift(); next !== undefined; next = this.answers.shift()) this.stepOnce(v, next);
  }

  /** The clock of the delay rings. */
  ring(v: Uint8Array): void {
    v[this.attempts.timed] = 0;
    this.step(v, 'DELAY_OVER');
  }

  /** It stands in the queue, and has its turn. */
  takeTurn(v: Uint8Array): boolean {
    if (v[this.queue] === 0) return false;
    v[this.queue] = 0;
    this.step(v, 'TELL');
    return true;
  }

  describe(v: Uint8Array): string {
    return this.table.states[v[this.state] as number] as string;
  }

  private stepOnce(v: Uint8Array, event: string): void {
    const cell = cellOf(this.table, v[this.state] as number, indexOf(this.table.events, event));
    this.stepped[cell] = 1;
    if (this.table.kind[cell] === FORBIDDEN) {
      this.note(v, 'forbidden', NO_ATTEMPT, 0);
      return;
    }
    v[this.state] = this.table.next[cell] as number;
    for (const action of this.table.lists[this.table.list[cell] as number] as Uint8Array)
      this.leaves[this.table.actions[action] as string]?.(v);
  }

  private beginNext(v: Uint8Array): void {
    const next = this.attempts.next(v);
    if (next !== NO_ATTEMPT) {
      this.note(v, 'begun', next, 0);
      this.told = 'begun';
      this.attempts.begin(v, next);
    }
    this.answers.push(next !== NO_ATTEMPT && next + 1 < (v[this.ordered] as number) ? 'MORE' : 'NO_MORE');
  }

  /** The attempt that has failed is closed, and its error is kept. */
  private drop(v: Uint8Array): void {
    if (this.attempt === NO_ATTEMPT) return;
    v[this.attempts.kept] = (v[this.attempts.kept] as number) | (1 << this.attempt);
    this.close(v, this.attempt);
  }

  private closeAllBut(v: Uint8Array, winner: number): void {
    for (let attempt = 0; attempt < ADDRESSES; attempt++) {
      if (attempt !== winner && this.attempts.isOpen(v, attempt)) this.close(v, attempt);
    }
  }

  private close(v: Uint8Array, attempt: number): void {
    this.note(v, 'closed', attempt, this.attempts.isOpen(v, attempt) ? 0 : 1);
    this.attempts.close(v, attempt);
  }

  private settle(v: Uint8Array, what: RaceObservation, attempt = NO_ATTEMPT): void {
    this.note(v, what, attempt, 0);
    this.told = what;
    v[this.attempts.settled] = 1;
  }
}
