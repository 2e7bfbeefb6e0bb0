import { type Known, toldBy } from '../options.js';
import type { Path, Step, Violation } from './explore.js';
import { generator } from './random.js';
import type { World } from './world.js';

/** How long to walk at random, and from where. */
export interface WalkOptions {
  /** How many runs. */
  readonly runs: number;
  /** The most steps of a run; it ends earlier where nothing can happen. */
  readonly steps: number;
  /** What the first run follows from, and with it all others. */
  readonly seed: number;
  /** Called before each run. */
  readonly onRun?: (run: number) => void;
}

const OPTIONS: Known<WalkOptions> = { runs: true, steps: true, seed: true, onRun: true };

/** A violation that a run of its own meets again: `randomWalks(world, { runs: 1, seed, steps })`. */
interface WalkedInto extends Violation {
  readonly seed: number;
}

/** What came of random walks. */
export interface WalksResult {
  /** How many runs were made. */
  readonly runs: number;
  /** How many steps they had, all together. */
  readonly steps: number;
  /** The shortest walk found for each law that broke. */
  readonly violations: readonly WalkedInto[];
}

/** A way through a world, and the violation that ends it, if one does. */
export interface Walk {
  readonly path: Path;
  readonly violation?: Violation;
}

/**
 * Walks where the choices lead, to the first violation: each chooses a lane first, and a transition of that lane then, so
 * that the loop has its share of the steps however much the user could do. A property test draws the choices, shrinks
 * them, and replays a failure by them.
 */
export function walk(world: World, choices: Iterable<number>): Walk {
  const laneOf = ({ step }: Enabled) => world.labels[step.label]?.lane;
  return go(world, choices, (enabled, choice) => {
    const lanes = [...new Set(enabled.map(laneOf))];
    const lane = lanes[choice % lanes.length];
    const ways = enabled.filter((one) => laneOf(one) === lane);
    return ways[Math.floor(choice / lanes.length) % ways.length];
  });
}

/** Walks by labels, as a path tells them; undefined if one of them is not enabled when its turn comes. */
export function follow(world: World, labels: readonly number[]): Walk | undefined {
  const walked = go(world, labels, (enabled, label) => enabled.find(({ step }) => step.label === label));
  return walked.path.length === labels.length || walked.violation ? walked : undefined;
}

interface Enabled {
  readonly step: Step;
  readonly violation: number;
}

/** Walks until nothing is chosen, or a law breaks. */
function go(
  world: World,
  signs: Iterable<number>,
  choose: (enabled: readonly Enabled[], sign: number) => Enabled | undefined,
): Walk {
  const path: Step[] = [];
  const to = world.space.vector();
  let state = world.space.vector();
  world.initial(state);
  for (const sign of signs) {
    const enabled: Enabled[] = [];
    world.successors(state, to, (label, violation) => {
      enabled.push({ step: { label, after: to.slice() }, violation });
    });
    const chosen = choose(enabled, sign);
    if (!chosen) break;
    path.push(chosen.step);
    if (chosen.violation !== 0) return { path, violation: { law: chosen.violation - 1, path } };
    state = chosen.step.after;
  }
  return { path };
}

/** Walks at random, for worlds too large to explore. The same seed walks the same ways. */
export function randomWalks(world: World, options: WalkOptions): WalksResult {
  const { runs, steps, seed, onRun } = toldBy('options', options, OPTIONS) as WalkOptions;
  const seeds = generator(seed);
  const shortest = new Map<number, WalkedInto>();
  let walked = 0;
  for (let run = 0, own = seed; run < runs; run++, own = seeds()) {
    onRun?.(run);
    const { path, violation } = walk(world, take(steps, generator(own)));
    walked += path.length;
    if (!violation) continue;
    const known = shortest.get(violation.law);
    if (!known || known.path.length > path.length) shortest.set(violation.law, { ...violation, seed: own });
  }
  return { runs, steps: walked, violations: [...shortest.values()] };
}

function* take(count: number, next: () => number): Generator<number> {
  for (let i = 0; i < count; i++) yield next();
}
