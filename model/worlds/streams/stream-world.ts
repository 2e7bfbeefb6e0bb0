import { emitAll } from '../../checker/pieces.js';
import { Space } from '../../checker/space.js';
import {
  type Arrow,
  type Cells,
  type Emit,
  type Label,
  type NamedClause,
  NOT_NOW,
  type Pieces,
} from '../../checker/world.js';
import type { Law } from '../../laws/index.js';
import { Judges } from '../base/judges.js';
import type { Variant, VariedWorld } from '../contract/variant.js';
import type { Machine } from './machine.js';

/**
 * One half of a stream, above a transport that keeps its contract, and under a user who may do anything at any moment. Nothing
 * in it happens later: so nothing is owed, and what must not be so is wrong at once.
 */
export abstract class StreamWorld<View, What> implements VariedWorld {
  abstract readonly name: string;
  readonly space = new Space();
  readonly labels: Label[] = [];
  readonly laws: readonly string[];
  readonly clauses: readonly NamedClause[];
  readonly witness: Uint32Array;
  readonly obligations = [];
  readonly switches = [];
  readonly pieces: Pieces;
  protected readonly judges: Judges<View, What>;
  private readonly moves: Pieces['moves'][number][] = [];

  protected constructor(laws: readonly Law<View, What>[], view: (space: Space) => View, { silenced }: Variant) {
    this.judges = new Judges(laws, this.space, view(this.space), silenced);
    this.laws = this.judges.laws;
    this.clauses = this.judges.clauses;
    this.witness = this.judges.witness;
    this.pieces = this.judges.pieces(this.moves, () => this.begin());
  }

  protected abstract readonly machine: Machine;

  /** Forgets what is of one transition alone. */
  protected abstract begin(): void;

  get cells(): readonly Cells[] {
    return this.machine.cells;
  }

  initial(): void {}

  successors(from: Uint8Array, to: Uint8Array, emit: Emit): void {
    emitAll(this.pieces, from, to, emit);
  }

  describe(v: Uint8Array): string {
    return this.machine.describe(v);
  }

  protected told(text: string, apply: (v: Uint8Array) => boolean): void {
    this.move(['kernel', 'loop'], text, apply);
  }

  protected called(text: string, apply: (v: Uint8Array) => boolean): void {
    this.move(['user', 'loop'], text, apply);
  }

  private move(arrow: Arrow, text: string, apply: (v: Uint8Array) => boolean): void {
    const label = this.labels.push({ lane: arrow[0], arrow, text, fairness: -1, progress: false }) - 1;
    this.moves.push((v) => (apply(v) ? label : NOT_NOW));
  }
}
