import { cellOf, describeCell, STEP, type Table } from './table.js';

/**
 * The table of a machine as a Graphviz graph: the flattened states as the engine steps them, where Mermaid draws the
 * regions as they are written. Only steps are drawn; one arrow stands for all that lead from a state to another.
 */
export function dot(table: Table): string {
  const { name, states } = table;
  return `digraph ${quoted(name)} {
  rankdir = LR;
  node [shape = box, style = rounded, fontname = "sans-serif"];
  edge [fontname = "sans-serif", fontsize = 9];
  "" [shape = point];
  "" -> ${quoted(states[0] as string)};
${states.flatMap((_, state) => arrows(table, state)).join('\n')}
}
`;
}

function arrows(table: Table, state: number): string[] {
  const targets = new Map<string, Map<string, string[]>>();
  table.events.forEach((event, number) => {
    const cell = cellOf(table, state, number);
    if (table.kind[cell] !== STEP) return;
    const { next, actions } = describeCell(table, cell);
    const labels = targets.get(next) ?? new Map<string, string[]>();
    const action = actions.join(', ');
    targets.set(next, labels.set(action, [...(labels.get(action) ?? []), event]));
  });
  const from = quoted(table.states[state] as string);
  return [...targets].map(([to, labels]) => `  ${from} -> ${quoted(to)} [label = ${quoted(labelOf(labels))}];`);
}

/** A line for each list of actions: the events that perform it, then the actions. `\l` ends a line and aligns it. */
function labelOf(labels: ReadonlyMap<string, readonly string[]>): string {
  return [...labels].map(([actions, events]) => `${events.join(', ')}${actions && ` / ${actions}`}\\l`).join('');
}

function quoted(text: string): string {
  return `"${text}"`;
}
