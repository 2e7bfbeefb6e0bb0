import type { StateNode } from 'xstate';
import { FORBIDDEN } from '../../machines/cells.js';
import type { MachineSpec } from '../../machines/spec.js';
import { actionName, isWithin, nodesBelow, stateInValue } from '../edges.js';
import type { Refusal, Rule } from './refusal.js';

/**
 * What can be seen without running the machine.
 *
 * The nodes below `machine.root` and their raw configuration are walked, never `toJSON()`, which drops functions.
 */

type Report = (rule: Rule, found: string) => void;

const NODE_KEYS = ['id', 'initial', 'type', 'states', 'on', 'entry', 'exit', 'description', 'meta', 'tags'];
const ROOT_KEYS = [...NODE_KEYS, 'types', 'schemas', 'version'];
/** What a transition is written with, and what XState adds to it. */
const TRANSITION_KEYS = [
  'target',
  'actions',
  'guard',
  'reenter',
  'description',
  'meta',
  'source',
  'eventType',
  'toJSON',
];

/** Keys of a state that have a rule of their own. */
const KEY_RULES: Readonly<Record<string, Rule>> = {
  context: 'context',
  invoke: 'invoke',
  after: 'after',
  always: 'always',
  output: 'final',
  onDone: 'final',
};

/** The refusals of one machine, state by state. */
export function lintStructure(spec: MachineSpec): Refusal[] {
  const refusals: Refusal[] = [];
  for (const node of nodesBelow(spec.machine.root)) {
    const report: Report = (rule, found) => {
      refusals.push({ machine: spec.name, state: node.path.join('.'), rule, found });
    };
    lintKeys(node, report);
    lintName(node, report);
    // As they are written: XState adds actions of its own to those of the node, for `after`.
    for (const action of [node.config.entry ?? [], node.config.exit ?? []].flat()) {
      lintAction(action, report);
      if (actionName(action) === FORBIDDEN) report('forbidden', `has '${FORBIDDEN}' on entry or exit`);
    }
    for (const [event, alternatives] of node.transitions) {
      // XState keeps `after` and `onDone` as transitions of events of its own; their keys are refused above.
      if (event.startsWith('xstate.')) continue;
      lintEvent(spec, event, report);
      for (const transition of alternatives) lintTransition(node, transition, report);
    }
  }
  return [...refusals, ...lintImplementations(spec), ...lintEventNames(spec)];
}

function lintKeys(node: StateNode, report: Report): void {
  const allowed = node.parent === undefined ? ROOT_KEYS : NODE_KEYS;
  const config: Readonly<Record<string, unknown>> = { ...node.config };
  if (node.type === 'history') {
    report('history', 'is a history state');
    return;
  }
  for (const key of Object.keys(config)) {
    if (config[key] === undefined || allowed.includes(key)) continue;
    report(KEY_RULES[key] ?? 'key', `has \`${key}\``);
  }
  if (node.type === 'final') report('final', 'is a final state');
  if (typeof config.initial === 'object') report('initial actions', 'its `initial` has actions');
}

function lintName(node: StateNode, report: Report): void {
  if (node.parent === undefined) return;
  if (/^\d+$/.test(node.key)) report('numeric key', `is named '${node.key}'`);
  else if (!/^[A-Za-z][A-Za-z0-9]*$/.test(node.key)) report('name', `is named '${node.key}'`);
}

function lintEvent({ events }: MachineSpec, event: string, report: Report): void {
  if (event.includes('*')) report('wildcard', `answers '${event}'`);
  else if (!(event in events)) report('event', `answers '${event}', which is not declared`);
}

function lintTransition(node: StateNode, transition: StateNode['on'][string][number], report: Report): void {
  const { eventType, actions, target, guard } = transition;
  for (const key of Object.keys(transition)) {
    if (!TRANSITION_KEYS.includes(key)) report('key', `its answer to ${eventType} has \`${key}\``);
  }
  for (const action of actions) lintAction(action, report);
  if (actions.some((action) => actionName(action) === FORBIDDEN) && (actions.length > 1 || target !== undefined)) {
    report('forbidden', `its answer to ${eventType} is forbidden and more`);
  }
  if (guard !== undefined) lintGuard(node, eventType, guard, report);
}

function lintAction(action: unknown, report: Report): void {
  const name = actionName(action);
  if (typeof action === 'function') lintFunction(action, report);
  else if (name === null || !/^[a-z][A-Za-z0-9]*$/.test(name)) report('name', `has the action '${name}'`);
  else if (typeof action === 'object' && action !== null && 'params' in action && action.params !== undefined) {
    report('parameters', `gives the action '${name}' parameters`);
  }
}

/** XState's own actions are functions with a type. */
function lintFunction(action: object, report: Report): void {
  const type = 'type' in action ? String(action.type) : '';
  if (type === 'xstate.assign') report('assign', 'assigns to the context');
  else if (type === 'xstate.enqueueActions') report('enqueueActions', 'enqueues actions');
  else if (type !== '') report('built-in action', `performs XState's '${type.replace('xstate.', '')}'`);
  else report('inline function', 'has a function for an action');
}

/** A guard may ask for the state of another region, and that state has to exist. */
function lintGuard(node: StateNode, event: string, guard: unknown, report: Report): void {
  const value = stateInValue(guard);
  const asked = nodeAt(node.machine.root, value);
  if (value === null) report('guard', `guards ${event} by other than \`stateIn\``);
  else if (asked === null) report('guard', `guards ${event} by a state that does not exist`);
  else if (!areSiblings(node, asked)) report('guard', `guards ${event} by a state of its own region`);
}

/** Whether two nodes are in different regions of one parallel state. */
function areSiblings(a: StateNode, b: StateNode): boolean {
  const shared = closestShared(a, b);
  return shared.type === 'parallel' && shared !== a && shared !== b;
}

/** The one node that a state value names, such as `{ open: { reader: 'held' } }`. */
function nodeAt(root: StateNode, value: unknown): StateNode | null {
  if (typeof value === 'string') return root.states[value] ?? null;
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const [key, inner] = entries[0] ?? ['', null];
  const child = root.states[key];
  return entries.length === 1 && child !== undefined ? nodeAt(child, inner) : null;
}

function closestShared(a: StateNode, b: StateNode): StateNode {
  return isWithin(b, a) || a.parent === undefined ? a : closestShared(a.parent, b);
}

/** A named `assign` never shows in the actions that XState returns, so no name may have an implementation. */
function lintImplementations({ name, machine }: MachineSpec): Refusal[] {
  const { actions, guards, actors, delays } = machine.implementations;
  return Object.entries({ action: actions, guard: guards, actor: actors, delay: delays }).flatMap(([kind, known]) => {
    return Object.entries(known as Readonly<Record<string, unknown>>).map(([key, implementation]): Refusal => {
      const assigns =
        typeof implementation === 'function' && 'type' in implementation && implementation.type === 'xstate.assign';
      const rule = assigns ? 'assign' : 'implementation';
      return { machine: name, state: '', rule, found: `implements the ${kind} '${key}'` };
    });
  });
}

function lintEventNames({ name, events }: MachineSpec): Refusal[] {
  const bad = Object.keys(events).filter((event) => !/^[A-Z][A-Z0-9_]*$/.test(event));
  return bad.map((event) => ({ machine: name, state: '', rule: 'name', found: `declares the event '${event}'` }));
}
