/**
 * The transitions found by an exploration, in compressed rows: those that leave state `s` are the edges
 * `first[s] .. first[s + 1] - 1`, each with its target and its label.
 */
export interface Graph {
  readonly first: Uint32Array;
  readonly target: Uint32Array;
  readonly label: Uint16Array;
}

const UNSEEN = 0;
const DONE = 0xffffffff;

/** Which part of a graph is meant: states with `within[state]`, edges with `follow[label]` between them. */
export interface Part {
  readonly graph: Graph;
  readonly within: Uint8Array;
  readonly follow: Uint8Array;
}

/** Tarjan's strongly connected components, without recursion. `visit` may keep `members` during its call only. */
export function components({ graph, within, follow }: Part, visit: (members: Uint32Array) => void): void {
  const { first, target, label } = graph;
  const size = first.length - 1;
  const order = new Uint32Array(size);
  const low = new Uint32Array(size);
  const cursor = new Uint32Array(size);
  const open = new Uint32Array(size);
  const chain = new Uint32Array(size);
  let opened = 0;
  let chained = 0;
  let clock = UNSEEN;

  const enter = (state: number): void => {
    order[state] = low[state] = ++clock;
    cursor[state] = first[state] as number;
    open[opened++] = chain[chained++] = state;
  };
  const leave = (state: number): void => {
    chained--;
    const lowest = low[state] as number;
    if (lowest === order[state]) {
      const end = opened;
      do order[open[--opened] as number] = DONE;
      while (open[opened] !== state);
      visit(open.subarray(opened, end));
    } else {
      const parent = chain[chained - 1] as number;
      if (lowest < (low[parent] as number)) low[parent] = lowest;
    }
  };

  for (let root = 0; root < size; root++) {
    if (within[root] === 0 || order[root] !== UNSEEN) continue;
    enter(root);
    while (chained > 0) {
      const state = chain[chained - 1] as number;
      const edge = cursor[state] as number;
      if (edge === first[state + 1]) {
        leave(state);
        continue;
      }
      cursor[state] = edge + 1;
      const next = target[edge] as number;
      if (within[next] === 0 || follow[label[edge] as number] === 0) continue;
      const seen = order[next] as number;
      if (seen === UNSEEN) enter(next);
      else if (seen !== DONE && seen < (low[state] as number)) low[state] = seen;
    }
  }
}

/**
 * The shortest way, as edges, from a state over at least one edge to one that is a `goal`; undefined if there is none.
 * The goal's edge must be followed as well.
 */
export function route(
  { graph, within, follow }: Part,
  start: number,
  goal: (edge: number) => boolean,
): number[] | undefined {
  const { first, target, label } = graph;
  const cameBy = new Map<number, number>();
  const queue = [start];
  const cameFrom = new Map<number, number>();
  for (const state of queue) {
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const next = target[edge] as number;
      if (within[next] === 0 || follow[label[edge] as number] === 0) continue;
      if (goal(edge)) {
        const way = [edge];
        for (let at = state; at !== start; at = cameFrom.get(at) as number) way.push(cameBy.get(at) as number);
        return way.reverse();
      }
      if (next === start || cameBy.has(next)) continue;
      cameBy.set(next, edge);
      cameFrom.set(next, state);
      queue.push(next);
    }
  }
  return undefined;
}
