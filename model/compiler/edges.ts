import type { StateNode } from 'xstate';

/** One transition as it is written, before any flattening. */
export interface Edge {
  readonly source: StateNode;
  readonly event: string;
  /** Null where the state does not change. */
  readonly target: StateNode | null;
  readonly actions: readonly string[];
  /** Under which condition on another region, in words; empty where there is none. */
  readonly condition: string;
}

/** The states right below a node, in document order. */
export function childrenOf(node: StateNode): StateNode[] {
  return Object.values(node.states);
}

/** A node and all below it, in document order. */
export function nodesBelow(node: StateNode): StateNode[] {
  return [node, ...childrenOf(node).flatMap(nodesBelow)];
}

/** Whether `node` is `ancestor` or inside of it. */
export function isWithin(node: StateNode, ancestor: StateNode): boolean {
  return node === ancestor || (node.parent !== undefined && isWithin(node.parent, ancestor));
}

/** The name of an action as a transition holds it; null for what is no name. */
export function actionName(action: unknown): string | null {
  if (typeof action === 'string') return action;
  if (typeof action !== 'object' || action === null || !('type' in action)) return null;
  return typeof action.type === 'string' ? action.type : null;
}

/** The state value that a guard made by `stateIn` asks for; null for any other guard. */
export function stateInValue(guard: unknown): unknown {
  if (typeof guard !== 'function' || guard.name !== 'stateIn' || !('stateValue' in guard)) return null;
  return guard.stateValue;
}

/** How a condition begins that holds where others do not. */
export const UNLESS = 'unless ';

/** The transitions of one node as they are written, an alternative that is guarded by the failure of others included. */
export function edgesOf(node: StateNode): Edge[] {
  return [...node.transitions].flatMap(([event, alternatives]) => {
    const before: string[] = [];
    return alternatives.map(({ target, actions, guard }) => {
      const asked = guard === undefined ? '' : inWords(stateInValue(guard));
      const condition = asked === '' && before.length > 0 ? `${UNLESS}${before.join(' or ')}` : asked;
      if (asked !== '') before.push(asked);
      const names = actions.map(actionName).filter((name) => name !== null);
      return { source: node, event, target: target?.[0] ?? null, actions: names, condition };
    });
  });
}

/** `{ open: { reader: 'held' } }` as `reader held`. */
function inWords(value: unknown): string {
  const keys: string[] = [];
  let rest = value;
  while (typeof rest === 'object' && rest !== null) {
    const [entry] = Object.entries(rest);
    if (entry === undefined) break;
    keys.push(entry[0]);
    rest = entry[1];
  }
  return [...keys, String(rest)].slice(-2).join(' ');
}
