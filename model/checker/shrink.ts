import type { Path, Step, Violation } from './explore.js';
import { follow } from './walk.js';
import type { World } from './world.js';

/**
 * A violation of the same law without the steps that it does not need: none can be left out of it any more.
 *
 * Cuts the rounds out that lead back to a state it was in, then tries to leave out half of the steps, then quarters, and
 * so on down to single ones, until no single one can go.
 */
export function shrink(world: World, violation: Violation): Violation {
  let shortest: Violation = { ...violation, path: straight(world, violation.path) };
  for (let size = shortest.path.length >> 1; size > 0; ) {
    const shorter = withoutSome(world, shortest, size);
    if (shorter) shortest = { ...shorter, path: straight(world, shorter.path) };
    else size >>= 1;
  }
  return shortest;
}

/** The path without its rounds: what follows depends on the state alone. Its last step, which breaks the law, stays. */
function straight(world: World, path: Path): Path {
  const ways = path.slice(0, -1);
  const lastIn = new Map(ways.map(({ after }, at) => [after.join(), at]));
  const onFrom = (state: Uint8Array): number => (lastIn.get(state.join()) ?? -1) + 1;
  const start = world.space.vector();
  world.initial(start);
  const steps: Step[] = [];
  for (let at = onFrom(start); at < ways.length; at = onFrom((ways[at] as Step).after)) steps.push(ways[at] as Step);
  return [...steps, ...path.slice(-1)];
}

/** The violation as it is met again without some `size` steps in a row; undefined if they are all needed. */
function withoutSome(world: World, { law, path }: Violation, size: number): Violation | undefined {
  const labels = path.map(({ label }) => label);
  for (let from = 0; from < labels.length; from += size) {
    const found = follow(world, labels.toSpliced(from, size))?.violation;
    if (found?.law === law) return found;
  }
  return undefined;
}
