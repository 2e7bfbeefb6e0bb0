import type { Exploration, Path } from './explore.js';

/** A run without end: the stem once, then the cycle for ever. An empty cycle means that nothing happens any more. */
export interface Lasso {
  /** Id and title of the law it breaks. */
  readonly law: string;
  readonly stem: Path;
  readonly cycle: Path;
}

/** The lasso whose cycle starts and ends in `entry`; the stem is the shortest way there. */
export function lasso(law: string, exploration: Exploration, entry: number, edges: readonly number[]): Lasso {
  const { graph, world, read } = exploration;
  const cycle = edges.map((edge) => {
    const after = world.space.vector();
    read(graph.target[edge] as number, after);
    return { label: graph.label[edge] as number, after };
  });
  return { law, stem: exploration.pathTo(entry), cycle };
}

/** Liveness of an incomplete search would be a guess: its last states seem to end in nothing. */
export function demandComplete({ complete, world }: Pick<Exploration, 'complete' | 'world'>): void {
  if (!complete) throw new Error(`The search of '${world.name}' is incomplete; raise maxStates`);
}
