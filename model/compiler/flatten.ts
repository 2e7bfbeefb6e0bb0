import { type AnyMachineSnapshot, initialTransition, type StateNode, transition } from 'xstate';
import { FORBIDDEN as FORBIDDEN_ACTION } from '../machines/cells.js';
import type { MachineSpec } from '../machines/spec.js';
import { actionName, isWithin } from './edges.js';
import { FORBIDDEN, IGNORE, OUTSIDE, type Region, STEP, type Table } from './table.js';

/**
 * Flattens hierarchy and parallel regions by driving XState's pure `transition()`.
 *
 * XState's semantics are never re-implemented here: which transitions an event selects, the state after and the order
 * of the actions are all its own. What is added is the numbering, and the three kinds of answer.
 */

/** What an event does in a state of the machine itself, in XState's words. */
export interface Answer {
  readonly kind: typeof STEP | typeof IGNORE | typeof FORBIDDEN;
  readonly next: AnyMachineSnapshot;
  readonly actions: readonly string[];
}

/** Asks the machine; null if no transition is selected: a hole. */
export function ask(snapshot: AnyMachineSnapshot, event: string): Answer | null {
  const selected = snapshot.machine.getTransitionData(snapshot, { type: event });
  if (selected.length === 0) return null;
  if (selected.some((chosen) => chosen.actions.some((action) => actionName(action) === FORBIDDEN_ACTION))) {
    return { kind: FORBIDDEN, next: snapshot, actions: [] };
  }
  if (selected.every((chosen) => chosen.target === undefined && chosen.actions.length === 0)) {
    return { kind: IGNORE, next: snapshot, actions: [] };
  }
  const [next, actions] = transition(snapshot.machine, snapshot, { type: event });
  return { kind: STEP, next, actions: actions.map(({ type }) => type) };
}

/** The state in which the machine begins. */
export function initial(spec: MachineSpec): AnyMachineSnapshot {
  return initialTransition(spec.machine)[0];
}

/** The regions of a machine in document order: the children of its parallel states, but for those of one state. */
export function regionsOf(spec: MachineSpec): StateNode[] {
  const found: StateNode[] = [];
  const visit = (node: StateNode, inRegion: boolean) => {
    for (const child of Object.values(node.states)) {
      const region = node.type === 'parallel' && !inRegion;
      if (region && Object.keys(child.states).length > 1) found.push(child);
      visit(child, inRegion || region);
    }
  };
  visit(spec.machine.root, false);
  return found;
}

/** A state's name: the values of its regions, or its own path where it has none. */
export function nameOf(regions: readonly StateNode[], snapshot: AnyMachineSnapshot): string {
  const values = regions.map((region) => valueIn(region, snapshot)).filter((value) => value !== null);
  if (values.length > 0) return values.join('.');
  return leaves(snapshot.machine.root, snapshot)
    .map(({ path }) => path.join('.'))
    .join('.');
}

/** The value of a region in a state, a path where the region has states within states; null outside of it. */
function valueIn(region: StateNode, snapshot: AnyMachineSnapshot): string | null {
  const found = leaves(region, snapshot);
  if (found.length === 0) return null;
  return found.map(({ path }) => path.slice(region.path.length).join('-')).join('-');
}

/** The atomic states below a node that the machine is in, in document order. */
function leaves(node: StateNode, snapshot: AnyMachineSnapshot): StateNode[] {
  return nodesOf(snapshot)
    .filter((candidate) => isWithin(candidate, node) && Object.keys(candidate.states).length === 0)
    .sort((a, b) => a.order - b.order);
}

/** The nodes that a snapshot is in; XState leaves them out of its public type. */
export function nodesOf(snapshot: AnyMachineSnapshot): readonly StateNode[] {
  return (snapshot as unknown as { readonly _nodes: readonly StateNode[] })._nodes;
}

/**
 * The table of a machine of the compilable subset. States are numbered breadth first over the events as declared.
 * A hole is read as forbidden here; the linter, which runs before, refuses it.
 */
export function flatten(spec: MachineSpec): Table {
  const events = Object.keys(spec.events);
  const regions = regionsOf(spec);
  const states = new Interned<string>((name) => name);
  const actions = new Interned<string>((name) => name);
  const lists = new Interned<readonly number[]>((list) => list.join());
  const snapshots = [initial(spec)];
  const kind: number[] = [];
  const next: number[] = [];
  const list: number[] = [];

  states.number(nameOf(regions, initial(spec)));
  lists.number([]);
  for (let state = 0; state < snapshots.length; state++) {
    const snapshot = snapshots[state] as AnyMachineSnapshot;
    for (const event of events) {
      const answer = ask(snapshot, event) ?? { kind: FORBIDDEN, next: snapshot, actions: [] };
      const after = states.number(nameOf(regions, answer.next));
      if (after === snapshots.length) snapshots.push(answer.next);
      kind.push(answer.kind);
      next.push(after);
      list.push(lists.number(answer.actions.map((action) => actions.number(action))));
    }
  }
  return {
    name: spec.name,
    runs: spec.runs,
    states: states.values,
    events,
    actions: actions.values,
    regions: regions.map((region) => regionTable(region, snapshots)),
    kind: Uint8Array.from(kind),
    next: Uint8Array.from(next),
    list: Uint8Array.from(list),
    lists: lists.values.map((numbers) => Uint8Array.from(numbers)),
  };
}

/** Values are numbered in document order, so that they do not move when an event is added. */
function regionTable(region: StateNode, snapshots: readonly AnyMachineSnapshot[]): Region {
  const found = snapshots.map((snapshot) => valueIn(region, snapshot));
  const order = Object.keys(region.states);
  const rank = (value: string) => order.indexOf(value.split('-')[0] as string);
  const values = [...new Set(found)].filter((value) => value !== null).sort((a, b) => rank(a) - rank(b));
  const of = found.map((value) => (value === null ? OUTSIDE : values.indexOf(value)));
  return { name: region.key, values, of: Uint8Array.from(of) };
}

/** Numbers values in the order in which they are first seen. */
class Interned<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #key: (value: T) => string;

  constructor(key: (value: T) => string) {
    this.#key = key;
  }

  number(value: T): number {
    const key = this.#key(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }
}
