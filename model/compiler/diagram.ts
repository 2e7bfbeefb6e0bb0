import type { StateNode } from 'xstate';
import { FORBIDDEN } from '../machines/cells.js';
import type { MachineSpec } from '../machines/spec.js';
import type { Compiled } from './compile.js';
import { childrenOf, type Edge, edgesOf, isWithin, nodesBelow, UNLESS } from './edges.js';

/**
 * A page of Mermaid diagrams a machine, of its regions as they are written and not of their flattened product: one of
 * the whole and one of whatever has states inside, for within each other they are too small to be read.
 *
 * Only steps are drawn; what is ignored or forbidden stands in a table below.
 */
export function diagramFiles({ machines }: Compiled): Map<string, string> {
  return new Map(machines.map((spec) => [`diagrams/${spec.name}.md`, diagram(spec)] as const));
}

/** The page of one machine. */
export function diagram(spec: MachineSpec): string {
  return `<!-- Written by \`npm run generate\` from model/machines/${spec.name}.ts; change that, not this. -->

# ${spec.name}

An arrow says *event [condition] / actions*.

${nodesBelow(spec.machine.root)
  .filter((node) => childrenOf(node).length > 0)
  .map(section)
  .join('')}
## What is ignored or forbidden

| State | Ignores | Forbids |
| --- | --- | --- |
${nodesBelow(spec.machine.root)
  .flatMap((node) => answersOf(node))
  .join('\n')}
`;
}

/** All of a machine in one diagram. */
export function mermaid({ machine }: MachineSpec): string {
  return drawn(insideOf(machine.root, false));
}

function drawn(lines: readonly string[]): string {
  return ['stateDiagram-v2', ...indented(lines)].join('\n');
}

function fenced(lines: readonly string[]): string {
  return `\`\`\`mermaid\n${drawn(lines)}\n\`\`\`\n`;
}

/** What is inside of a node: a diagram, or the names of the regions. */
function section(node: StateNode): string {
  const head = node.parent === undefined ? '' : `\n## ${node.path.join('.')}\n\n`;
  if (node.type !== 'parallel') return `${head}${fenced(insideOf(node, true))}`;
  const names = childrenOf(node).map(({ key }) => `*${key}*`);
  return `${head}These run side by side, and an event goes to each: ${names.join(', ')}.\n`;
}

/**
 * What stands in the box of a node: its states, then the arrows between them. `isCut`: its states are drawn as if they had
 * nothing inside.
 */
function insideOf(node: StateNode, isCut: boolean): string[] {
  const states = childrenOf(node).map((child) => {
    const name = `state "${child.key}" as ${idOf(child)}`;
    return isCut || childrenOf(child).length === 0 ? [name] : [`${name} {`, ...indented(insideOf(child, isCut)), '}'];
  });
  if (node.type === 'parallel') return states.flatMap((lines, index) => (index > 0 ? ['--', ...lines] : lines));
  return [...initialArrow(node), ...states.flat(), ...arrows(node)];
}

function initialArrow(node: StateNode): string[] {
  const [target] = node.initial.target;
  return target === undefined ? [] : [`[*] --> ${idOf(target)}`];
}

/** The arrows that belong into the box of a node: those whose ends have it as their closest common box. */
function arrows(box: StateNode): string[] {
  const edges = nodesBelow(box).flatMap(edgesOf);
  const single = edges.filter((edge) => isStep(edge) && boxOf(edge) === box).map((edge) => arrow(box, edge));
  const all = merged(merged(merged(single, 'events'), 'sources'), 'conditions');
  // Of several arrows from a state to itself Mermaid shows the last one alone.
  const [loops, others] = [all.filter(({ from, to }) => from === to), all.filter(({ from, to }) => from !== to)];
  const labels = new Map<string, string[]>();
  for (const loop of loops) labels.set(loop.from, [...(labels.get(loop.from) ?? []), labelOf(loop)]);
  return [
    ...others.map((one) => `${one.from} --> ${one.to} : ${labelOf(one)}`),
    ...[...labels].map(([state, lines]) => `${state} --> ${state} : ${lines.join('<br>')}`),
  ];
}

function labelOf({ events, sources, conditions, actions }: Arrow): string {
  const where = [sources.join(', '), conditions.join(' or ')].filter((text) => text !== '').join(' and ');
  return `${events.join(', ')}${where === '' ? '' : ` [${where}]`}${actions}`;
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly events: readonly string[];
  /** The states inside of `from` that have the transition, where it is not `from` itself. */
  readonly sources: readonly string[];
  /** One of which has to hold, where there are any. */
  readonly conditions: readonly string[];
  readonly actions: string;
}

function arrow(box: StateNode, { source, event, target, condition, actions }: Edge): Arrow {
  const from = childTowards(box, source);
  const to = target === null ? from : childTowards(box, target);
  return {
    from: idOf(from),
    to: idOf(to),
    events: [event],
    sources: from === source ? [] : [source.key],
    conditions: condition === '' ? [] : [condition],
    actions: actions.length === 0 ? '' : ` / ${actions.join(', ')}`,
  };
}

/** Draws arrows that differ in nothing but `list` as one. */
function merged(arrows: readonly Arrow[], list: 'events' | 'sources' | 'conditions'): Arrow[] {
  const found = new Map<string, Arrow>();
  for (const arrow of arrows) {
    const [condition] = arrow.conditions;
    const isOther = list === 'conditions' && (condition === undefined || condition.startsWith(UNLESS));
    const key = JSON.stringify(isOther ? arrow : { ...arrow, [list]: [] });
    const same = found.get(key);
    found.set(key, same === undefined ? arrow : { ...same, [list]: [...same[list], ...arrow[list]] });
  }
  return [...found.values()];
}

function boxOf({ source, target }: Edge): StateNode | undefined {
  let box = source.parent;
  while (box !== undefined && target !== null && !(target !== box && isWithin(target, box))) box = box.parent;
  return box;
}

/** The child of a box that is a node or contains it. */
function childTowards(box: StateNode, node: StateNode): StateNode {
  return childrenOf(box).find((child) => isWithin(node, child)) ?? node;
}

/** What a state says of the events that it does not take. */
function answersOf(node: StateNode): string[] {
  const edges = edgesOf(node);
  const say = (chosen: readonly Edge[]) => {
    return chosen.map(({ event, condition }) => (condition === '' ? event : `${event} (${condition})`)).join(', ');
  };
  const forbidden = edges.filter(isForbidden);
  const ignored = edges.filter((edge) => !isForbidden(edge) && !isStep(edge));
  if (forbidden.length === 0 && ignored.length === 0) return [];
  const everything = forbidden.length === node.machine.events.length;
  return [`| ${node.path.join('.')} | ${say(ignored)} | ${everything ? 'everything' : say(forbidden)} |`];
}

function isForbidden({ actions }: Edge): boolean {
  return actions.includes(FORBIDDEN);
}

function isStep(edge: Edge): boolean {
  return !isForbidden(edge) && (edge.target !== null || edge.actions.length > 0);
}

/** Names are unique in a diagram only with their path. */
function idOf(node: StateNode): string {
  return node.path.join('_');
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
