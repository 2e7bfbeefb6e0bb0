import { quiet as law } from '../laws/L17-quiet.js';
import type { Exploration } from './explore.js';
import { components, type Part, route } from './graph.js';
import { demandComplete, type Lasso, lasso } from './lasso.js';
import type { Label } from './world.js';

/** The law that every world must keep (P1, P3). */
export const QUIET = `${law.id} ${law.title}`;

/** What it demands beyond transitions, a clause of its own. */
export const QUIET_CLAUSE = `${law.id} no busy loop`;

export interface QuietResult {
  /** How many steps of the loop without progress there are: the law's witness. */
  readonly steps: number;
  /** A cycle of such steps alone. */
  readonly lasso?: Lasso;
}

/** A step of the loop that brings nothing about. */
export function turnsIdly({ lane, progress }: Label): boolean {
  return lane === 'loop' && !progress;
}

/** Looks for a busy loop: a cycle of steps of the loop alone, none of which is progress. */
export function quiet(exploration: Exploration): QuietResult {
  demandComplete(exploration);
  const { world, graph, states } = exploration;
  const follow = Uint8Array.from(world.labels, (label) => (turnsIdly(label) ? 1 : 0));
  const part: Part = { graph, within: new Uint8Array(states).fill(1), follow };
  let entry = Infinity;
  components(part, (members) => {
    const lowest = members.reduce((low, state) => Math.min(low, state), Infinity);
    if (lowest < entry && (members.length > 1 || turnsOn(part, lowest))) entry = lowest;
  });
  const steps = graph.label.reduce((sum, label) => sum + (follow[label] as number), 0);
  if (entry === Infinity) return { steps };
  const cycle = route(part, entry, (edge) => graph.target[edge] === entry);
  return { steps, lasso: lasso(QUIET, exploration, entry, cycle ?? []) };
}

/** Whether an edge leads from a state to itself. */
function turnsOn({ graph, follow }: Part, state: number): boolean {
  for (let edge = graph.first[state] as number; edge < (graph.first[state + 1] as number); edge++) {
    if (graph.target[edge] === state && follow[graph.label[edge] as number] === 1) return true;
  }
  return false;
}
