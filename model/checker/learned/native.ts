import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What the core is told of a world; see native/checker/src/search/asked.rs. */
interface SearchSetup {
  /** Of each field: word, shift, mask and size. */
  readonly places: readonly number[];
  readonly words: number;
  readonly moves: number;
  readonly settlings: number;
  readonly initial: readonly number[];
  /** The fair class of each label, as a bit. */
  readonly classes: readonly number[];
  readonly stopAtFirst: boolean;
  readonly statesMax: number;
  readonly bytesMax: number;
  /** Of how many walks one is audited, and what the choice follows from. */
  readonly auditEvery: number;
  readonly seed: number;
}

export interface SearchResult {
  readonly states: number;
  readonly edges: number;
  readonly depth: number;
  /** What ended the search before all states were visited. */
  readonly limit?: 'states' | 'memory' | 'first' | null;
  readonly bytes: number;
  /** Three numbers for each law that is broken: the law, the state and the label of the first transition that does. */
  readonly broken: readonly number[];
  /** How often the world's code was asked, and how many ways through its pieces are known. */
  readonly questions: number;
  readonly paths: number;
}

/** A run without end: the state in which its cycle begins; the label of each step of that, and the state after it. */
export interface RunWithoutEnd {
  readonly entry: number;
  readonly cycle: readonly number[];
}

/** A question about a piece from a state, answered in numbers; by none if the world threw. */
export type Question = (piece: number, words: Uint32Array) => Int32Array;

/** The class of the addon. */
export interface NativeSearch {
  /** All that was learned, in a form that can be sent to other threads. */
  lessons(): Int32Array;
  inherit(from: NativeKnowledge, differing: readonly number[], alike: boolean): void;
  explore(
    ask: Question,
    tell: Question,
    onProgress: (states: number, edges: number, depth: number) => void,
  ): SearchResult;
  witnesses(): number[];
  facts(): number[];
  judge(
    piece: number,
    follow: readonly boolean[],
    counted: number,
    ask: Question,
  ): { readonly pending: number; readonly turning?: RunWithoutEnd | null; readonly still?: number | null };
  quiet(follow: readonly boolean[]): { readonly steps: number; readonly turning?: RunWithoutEnd | null };
  /** The label of each step on the way to a state, and the state after it. */
  wayTo(state: number): number[];
  words(state: number): number[];
  /** What is to be audited next, of at most so many transitions; see audit.ts. */
  claims(most: number, ask: Question): Int32Array;
  digest(): string;
}

/** What one world has learned, for others to inherit. */
export interface NativeKnowledge {
  readonly paths?: never;
}

interface Addon {
  readonly CheckerKnowledge: new (lessons: Int32Array) => NativeKnowledge;
  readonly CheckerSearch: new (setup: SearchSetup) => NativeSearch;
}

const FILE = 'readyloop-checker.node';
const require = createRequire(import.meta.url);

/** In a clone, from here and from dist. It is in no package: it would be nearly as large as the addon is. */
function place(): string | undefined {
  const clones = ['../../../', '../../../../'].map((up) => new URL(`${up}native/checker/${FILE}`, import.meta.url));
  const built = clones.find((url) => existsSync(url));
  return built && fileURLToPath(built);
}

let loaded: Addon | null | undefined;

/** The core, or null where it was not built. */
export function core(): Addon | null {
  if (loaded === undefined) {
    const path = place();
    loaded = path ? (require(path) as Addon) : null;
  }
  return loaded;
}
