import { readFileSync, writeFileSync } from 'node:fs';
import type { CellReport, ModelReport } from './report.js';

/**
 * What a check counted when it was last looked at by a person. A count that changes although no specification did is a
 * mistake in a model; one that changes with it belongs into the same commit.
 */
export interface Snapshot {
  readonly models: Readonly<Record<string, { readonly states: number; readonly edges: number }>>;
  /** For each machine the cells that no model reaches, named `state EVENT`. */
  readonly dead: Readonly<Record<string, readonly string[]>>;
}

type Counted = { readonly models: readonly ModelReport[]; readonly cells: readonly CellReport[] };

const UPDATE = 'if the specification changed with it, accept it by: readyloop check --update';

/** What a full check counted. */
export function snapshotOf({ models, cells }: Counted): Snapshot {
  return {
    models: Object.fromEntries(models.map(({ model, states, edges }) => [model, { states, edges }])),
    dead: Object.fromEntries(cells.map(({ machine, dead }) => [machine, dead])),
  };
}

/** Each difference in words. Dead cells can only be compared when all models of the snapshot were checked. */
export function compareSnapshot(expected: Snapshot, checked: Counted): string[] {
  const found = snapshotOf(checked);
  const problems: string[] = [];
  for (const [model, { states, edges }] of Object.entries(found.models)) {
    const known = expected.models[model];
    if (!known) problems.push(`Model '${model}' is not in the snapshot: ${UPDATE}`);
    else if (known.states !== states || known.edges !== edges) {
      const change = `${known.states} states and ${known.edges} edges to ${states} and ${edges}`;
      problems.push(`Model '${model}' changed from ${change}: ${UPDATE}`);
    }
  }
  if (!Object.keys(expected.models).every((model) => found.models[model])) return problems;
  for (const [machine, cells] of Object.entries(found.dead)) {
    const known = expected.dead[machine] ?? [];
    for (const cell of cells.filter((cell) => !known.includes(cell))) {
      problems.push(`No model reaches the cell '${cell}' of ${machine}, and it is not listed as dead: ${UPDATE}`);
    }
    for (const cell of known.filter((cell) => !cells.includes(cell))) {
      problems.push(`The cell '${cell}' of ${machine} is listed as dead, but is not: ${UPDATE}`);
    }
  }
  return problems;
}

export function readSnapshot(path: string | URL): Snapshot {
  return JSON.parse(readFileSync(path, 'utf8')) as Snapshot;
}

export function writeSnapshot(path: string | URL, snapshot: Snapshot): void {
  writeFileSync(path, `${JSON.stringify(snapshot, null, 2)}\n`);
}
