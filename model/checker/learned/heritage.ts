import type { World } from '../world.js';
import { Alphabet, type AlphabetData, type CellFact } from './alphabet.js';
import { core, type NativeKnowledge } from './native.js';
import { Reach, type ReachData } from './recorder.js';

/** In which cells and switches two worlds of one kind differ. */
export interface Differences {
  readonly cells: readonly CellFact[];
  readonly switches: readonly string[];
}

/** What a world is like, as far as paths through its pieces depend on it. */
interface Kind {
  readonly name: string;
  readonly fields: readonly string[];
  readonly sizes: readonly number[];
  readonly moves: number;
  readonly settlings: number;
  readonly obligations: number;
  readonly labels: readonly string[];
  readonly laws: readonly string[];
  readonly clauses: readonly string[];
}

export function kindOf({ name, space, pieces, obligations, labels, laws, clauses = [] }: World): Kind {
  return {
    name,
    fields: space.names,
    sizes: space.places().map(({ size }) => size),
    moves: pieces?.moves.length ?? 0,
    settlings: pieces?.settlings.length ?? 0,
    obligations: obligations.length,
    labels: labels.map(({ text }) => text),
    laws,
    clauses: clauses.map(({ name }) => name),
  };
}

/** What one world has learned, as plain data that can be sent between threads. */
export interface Lessons {
  readonly kind: Kind;
  readonly alphabet: AlphabetData;
  readonly reach: ReachData;
  /** The facts that were looked up while the world was made. */
  readonly making: readonly number[];
  readonly paths: Int32Array;
}

/** What one world has learned, for worlds of its kind that differ from it in a cell or a switch. */
export class Knowledge {
  readonly alphabet: Alphabet;
  readonly reach: Reach;
  readonly native: NativeKnowledge;
  readonly #kind: Kind;
  readonly #making: readonly number[];

  constructor({ kind, alphabet, reach, making, paths }: Lessons) {
    const addon = core();
    if (!addon) throw new Error('the core of the checker is not built');
    this.alphabet = new Alphabet(alphabet);
    this.reach = new Reach(reach);
    this.native = new addon.CheckerKnowledge(paths);
    this.#kind = kind;
    this.#making = making;
  }

  /**
   * The facts on which nothing may stand that an heir takes over, and whether its fields are of the same sizes. Undefined
   * if it may take nothing over: where something that differs was looked up while a world was made, or where the two are
   * not of one kind.
   */
  heritage(
    heir: World,
    making: Iterable<number>,
    { cells, switches }: Differences,
  ): { readonly differing: readonly number[]; readonly alike: boolean } | undefined {
    const differing = [
      ...cells.map(({ machine, cell }) => this.alphabet.cellFact(machine, cell)),
      ...switches.map((name) => this.alphabet.switchFact(name)),
    ];
    const looked = new Set([...making, ...this.#making]);
    const kind = kindOf(heir);
    if (differing.some((fact) => looked.has(fact)) || !isLike(this.#kind, kind)) return undefined;
    return { differing, alike: this.#kind.sizes.join() === kind.sizes.join() };
  }
}

/** Of one kind but for sizes. A field that has one value is never read: it must not have more in the heir. */
function isLike(a: Kind, b: Kind): boolean {
  const rest = ({ sizes: _, ...kind }: Kind): string => JSON.stringify(kind);
  return rest(a) === rest(b) && a.sizes.every((size, field) => size > 1 || b.sizes[field] === 1);
}
