import { fits } from './pattern.js';

/** Cells of a machine that have something in common, and why. */
export interface CellGroup {
  readonly machine: string;
  /** State names, as patterns in which `*` stands for any one region's value. */
  readonly states: readonly string[];
  readonly events: readonly string[];
  readonly because: string;
}

/** Whether a cell, named `state EVENT`, is one of the group. */
export function isIn(group: CellGroup, machine: string, cell: string): boolean {
  const [state = '', event = ''] = cell.split(' ');
  return (
    group.machine === machine && group.events.includes(event) && group.states.some((pattern) => fits(pattern, state))
  );
}
