import { type Counterexample, violationExample } from './counterexample.js';
import type { Violation } from './explore.js';
import { shrink } from './shrink.js';
import { follow, randomWalks, type WalkOptions } from './walk.js';
import type { World } from './world.js';

/** A law that a walk broke, and what replays it. */
export interface WalkedLaw {
  /** Id and title. */
  readonly law: string;
  /** By which one walk of as many steps meets it; none where a path was followed. */
  readonly seed?: number;
  /** The labels of the walk, shrunk. */
  readonly path: readonly number[];
  readonly counterexample: Counterexample;
}

export interface WalkReport {
  readonly model: string;
  readonly walks: number;
  readonly steps: number;
  readonly seconds: number;
  /** How often the premise of each law occurred. */
  readonly laws: readonly { readonly law: string; readonly witnesses: number }[];
  readonly broken: readonly WalkedLaw[];
}

/** Walks a world at random. What must happen in the end is not judged: a walk has an end of its own. */
export function walkAtRandom(world: World, options: WalkOptions): WalkReport {
  const began = performance.now();
  const { runs, steps, violations } = randomWalks(world, options);
  return report(world, began, runs, steps, violations);
}

/** Follows the labels of a path; undefined if there is no such way through the world. */
export function walkAlong(world: World, labels: readonly number[]): WalkReport | undefined {
  const began = performance.now();
  const walked = follow(world, labels);
  if (!walked) return undefined;
  return report(world, began, 1, walked.path.length, walked.violation ? [walked.violation] : []);
}

function report(
  world: World,
  began: number,
  walks: number,
  steps: number,
  violations: readonly (Violation & { readonly seed?: number })[],
): WalkReport {
  const laws = world.laws.map((law, index) => ({ law, witnesses: world.witness[index] as number }));
  const broken = violations.map(({ seed, ...violation }) => {
    const { path } = shrink(world, violation);
    const law = world.laws[violation.law] as string;
    const counterexample = violationExample(world, law, path);
    return { law, ...(seed !== undefined && { seed }), path: path.map(({ label }) => label), counterexample };
  });
  return { model: world.name, walks, steps, seconds: (performance.now() - began) / 1000, laws, broken };
}
