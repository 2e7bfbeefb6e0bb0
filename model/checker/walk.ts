import type { Path, Step, Violation } from './explore.js';
import { generator } from './random.js';
import type { World } from './world.js';

export interface WalkOptions {
  readonly runs: number;
  /** The most steps of a run; it ends earlier where nothing can happen. */
  readonly steps: number;
  readonly seed: number;
}

export interface WalksResult {
  readonly runs: number;
  readonly steps: number;
  /** The shortest walk found for each law that broke. */
  readonly violations: readonly Violation[];
}

/**
 * Walks where the choices lead: in each state the transition at `choice` modulo the number of transitions.
 * Ends with the first violation. A property test draws the choices, shrinks them, and replays a failure by them.
 */
export function walk(world: World, choices: Iterable<number>): { readonly path: Path; readonly violation?: Violation } {
  const path: Step[] = [];
  const to = world.space.vector();
  let state = world.space.vector();
  world.initial(state);
  for (const choice of choices) {
    const found: { step: Step; violation: number }[] = [];
    world.successors(state, to, (label, violation) => {
      found.push({ step: { label, after: to.slice() }, violation });
    });
    if (found.length === 0) break;
    const { step, violation } = found[choice % found.length] as (typeof found)[number];
    path.push(step);
    if (violation !== 0) return { path, violation: { law: violation - 1, path } };
    state = step.after;
  }
  return { path };
}

/** Walks at random, for worlds too large to explore. The same seed walks the same ways. */
export function randomWalks(world: World, { runs, steps, seed }: WalkOptions): WalksResult {
  const random = generator(seed);
  const shortest = new Map<number, Violation>();
  let walked = 0;
  for (let run = 0; run < runs; run++) {
    const { path, violation } = walk(world, take(steps, random));
    walked += path.length;
    if (!violation) continue;
    const known = shortest.get(violation.law);
    if (!known || known.path.length > path.length) shortest.set(violation.law, violation);
  }
  return { runs, steps: walked, violations: [...shortest.values()] };
}

function* take(count: number, next: () => number): Generator<number> {
  for (let i = 0; i < count; i++) yield next();
}
