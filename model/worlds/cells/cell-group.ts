import { fits } from './pattern.js';

/** Cells of a machine that have something in common, and why. */
export interface CellGroup {
  readonly machine: string;
  /** State names, as patterns in which `*` stands for any one region's value. */
  readonly states: readonly string[];
  readonly events: readonly string[];
  readonly because: string;
  /** The loop may step it all the same, by a registration that outlived its number (P4): worlds with operations have none. */
  readonly byGhosts?: true;
}

/** Whether a cell, named `state EVENT`, is one of the group. */
export function isIn(group: CellGroup, machine: string, cell: string): boolean {
  const [state = '', event = ''] = cell.split(' ');
  return (
    group.machine === machine && group.events.includes(event) && group.states.some((pattern) => fits(pattern, state))
  );
}
