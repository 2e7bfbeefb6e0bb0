import type { Known } from '../options.js';
import { canLearn, LearnedSearch, type LearnOptions } from './learned/index.js';
import { referenceSearch, type Search, type SearchOptions } from './search.js';
import type { World } from './world.js';

/** Which explorer searches: the core that learns, where it was built, or the reference, which runs the world's code. */
export type Explorer = 'learned' | 'reference';

/** How a world is to be explored, and by what. */
export interface ExplorerOptions extends SearchOptions {
  /** Default: `learned` where that is possible. */
  readonly explorer?: Explorer;
}

export const EXPLORER_OPTIONS: Known<ExplorerOptions> = {
  explorer: true,
  maxBytes: true,
  maxStates: true,
  stopAtFirst: true,
  onProgress: true,
};

/** Searches a world, by the explorer that is asked for or possible. */
export function search(world: World, options: ExplorerOptions & LearnOptions = {}): Search {
  const learns = options.explorer !== 'reference' && canLearn(world);
  return learns ? new LearnedSearch(world, options) : referenceSearch(world, options);
}
