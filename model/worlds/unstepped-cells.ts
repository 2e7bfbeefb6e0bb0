import type { CellGroup } from './cell-group.js';

/**
 * Cells that some world reaches, but no test run steps in the engine itself, each group with the reason. The coverage of
 * traces fails on such a cell without a reason, and on a reason of which no cell is left.
 */
export const unsteppedCells: readonly CellGroup[] = [];
