import { pascalCase, snakeCase } from '../names.js';
import type { Specification } from '../specification.js';
import { OUTSIDE, type Runs, type Table } from '../table.js';
import type { Refusal } from './refusal.js';

/** Names that would meet in the generated files, where case and dots are lost. */

const RUST_WORDS = new Set(
  `abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in
  let loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof unsafe
  unsized use virtual where while yield`.split(/\s+/),
);
const TYPESCRIPT_WORDS = new Set(
  `case catch class const debugger default delete do else enum export extends finally function import instanceof interface
  new null package private protected public switch this throw var void with`.split(/\s+/),
);
/** Modules and exports that are there whatever the machines are called. */
const TAKEN_MODULES = new Set(['answers', 'layout', 'wiring', 'mod', 'index']);
const TAKEN_EXPORTS = new Set(['tables', 'wiring', 'origins', 'answers', 'counted', 'pollerEvents']);
const TAKEN_TYPES = new Set(['State', 'Event', 'Action', 'Actions', 'Table', 'Kind', 'Machine', 'Runner']);
const TAKEN_METHODS = new Set(['stepped', 'forbidden', 'wire']);

/** The names of machines among each other, and of their files and exports. */
export function lintMachineNames({ machines }: Specification): Refusal[] {
  const refusals: Refusal[] = [];
  const seen = new Set<string>();
  const order = ['engine', 'common', 'thread', 'javascript'] as const;
  let last: { readonly name: string; readonly runs: Runs } | undefined;
  for (const { name, runs, machine } of machines) {
    const report = (found: string) => refusals.push({ machine: name, state: '', rule: 'clash', found });
    const file = snakeCase(name);
    if (seen.has(file)) report(`another machine is named '${name}' already`);
    else if (TAKEN_MODULES.has(file) || (runs !== 'javascript' && RUST_WORDS.has(file)))
      report(`'${file}' cannot name a file of generated/rust`);
    else if (TAKEN_EXPORTS.has(name) || TYPESCRIPT_WORDS.has(name)) report(`'${name}' cannot name a constant`);
    if (machine.id !== name) report(`its id is '${machine.id}'`);
    if (last !== undefined && order.indexOf(runs) < order.indexOf(last.runs))
      refusals.push({
        machine: name,
        state: '',
        rule: 'order',
        found: `is stepped by the ${runs}, and stands behind '${last.name}', which is not`,
      });
    else last = { name, runs };
    seen.add(file);
  }
  return refusals;
}

/** The names inside of one table. */
export function lintTableNames(table: Table): Refusal[] {
  const variants = [
    ...twice('states', table.states, pascalCase),
    ...twice('events', table.events, pascalCase),
    ...twice('actions', table.actions, pascalCase),
    ...twice(
      'regions',
      table.regions.map(({ name }) => name),
      pascalCase,
    ),
    ...table.regions.flatMap(({ name, values, of }) => {
      return twice(`values of '${name}'`, of.includes(OUTSIDE) ? [...values, 'closed'] : values, pascalCase);
    }),
  ];
  const methods = table.runs !== 'javascript' ? table.actions.map(snakeCase) : [];
  const types = table.regions.map(({ name }) => name);
  const taken = [
    ...methods.filter((name) => RUST_WORDS.has(name) || TAKEN_METHODS.has(name)).map((name) => `a method '${name}'`),
    ...types.filter((name) => TAKEN_TYPES.has(pascalCase(name))).map((name) => `a type '${pascalCase(name)}'`),
    ...types.filter((name) => RUST_WORDS.has(snakeCase(name))).map((name) => `a method '${snakeCase(name)}'`),
  ];
  const found = [...variants, ...taken.map((what) => `there cannot be ${what}`)];
  return found.map((text) => ({ machine: table.name, state: '', rule: 'clash', found: text }));
}

function twice(what: string, names: readonly string[], written: (name: string) => string): string[] {
  const first = new Map<string, string>();
  return names.flatMap((name) => {
    const other = first.get(written(name));
    first.set(written(name), name);
    return other === undefined ? [] : [`the ${what} '${other}' and '${name}' are both written ${written(name)}`];
  });
}
