import { Edges } from './edges.js';
import type { Graph } from './graph.js';
import { States } from './states.js';
import { classBit, type Label, type World } from './world.js';

/** How a world is to be explored. */
export interface ExploreOptions {
  /** The search ends, incomplete, beyond this number of states. Default: 50 million. */
  readonly maxStates?: number;
  /** The search ends, incomplete, at the first violation: for those who only ask whether there is one. */
  readonly stopAtFirst?: boolean;
  /** Called now and then. */
  readonly onProgress?: (progress: { readonly states: number; readonly edges: number; readonly depth: number }) => void;
}

/** One transition of a path: its label, and the state after it. */
export interface Step {
  readonly label: number;
  readonly after: Uint8Array;
}

/** A way from the initial state, shortest of its kind. */
export type Path = readonly Step[];

export interface Violation {
  /** Index in `World.laws`. */
  readonly law: number;
  /** Its last step breaks the law. */
  readonly path: Path;
}

export interface Exploration {
  readonly world: World;
  readonly states: number;
  readonly edges: number;
  /** The length of the longest of all shortest paths. */
  readonly depth: number;
  readonly seconds: number;
  /** What a state costs to be remembered: packed, indexed, with its parent. */
  readonly bytesPerState: number;
  /** False if `maxStates` ended the search. */
  readonly complete: boolean;
  /** The first violation of each law that can be broken. */
  readonly violations: readonly Violation[];
  /** The states from which a violating transition leaves, which `graph` has not; of those, the fair classes as bits. */
  readonly flawed: ReadonlyMap<number, number>;
  /** `World.witness` as it was when the search ended. */
  readonly witness: Uint32Array;
  readonly graph: Graph;
  /** The shortest path to a state. */
  readonly pathTo: (state: number) => Path;
  /** Restores the vector of a state. */
  readonly read: (state: number, vector: Uint8Array) => void;
}

const PROGRESS_EVERY = 1 << 16;

/** Beyond this number of states a search ends unless it is told otherwise. */
export const MAX_STATES = 50_000_000;

/** What is kept of a transition has room for so many labels, and a set of classes for so many of them. */
export function demandLabelsFit({ name, labels }: World): void {
  if (labels.length > 0x10000) throw new RangeError(`World '${name}' has more labels than fit 16 bits`);
  if (labels.some(({ fairness }) => fairness > 31)) throw new RangeError(`World '${name}' has over 32 fair classes`);
}

/** Visits every reachable state of a world, breadth first, so that every path found is shortest. */
export function explore(world: World, options: ExploreOptions = {}): Exploration {
  const { maxStates = MAX_STATES, stopAtFirst = false, onProgress } = options;
  demandLabelsFit(world);
  const started = performance.now();
  const states = new States(world.space);
  const edges = new Edges();
  const from = world.space.vector();
  const to = world.space.vector();
  const flawed = new Map<number, number>();
  const broken: { law: number; parent: number; label: number; after: Uint8Array }[] = [];
  let parents = new Uint32Array(1 << 10);
  let edgeCount = 0;
  let depth = 0;
  let levelEnd = 1;
  let current = 0;

  const emit = (label: number, violation: number): void => {
    edgeCount++;
    if (violation !== 0) {
      const law = violation - 1;
      flawed.set(current, (flawed.get(current) ?? 0) | classBit(world.labels[label] as Label));
      if (!broken.some((known) => known.law === law)) broken.push({ law, parent: current, label, after: to.slice() });
      return;
    }
    const known = states.size;
    const state = states.add(to);
    if (state === known) {
      if (state === parents.length) parents = grow(parents);
      parents[state] = current;
    }
    edges.add(label, state);
  };

  world.initial(from);
  states.add(from);
  for (; current < states.size && states.size <= maxStates && !(stopAtFirst && broken.length > 0); current++) {
    if (current === levelEnd) {
      depth++;
      levelEnd = states.size;
    }
    if (current % PROGRESS_EVERY === 0) onProgress?.({ states: states.size, edges: edgeCount, depth });
    states.read(current, from);
    edges.begin();
    world.successors(from, to, emit);
  }
  states.trim();
  const witness = world.witness.slice();
  const complete = current === states.size;
  // States at the edge of an incomplete search have no edges.
  for (; current < states.size; current++) edges.begin();

  const pathTo = (state: number): Path => {
    const chain = [state];
    while (chain.at(-1) !== 0) chain.push(parents[chain.at(-1) as number] as number);
    return chain
      .reverse()
      .slice(1)
      .map((after, i) => ({ label: labelBetween(graph, chain[i] as number, after), after: vectorOf(after) }));
  };
  const vectorOf = (state: number): Uint8Array => {
    const vector = world.space.vector();
    states.read(state, vector);
    return vector;
  };
  const graph = edges.end();
  return {
    world,
    states: states.size,
    edges: edgeCount,
    depth,
    seconds: (performance.now() - started) / 1000,
    bytesPerState: states.bytes / states.size + parents.BYTES_PER_ELEMENT,
    complete,
    violations: broken.map(({ law, parent, label, after }) => ({ law, path: [...pathTo(parent), { label, after }] })),
    flawed,
    witness,
    graph,
    pathTo,
    read: (state, vector) => states.read(state, vector),
  };
}

/** Labels of a path are not stored with its states: the parent's edges tell. */
function labelBetween(graph: Graph, parent: number, child: number): number {
  let edge = graph.first[parent] as number;
  while (graph.target[edge] !== child) edge++;
  return graph.label[edge] as number;
}

function grow(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(values.length * 2);
  grown.set(values);
  return grown;
}
