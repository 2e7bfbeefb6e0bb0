import { flatten } from '../flatten.js';
import type { Specification } from '../specification.js';
import type { Table } from '../table.js';
import { lintBehaviour } from './behaviour.js';
import { lintBindings } from './bindings.js';
import { lintMachineNames, lintTableNames } from './names.js';
import type { Refusal } from './refusal.js';
import { lintStructure } from './structure.js';

export { type Refusal, type Rule, refusalText, rules, SubsetError } from './refusal.js';

/** The numbers that a byte has, but for the one that stands for "outside" in a region. */
const NUMBERS = 255;

/** Everything that is outside of the compilable subset. What depends on something that was refused is not looked at. */
export function lint(specification: Specification): Refusal[] {
  const structure = [...lintMachineNames(specification), ...specification.machines.flatMap(lintStructure)];
  if (structure.length > 0) return structure;
  const behaviour = specification.machines.flatMap(lintBehaviour);
  if (behaviour.length > 0) return behaviour;
  const tables = specification.machines.map(flatten);
  return [
    ...tables.flatMap((table) => [...lintSize(table), ...lintTableNames(table)]),
    ...lintBindings(specification, tables),
  ];
}

function lintSize(table: Table): Refusal[] {
  const { states, events, actions, lists } = table;
  return Object.entries({ states, events, actions, 'action lists': lists })
    .filter(([, { length }]) => length > NUMBERS)
    .map(([what, { length }]) => ({ machine: table.name, state: '', rule: 'size', found: `${length} ${what}` }));
}
