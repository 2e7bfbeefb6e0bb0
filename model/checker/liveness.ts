import type { Exploration } from './explore.js';
import { components, type Part, route } from './graph.js';
import { demandComplete, type Lasso, lasso } from './lasso.js';
import { classBit, type Label, type Obligation } from './world.js';

export interface LivenessResult {
  readonly obligation: Obligation;
  /** In how many states the obligation is pending: its witness. */
  readonly pending: number;
  /** A fair run in which it stays pending for ever. */
  readonly lasso?: Lasso;
}

/**
 * Judges every obligation of a world under weak fairness.
 *
 * A run that pends for ever ends in a strongly connected part of the pending states. Such a part has a fair run if each
 * class is disabled in one of its states or taken by one of its edges; if not, no part of it has one. A single state
 * without an enabled class is a fair run too: nothing is obliged to happen. An edge that discharges the obligation is
 * part of no such run, though its class is enabled all the same. Nor is a transition that breaks a safety law: a run
 * that takes it is told already, and one that need not take it is judged like any other.
 */
export function liveness(exploration: Exploration): LivenessResult[] {
  demandComplete(exploration);
  const enabled = enabledClasses(exploration);
  return exploration.world.obligations.map((obligation) => {
    const within = pendingStates(exploration, obligation);
    const pending = within.reduce((sum, one) => sum + one, 0);
    const found = pending === 0 ? undefined : fairLasso(exploration, obligation, within, without(enabled, obligation));
    return found ? { obligation, pending, lasso: found } : { obligation, pending };
  });
}

/** For each state, the fair classes with a transition from it, as bits; one that breaks a law is a transition too. */
function enabledClasses({ world, states, graph, flawed }: Exploration): Uint32Array {
  const bit = classBits(world.labels);
  const enabled = new Uint32Array(states);
  for (let state = 0; state < states; state++) {
    let bits = 0;
    for (let edge = graph.first[state] as number; edge < (graph.first[state + 1] as number); edge++) {
      bits |= bit[graph.label[edge] as number] as number;
    }
    enabled[state] = bits | (flawed.get(state) ?? 0);
  }
  return enabled;
}

/** Without the classes that an obligation does not count on, as if they were never enabled: nothing is owed to them. */
function without(enabled: Uint32Array, { unaidedBy = [] }: Obligation): Uint32Array {
  const counted = ~unaidedBy.reduce((bits, fairness) => bits | (1 << fairness), 0);
  return unaidedBy.length === 0 ? enabled : enabled.map((bits) => bits & counted);
}

function classBits(labels: readonly Label[]): Uint32Array {
  return Uint32Array.from(labels, classBit);
}

function pendingStates({ world, states, read }: Exploration, { pending }: Obligation): Uint8Array {
  const within = new Uint8Array(states);
  const vector = world.space.vector();
  for (let state = 0; state < states; state++) {
    read(state, vector);
    within[state] = pending(vector) ? 1 : 0;
  }
  return within;
}

/** The lasso with the shortest stem, or one that ends in stillness if that is shorter as a whole. */
function fairLasso(
  exploration: Exploration,
  { law, discharges }: Obligation,
  within: Uint8Array,
  enabled: Uint32Array,
): Lasso | undefined {
  const { graph, world } = exploration;
  const bit = classBits(world.labels);
  const follow = new Uint8Array(world.labels.length).fill(1);
  for (const label of discharges) follow[label] = 0;
  const component = new Uint32Array(exploration.states);
  let count = 0;
  let entry = Infinity;
  let still = Infinity;

  components({ graph, within, follow }, (members) => {
    const id = ++count;
    let always = ~0;
    let lowest = Infinity;
    for (const state of members) {
      component[state] = id;
      always &= enabled[state] as number;
      if (state < lowest) lowest = state;
      if (enabled[state] === 0 && state < still) still = state;
    }
    if (lowest >= entry) return;
    for (const state of members) {
      if (always === 0) break;
      for (let edge = graph.first[state] as number; edge < (graph.first[state + 1] as number); edge++) {
        const label = graph.label[edge] as number;
        const taken = component[graph.target[edge] as number] === id && follow[label] === 1;
        if (taken) always &= ~(bit[label] as number);
      }
    }
    if (always === 0) entry = lowest;
  });
  if (entry === Infinity) return undefined;

  const inside = within.map((_, state) => (component[state] === component[entry] ? 1 : 0));
  const cycle = fairCycle({ graph, within: inside, follow }, entry, bit, enabled);
  const turning = lasso(law, exploration, entry, cycle);
  if (still === Infinity) return turning;
  const ending = lasso(law, exploration, still, []);
  return ending.stem.length <= turning.stem.length + turning.cycle.length ? ending : turning;
}

/** A cycle through `entry` that gives each class its due: a state where it is disabled, or an edge of it. */
function fairCycle(part: Part, entry: number, bit: Uint32Array, enabled: Uint32Array): number[] {
  const { target, label } = part.graph;
  const met = (edge: number): number =>
    (bit[label[edge] as number] as number) | ~(enabled[target[edge] as number] as number);
  let due = enabled[entry] as number;
  if (due === 0) return [];
  const cycle: number[] = [];
  let at = entry;
  const follow = (goal: (edge: number) => boolean): void => {
    const way = route(part, at, goal);
    if (!way) throw new Error('A strongly connected component is not connected');
    for (const edge of way) due &= ~met(edge);
    cycle.push(...way);
    at = target[way.at(-1) as number] as number;
  };
  while (due !== 0) follow((edge) => (met(edge) & due) !== 0);
  if (at !== entry) follow((edge) => target[edge] === entry);
  return cycle;
}
