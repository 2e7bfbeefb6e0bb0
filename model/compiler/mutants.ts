import type { Patch } from './patch.js';
import { cellOf, describeCell, FORBIDDEN, STEP, type Table } from './table.js';

/** A small wrong change to one cell; some check has to notice it. */
export interface Mutant extends Patch {
  readonly mutation: 'retarget' | 'drop' | 'swap';
  /** The same in words: `to <state>`, `without <action>`, `<action> before <action>`. */
  readonly change: string;
}

/**
 * The mutants of a table: each step and each ignore goes elsewhere once, each action of a step is left out once, and each
 * two neighbouring actions change places once.
 *
 * `reached` marks the cells that count, by cell number; without it all do. A forbidden cell has no mutants.
 */
export function mutants(table: Table, reached?: Uint8Array): Mutant[] {
  return table.states.flatMap((state, stateNumber) => {
    return table.events.flatMap((event, eventNumber) => {
      const cell = cellOf(table, stateNumber, eventNumber);
      if (table.kind[cell] === FORBIDDEN || reached?.[cell] === 0) return [];
      return mutantsOf(table, cell, { machine: table.name, state, event });
    });
  });
}

function mutantsOf(table: Table, cell: number, place: Patch): Mutant[] {
  const { actions } = describeCell(table, cell);
  const retargeted = elsewhere(table, cell).map((next): Mutant => {
    return { ...place, mutation: 'retarget', change: `to ${next}`, next };
  });
  if (table.kind[cell] !== STEP) return retargeted;
  const dropped = actions.map((action, index): Mutant => {
    const change = `without ${action}`;
    return { ...place, mutation: 'drop', change, actions: actions.filter((_, other) => other !== index) };
  });
  const swapped = actions.slice(1).map((second, index): Mutant => {
    const first = actions[index] as string;
    const swap = [...actions.slice(0, index), second, first, ...actions.slice(index + 2)];
    return { ...place, mutation: 'swap', change: `${second} before ${first}`, actions: swap };
  });
  return [...retargeted, ...dropped, ...swapped];
}

/** One wrong target: as near to the right one as there is, and another one from cell to cell. */
function elsewhere(table: Table, cell: number): string[] {
  const right = table.next[cell] as number;
  const others = table.states.map((_, state) => state).filter((state) => state !== right);
  const nearest = Math.min(...others.map((state) => distance(table, right, state)));
  const near = others.filter((state) => distance(table, right, state) === nearest);
  return near.length === 0 ? [] : [table.states[near[cell % near.length] as number] as string];
}

/** In how many regions two states differ. */
function distance(table: Table, a: number, b: number): number {
  return table.regions.filter(({ of }) => of[a] !== of[b]).length;
}
