import type { Compiled } from '../compile.js';
import { pascalCase, snakeCase } from '../names.js';
import { cellOf, OUTSIDE, type Region, type Runs, type Table } from '../table.js';
import { header, indent, numbered } from './text.js';

/** One machine: its enumerations, a trait with a method for each action of its own, and its table. */
export function rustMachine(compiled: Compiled, machine: number): string {
  const table = compiled.tables[machine] as Table;
  const wired = compiled.wires.filter((wire) => wire.machine === machine).map(({ action }) => action);
  const own = table.actions.filter((_, action) => !wired.includes(action));
  const of = subjects[table.runs];
  const uses = wired.length > 0 ? ['use super::wiring::wired;\n'] : [];
  const shared = ['Kind', ...(wired.length > 0 ? ['Machine'] : []), 'Packed', ...of.uses, 'Table'];
  return [
    header(`The machine \`${table.name}\` as a table.`, [`model/machines/${table.name}.ts`]),
    [...uses, `use super::{${shared.join(', ')}};\n`].join(''),
    numbered(`A state of \`${table.name}\`${regionsInWords(table)}.`, 'State', table.states),
    numbered(`An event of \`${table.name}\`.`, 'Event', table.events),
    numbered(`An action of \`${table.name}\`.`, 'Action', table.actions),
    ...regions(table),
    actionsTrait(table, own, of),
    perform(table, own, of),
    ...(table.runs === 'engine' ? [] : [step(table)]),
    tableData(table),
  ].join('\n');
}

/** Whose machine it is, as Rust says it: a slot's, which is handed through to each action, or one of which there is no other. */
interface Subject {
  readonly uses: readonly string[];
  readonly does: string;
  /** What comes behind the other parameters and arguments. */
  readonly bound: string;
  readonly method: string;
  readonly parameter: string;
  readonly argument: string;
}

const slot: Subject = {
  uses: ['Runner'],
  does: 'What the engine does for',
  bound: ': Runner',
  method: ', slot: Self::Slot',
  parameter: ', slot: A::Slot',
  argument: 'slot',
};
const single = { uses: [], bound: '', method: '', parameter: '', argument: '' };
const subjects: Readonly<Record<Runs, Subject>> = {
  engine: slot,
  common: { ...single, does: 'What the engine does for' },
  thread: { ...single, does: 'What the I/O thread does for' },
  javascript: { ...single, does: 'What JavaScript does for' },
};

function regionsInWords(table: Table): string {
  if (table.regions.length === 0) return '';
  return `: ${table.regions.map(({ name }) => name).join(', ')}`;
}

/** The regions' values of each state, for what is decided by one region alone. */
function regions(table: Table): string[] {
  if (table.regions.length === 0) return [];
  const outside = table.regions.some(({ of }) => of.includes(OUTSIDE));
  const enums = table.regions.map(({ name, values }) =>
    numbered(`The region \`${name}\` of a state.`, pascalCase(name), outside ? [...values, 'closed'] : values),
  );
  const one = table.regions.length === 1;
  const tuple = (items: readonly string[]) => (one ? (items[0] as string) : `(${items.join(', ')})`);
  const rows = table.states.map((name, state) => {
    return `${tuple(table.regions.map((region) => valueIn(region, state)))}, // ${name}`;
  });
  const getters = table.regions.map(({ name }, index) => {
    return indent([
      `/// The state's value in the region \`${name}\`.`,
      `pub const fn ${snakeCase(name)}(self) -> ${pascalCase(name)} {`,
      `    REGIONS[self as usize]${one ? '' : `.${index}`}`,
      '}',
    ]);
  });
  const type = tuple(table.regions.map(({ name }) => pascalCase(name)));
  return [
    ...enums,
    `#[rustfmt::skip]\nconst REGIONS: [${type}; ${table.states.length}] = [\n${indent(rows)}\n];\n`,
    `impl State {\n${getters.join('\n\n')}\n}\n`,
  ];
}

function valueIn(region: Region, state: number): string {
  const value = region.of[state] === OUTSIDE ? 'closed' : region.values[region.of[state] as number];
  return `${pascalCase(region.name)}::${pascalCase(value as string)}`;
}

function actionsTrait(table: Table, own: readonly string[], of: Subject): string {
  const methods = own.map((action) => `fn ${snakeCase(action)}(&mut self${of.method});`);
  if (table.runs !== 'engine') {
    methods.unshift(
      '/// The table has decided; no action has been performed yet.',
      'fn stepped(&mut self, event: Event, before: State, after: State);',
      '/// An event that cannot happen has happened.',
      'fn forbidden(&mut self, event: Event, state: State);',
    );
  }
  return `/// ${of.does} \`${table.name}\`: one method for each action that moves no other machine.
pub trait Actions${of.bound} {
${indent(methods)}
}
`;
}

function perform(table: Table, own: readonly string[], of: Subject): string {
  const arms = own.map((action) => `Action::${pascalCase(action)} => actions.${snakeCase(action)}(${of.argument}),`);
  if (own.length < table.actions.length) {
    arms.push(`_ => actions.wire(slot, wired(Machine::${pascalCase(table.name)}, action as u8)),`);
  }
  return `/// Performs one action.
pub fn perform<A: Actions>(action: Action, actions: &mut A${of.parameter}) {
    match action {
${indent(arms, 8)}
    }
}
`;
}

/** Machines of a slot are stepped by the engine, which has their states in one place. */
function step(table: Table): string {
  return `/// One step of \`${table.name}\`: the new state first, then the actions in order.
pub fn step<A: Actions>(table: &Table, state: State, event: Event, actions: &mut A) {
    let cell = table.cell(state as u8, event as u8);
    if cell.kind == Kind::Forbidden {
        return actions.forbidden(event, state);
    }
    actions.stepped(event, state, State::ALL[usize::from(cell.next)]);
    for &action in cell.actions {
        perform(Action::ALL[usize::from(action)], actions);
    }
}
`;
}

/** The answers of a cell by their numbers: the letter in the table, the name it stands for. */
const ANSWERS = [
  ['S', 'Step'],
  ['I', 'Ignore'],
  ['F', 'Forbidden'],
] as const;

/** A row a state, a column an event. */
function tableData(table: Table): string {
  const rows = (cells: readonly string[]) => {
    const width = Math.max(...cells.map((cell) => cell.length));
    return table.states.map((name, state) => {
      const from = cellOf(table, state, 0);
      const row = cells.slice(from, from + table.events.length).map((cell) => `${cell.padStart(width)},`);
      return `        ${row.join(' ')} // ${name}`;
    });
  };
  // A machine need not give every answer.
  const lists = table.lists.map((list) => {
    const names = Array.from(list, (action) => `Action::${pascalCase(table.actions[action] as string)} as u8`);
    return `        &[${names.join(', ')}],`;
  });
  const given = ANSWERS.filter((_, kind) => table.kind.includes(kind));
  return `/// A row for each state, a column for each event: ${table.states.length} x ${table.events.length} cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "${table.name}",
    states: ${table.states.length},
    events: ${table.events.length},
    // What each cell answers; the state after; its list of actions.
    cells: &Packed::columns([
${rows(Array.from(table.kind, (kind) => ANSWERS[kind]?.[0] as string)).join('\n')}
    ], [
${rows(Array.from(table.next, String)).join('\n')}
    ], [
${rows(Array.from(table.list, String)).join('\n')}
    ]),
    lists: &[
${lists.join('\n')}
    ],
};

/// The answers of a cell, short enough for a table.
${given.map(([letter, name]) => `const ${letter}: Kind = Kind::${name};\n`).join('')}`;
}
