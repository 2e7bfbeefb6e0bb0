import { FORBIDDEN, type Table } from '../compiler/table.js';
import type { CellReport } from './report.js';
import type { Cells } from './world.js';

/** Sums up which cells any world stepped, a report for each machine in the order of their first appearance. */
export function reportCells(all: readonly Cells[]): CellReport[] {
  const machines = new Map<string, Cells[]>();
  for (const cells of all) {
    const { name } = cells.table;
    machines.set(name, [...(machines.get(name) ?? []), cells]);
  }
  return [...machines.values()].map(reportMachine);
}

function reportMachine(several: readonly Cells[]): CellReport {
  const { table } = several[0] as Cells;
  const numbers = [...table.kind.keys()];
  const reached = (cell: number): boolean => several.some(({ stepped }) => stepped[cell] === 1);
  const allowed = numbers.filter((cell) => table.kind[cell] !== FORBIDDEN);
  const forbidden = numbers.filter((cell) => table.kind[cell] === FORBIDDEN);
  const names = (cells: readonly number[]): string[] => cells.map((cell) => cellName(table, cell));
  return {
    machine: table.name,
    cells: numbers.length,
    reached: allowed.filter(reached).length,
    dead: names(allowed.filter((cell) => !reached(cell))),
    forbidden: forbidden.length,
    trespassed: names(forbidden.filter(reached)),
  };
}

/** `state EVENT`. */
export function cellName({ states, events }: Table, cell: number): string {
  return `${states[Math.floor(cell / events.length)]} ${events[cell % events.length]}`;
}
