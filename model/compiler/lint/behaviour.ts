import type { AnyMachineSnapshot, StateNode } from 'xstate';
import { initialTransition } from 'xstate';
import type { MachineSpec } from '../../machines/spec.js';
import { childrenOf, isWithin, nodesBelow } from '../edges.js';
import { ask, initial, nameOf, nodesOf, regionsOf } from '../flatten.js';
import { FORBIDDEN } from '../table.js';
import type { Refusal, Rule } from './refusal.js';

/** What shows only when the machine is driven through all its states. Its structure must have been found right before. */
export function lintBehaviour(spec: MachineSpec): Refusal[] {
  const refusals: Refusal[] = [];
  const report = (state: string, rule: Rule, found: string) => {
    refusals.push({ machine: spec.name, state, rule, found });
  };
  const started = initialTransition(spec.machine)[1].map(({ type }) => type);
  if (started.length > 0) report('', 'initial actions', `begins with ${started.join(', ')}`);

  const regions = regionsOf(spec);
  const reached = new Map([[nameOf(regions, initial(spec)), initial(spec)]]);
  const entered = new Set<StateNode>();
  // A Map hands out what is added while it is walked.
  for (const [state, snapshot] of reached) {
    for (const node of nodesOf(snapshot)) entered.add(node);
    for (const event of Object.keys(spec.events)) {
      const answer = ask(snapshot, event);
      if (answer === null) {
        report(state, 'hole', `says nothing to ${event}`);
        continue;
      }
      if (answer.kind !== FORBIDDEN && dropsTransitions(snapshot, event)) {
        report(state, 'dropped transition', `several regions answer ${event}, and one of them leaves`);
      }
      const next = nameOf(regions, answer.next);
      if (!reached.has(next)) reached.set(next, answer.next);
    }
  }
  for (const node of nodesBelow(spec.machine.root)) {
    if (childrenOf(node).length === 0 && !entered.has(node)) {
      report(node.path.join('.'), 'unreachable', 'is never entered');
    }
  }
  return refusals;
}

/** XState lets one transition of those that would exit the same state win, and says nothing about the others. */
function dropsTransitions(snapshot: AnyMachineSnapshot, event: string): boolean {
  const selected = snapshot.machine.getTransitionData(snapshot, { type: event });
  const active = selected.filter(({ target, actions }) => target !== undefined || actions.length > 0);
  return active.some(({ source, target }) => {
    if (target === undefined) return false;
    const box = closestBox(source, target);
    return active.some((other) => other.source !== source && isWithin(other.source, box));
  });
}

/** The closest compound state around the source and the targets of a transition: what it leaves is inside. */
function closestBox(source: StateNode, targets: readonly StateNode[]): StateNode {
  let box = source;
  while (box.parent !== undefined && (box.type === 'parallel' || !targets.every((node) => isWithin(node, box)))) {
    box = box.parent;
  }
  return box;
}
