import { demandLabelsFit, MAX_STATES, type Path, type Violation } from '../explore.js';
import { demandComplete, type Lasso } from '../lasso.js';
import type { LivenessResult } from '../liveness.js';
import { freeMemory } from '../memory.js';
import { QUIET, type QuietResult, turnsIdly } from '../quiet.js';
import type { Limit, Search, SearchOptions } from '../search.js';
import { type Cells, classBit, type Obligation, type World } from '../world.js';
import { Alphabet } from './alphabet.js';
import { audit } from './audit.js';
import { HiddenStateError } from './errors.js';
import { type Differences, type Knowledge, kindOf, type Lessons } from './heritage.js';
import { core, type NativeSearch, type Question, type RunWithoutEnd, type SearchResult } from './native.js';
import { Plain } from './plain.js';
import { Reach } from './recorder.js';
import { Subject } from './subject.js';

export interface LearnOptions extends SearchOptions {
  /** What a world of this kind has learned is taken over, except where the two differ. */
  readonly inherit?: { readonly from: Knowledge; readonly differences: Differences };
  /** One walk in so many is made again by a fresh world when the search is audited. Default: 1,000. */
  readonly auditEvery?: number;
  /** What the choice of these walks follows from. Default: 1. */
  readonly seed?: number;
}

/** A search whose core walks what it has learned of the world's pieces; see native/checker. */
export class LearnedSearch implements Search {
  readonly states: number;
  readonly edges: number;
  readonly depth: number;
  readonly seconds: number;
  readonly bytesPerState: number;
  readonly complete: boolean;
  readonly limit?: Limit;
  readonly violations: readonly Violation[];
  readonly witness: readonly number[];
  readonly cells: readonly Cells[];
  /** How often the world's code was asked, and how many ways through its pieces are known. */
  readonly questions: number;
  readonly paths: number;
  readonly #alphabet: Alphabet;
  readonly #subject: Subject;
  readonly #core: NativeSearch;
  readonly #plain: Plain;
  readonly #ask: Question;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    readonly world: World,
    options: LearnOptions = {},
  ) {
    const started = performance.now();
    const { pieces, obligations } = world;
    const addon = core();
    demandLabelsFit(world);
    if (!addon || !pieces) throw new Error(`World '${world.name}' cannot be learned`);
    this.#core = new addon.CheckerSearch(setupOf(world, options));
    const heir = options.inherit && this.#inherit(options.inherit);
    const own = pieces.moves.length + pieces.settlings.length + obligations.length;
    this.#alphabet = heir?.alphabet ?? Alphabet.of(own);
    this.#subject = heir?.subject ?? new Subject(world, this.#alphabet);
    this.#plain = new Plain(world, this.#alphabet);
    this.#ask = this.#guarded((piece, words) => this.#subject.ask(piece, words));
    const result = this.#explore(options);
    this.states = result.states;
    this.edges = result.edges;
    this.depth = result.depth;
    this.bytesPerState = result.bytes / result.states;
    this.complete = !result.limit;
    if (result.limit) this.limit = result.limit;
    this.questions = result.questions;
    this.paths = result.paths;
    this.witness = this.#witnesses(world.witness.length);
    this.cells = this.#cells();
    this.seconds = (performance.now() - started) / 1000;
    this.violations = this.#violations(result.broken);
  }

  *liveness(): Iterable<LivenessResult> {
    demandComplete(this);
    for (const [at, obligation] of this.world.obligations.entries()) yield this.#judge(obligation, at);
  }

  quiet(): QuietResult {
    demandComplete(this);
    const { steps, turning } = this.#core.quiet(this.world.labels.map(turnsIdly));
    return turning ? { steps, lasso: this.#lasso(QUIET, turning) } : { steps };
  }

  /** Compares what was learned with what a fresh world does; see audit.ts. Answers how many walks were compared. */
  audit(): number {
    const fresh = this.world.again?.() as World;
    return this.#orFailure(() => audit(this.#core, this.#ask, fresh, this.#alphabet));
  }

  /** What was learned, for worlds of this kind. */
  lessons(): Lessons {
    return {
      kind: kindOf(this.world),
      alphabet: this.#alphabet.data(),
      reach: this.#subject.recorder.reach,
      making: [...this.#subject.recorder.making],
      paths: this.#core.lessons(),
    };
  }

  digest(): string {
    return this.#core.digest();
  }

  /** Takes over what may be; undefined if that is nothing. */
  #inherit({ from, differences }: NonNullable<LearnOptions['inherit']>) {
    const { alphabet } = from;
    const subject = new Subject(this.world, alphabet);
    const heritage = from.heritage(this.world, subject.recorder.making, differences);
    if (!heritage) return undefined;
    subject.recorder.reach = new Reach(from.reach);
    this.#core.inherit(from.native, heritage.differing, heritage.alike);
    return { alphabet, subject };
  }

  #explore({ onProgress }: LearnOptions): SearchResult {
    const tell: Question = this.#guarded((move, words) => {
      const { label, violation, words: after, witnessed, stepped } = this.#plain.take(move, words);
      return Int32Array.of(label, violation, this.#alphabet.witness(witnessed), ...after, ...stepped);
    });
    return this.#orFailure(() =>
      this.#core.explore(this.#ask, tell, (states, edges, depth) => onProgress?.({ states, edges, depth })),
    );
  }

  #judge(obligation: Obligation, at: number): LivenessResult {
    const { labels, pieces } = this.world;
    const { law, discharges, unaidedBy = [] } = obligation;
    const piece = (pieces?.moves.length ?? 0) + (pieces?.settlings.length ?? 0) + at;
    const follow = labels.map((_, label) => !discharges.includes(label));
    const counted = ~unaidedBy.reduce((bits, fairness) => bits | (1 << fairness), 0) >>> 0;
    const { pending, turning, still } = this.#orFailure(() => this.#core.judge(piece, follow, counted, this.#ask));
    if (!turning) return { obligation, pending };
    const round = this.#lasso(law, turning);
    const ending = typeof still === 'number' ? { law, stem: this.#pathTo(still), cycle: [] } : undefined;
    const endsSooner = ending && ending.stem.length <= round.stem.length + round.cycle.length;
    return { obligation, pending, lasso: endsSooner ? ending : round };
  }

  #lasso(law: string, { entry, cycle }: RunWithoutEnd): Lasso {
    return { law, stem: this.#pathTo(entry), cycle: this.#path(cycle) };
  }

  #pathTo(state: number): Path {
    return this.#path(this.#core.wayTo(state));
  }

  #path(way: readonly number[]): Path {
    return Array.from({ length: way.length / 2 }, (_, step) => ({
      label: way[2 * step] as number,
      after: this.#vector(way[2 * step + 1] as number),
    }));
  }

  #vector(state: number): Uint8Array {
    const vector = this.world.space.vector();
    this.world.space.unpack(Uint32Array.from(this.#core.words(state)), 0, vector);
    return vector;
  }

  #violations(broken: readonly number[]): Violation[] {
    return Array.from({ length: broken.length / 3 }, (_, i) => {
      const [law = 0, state = 0, label = 0] = broken.slice(3 * i, 3 * i + 3);
      return { law, path: [...this.#pathTo(state), { label, after: this.#afterViolation(state, label, law) }] };
    });
  }

  /** States in which a law is broken are not kept: the world makes that transition once more. */
  #afterViolation(state: number, label: number, law: number): Uint8Array {
    const to = this.world.space.vector();
    let after: Uint8Array | undefined;
    this.world.successors(this.#vector(state), to, (found, violation) => {
      if (found === label && violation === law + 1) after ??= to.slice();
    });
    if (!after) throw new HiddenStateError(this.world, `'${this.world.laws[law]}' is not broken again`);
    return after;
  }

  #witnesses(length: number): number[] {
    const witness = new Array<number>(length).fill(0);
    for (const [number, times] of this.#core.witnesses().entries()) {
      for (const [law, each] of this.#alphabet.witnessed(number))
        witness[law] = (witness[law] as number) + each * times;
    }
    return witness;
  }

  #cells(): Cells[] {
    const cells = this.world.cells.map(({ table }) => ({ table, stepped: new Uint8Array(table.kind.length) }));
    for (const fact of this.#core.facts()) {
      const found = this.#alphabet.cellOf(fact);
      const of = cells.find(({ table }) => table.name === found?.machine);
      if (of && found) of.stepped[found.cell] = 1;
    }
    return cells;
  }

  /** An error of the world's code cannot cross the core: it is kept, and thrown when the core returns. */
  #guarded(question: Question): Question {
    return (piece, words) => {
      try {
        return question(piece, words);
      } catch (error) {
        this.#failure ??= { error };
        return new Int32Array(0);
      }
    };
  }

  #orFailure<Result>(run: () => Result): Result {
    try {
      return run();
    } catch (error) {
      if (this.#failure) throw this.#failure.error;
      if (error instanceof Error && 'code' in error && error.code === 'CONTRADICTION') {
        throw new HiddenStateError(this.world, error.message);
      }
      throw error;
    }
  }
}

/** States have numbers of 32 bits. */
const NUMBERS = 2 ** 32;

function setupOf(world: World, options: LearnOptions) {
  const { space, pieces, labels } = world;
  const initial = space.vector();
  world.initial(initial);
  const words = new Uint32Array(space.words);
  space.pack(initial, words, 0);
  return {
    places: space.places().flatMap(({ word, shift, mask, size }) => [word, shift, mask, size]),
    words: space.words,
    moves: pieces?.moves.length ?? 0,
    settlings: pieces?.settlings.length ?? 0,
    initial: [...words],
    classes: labels.map((label) => classBit(label) >>> 0),
    stopAtFirst: options.stopAtFirst ?? false,
    statesMax: Math.min(options.maxStates ?? MAX_STATES, NUMBERS - 2),
    bytesMax: options.maxBytes ?? freeMemory(),
    auditEvery: options.auditEvery ?? 1000,
    seed: options.seed ?? 1,
  };
}
