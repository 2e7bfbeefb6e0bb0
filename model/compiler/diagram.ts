import type { StateNode } from 'xstate';
import { FORBIDDEN } from '../machines/cells.js';
import type { MachineSpec } from '../machines/spec.js';
import type { Compiled } from './compile.js';
import { childrenOf, type Edge, edgesOf, isWithin, nodesBelow } from './edges.js';

/**
 * One Mermaid diagram a machine, of its regions as they are written and not of their flattened product.
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

\`\`\`mermaid
${mermaid(spec)}
\`\`\`

An arrow says *event [condition] / actions*. Boxes with a dashed line between them run side by side: an event goes to each.

| State | Ignores | Forbids |
| --- | --- | --- |
${nodesBelow(spec.machine.root)
  .flatMap((node) => answersOf(node))
  .join('\n')}
`;
}

/** The diagram alone. */
export function mermaid({ machine }: MachineSpec): string {
  return ['stateDiagram-v2', ...indented(insideOf(machine.root))].join('\n');
}

/** What stands in the box of a node: its states, then the arrows between them. */
function insideOf(node: StateNode): string[] {
  const states = childrenOf(node).map((child) => {
    const name = `state "${child.key}" as ${idOf(child)}`;
    return childrenOf(child).length === 0 ? [name] : [`${name} {`, ...indented(insideOf(child)), '}'];
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
  const drawn = edges.filter((edge) => isStep(edge) && boxOf(edge) === box).map((edge) => arrow(box, edge));
  return merged(merged(drawn, 'events'), 'sources').map(({ from, to, events, sources, condition, actions }) => {
    const where = [sources.join(', '), condition].filter((text) => text !== '').join('; ');
    return `${from} --> ${to} : ${events.join(', ')}${where === '' ? '' : ` [${where}]`}${actions}`;
  });
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly events: readonly string[];
  /** The states inside of `from` that have the transition, where it is not `from` itself. */
  readonly sources: readonly string[];
  readonly condition: string;
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
    condition,
    actions: actions.length === 0 ? '' : ` / ${actions.join(', ')}`,
  };
}

/** Draws arrows that differ in nothing but `list` as one. */
function merged(arrows: readonly Arrow[], list: 'events' | 'sources'): Arrow[] {
  const found = new Map<string, Arrow>();
  for (const arrow of arrows) {
    const key = JSON.stringify({ ...arrow, [list]: [] });
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
