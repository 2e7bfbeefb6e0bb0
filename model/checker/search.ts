import { digestOf } from './digest.js';
import { type ExploreOptions, explore, type Violation } from './explore.js';
import { type LivenessResult, liveness } from './liveness.js';
import { type QuietResult, quiet } from './quiet.js';
import type { Cells, World } from './world.js';

/** Why a search has not visited every state: there were too many, or no memory for more, or it stopped at the first violation. */
export type Limit = 'states' | 'memory' | 'first';

export interface SearchOptions extends ExploreOptions {
  /** The search ends, incomplete, where it would take more memory than this many bytes. Default: most of what is free. */
  readonly maxBytes?: number;
}

/** What was found in a world, by whichever explorer. Runs without end are judged when they are asked for. */
export interface Search {
  readonly world: World;
  readonly states: number;
  readonly edges: number;
  /** The length of the longest of all shortest paths. */
  readonly depth: number;
  readonly seconds: number;
  readonly bytesPerState: number;
  readonly complete: boolean;
  readonly limit?: Limit;
  /** The first violation of each law that can be broken. */
  readonly violations: readonly Violation[];
  /** For each law, how often its premise occurred; for each clause, how often it was broken. See `World.witness`. */
  readonly witness: ArrayLike<number>;
  /** The cells that were stepped. */
  readonly cells: readonly Cells[];
  /** Judges the obligations, one after the other. The search has to be complete. */
  liveness(): Iterable<LivenessResult>;
  /** Looks for a busy loop. The search has to be complete. */
  quiet(): QuietResult;
  /** A number that tells all states and transitions, in their order. */
  digest(): string;
}

/** A search by the explorer that is the reference: it runs the world's code for every state. */
export function referenceSearch(world: World, options: SearchOptions = {}): Search {
  const exploration = explore(world, options);
  const { complete, violations } = exploration;
  const limit: Limit = options.stopAtFirst && violations.length > 0 ? 'first' : 'states';
  return {
    ...exploration,
    ...(!complete && { limit }),
    cells: world.cells,
    liveness: () => liveness(exploration),
    quiet: () => quiet(exploration),
    digest: () => digestOf(exploration),
  };
}
