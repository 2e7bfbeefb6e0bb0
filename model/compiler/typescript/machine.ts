import { pascalCase } from '../names.js';
import { cellOf, type Table } from '../table.js';
import { header, literal, numbered, numbers } from './text.js';

/** The answers of a cell by their numbers: the letter in the table, the name it is imported by. */
const ANSWERS = [
  ['S', 'STEP'],
  ['I', 'IGNORE'],
  ['F', 'FORBIDDEN'],
] as const;

/** One machine: its names as numbers, and its table. */
export function typescriptMachine(table: Table): string {
  const type = pascalCase(table.name);
  const given = ANSWERS.filter((_, kind) => table.kind.includes(kind)).map(([letter, name]) => `${name} as ${letter}`);
  return [
    header(`model/machines/${table.name}.ts`),
    `import { ${[...given.sort(), 'type Table'].join(', ')} } from '../../model/compiler/table.js';\n`,
    numbers(`The states of \`${table.name}\`.`, `${type}State`, numbered(table.states)),
    numbers(`The events of \`${table.name}\`.`, `${type}Event`, numbered(table.events)),
    numbers(`The actions of \`${table.name}\`.`, `${type}Action`, numbered(table.actions)),
    tableData(table),
  ].join('\n');
}

/** A row for each state, a column for each event. */
function tableData(table: Table): string {
  const cells = (values: readonly string[]) => {
    const width = Math.max(...values.map((value) => value.length));
    const rows = table.states.map((name, state) => {
      const from = cellOf(table, state, 0);
      const row = values.slice(from, from + table.events.length).map((value) => `${value.padStart(width)},`);
      return `    ${row.join(' ')} // ${name}`;
    });
    return `Uint8Array.of(\n${rows.join('\n')}\n  )`;
  };
  const regions = table.regions.map(({ name, values, of }) => {
    return `    { name: '${name}', values: ${literal(values)}, of: Uint8Array.of(${of.join(', ')}) },`;
  });
  const lists = table.lists.map((list) => {
    const names = Array.from(list, (action) => table.actions[action]);
    return `    Uint8Array.of(${list.join(', ')}),${names.length > 0 ? ` // ${names.join(', ')}` : ''}`;
  });
  return `/** A row for each state, a column for each event: ${table.states.length} x ${table.events.length} cells. */
export const ${table.name}: Table = {
  name: '${table.name}',
  runs: '${table.runs}',
  states: Object.keys(${pascalCase(table.name)}State),
  events: Object.keys(${pascalCase(table.name)}Event),
  actions: Object.keys(${pascalCase(table.name)}Action),
  regions: ${regions.length === 0 ? '[]' : `[\n${regions.join('\n')}\n  ]`},
  kind: ${cells(Array.from(table.kind, (kind) => ANSWERS[kind]?.[0] as string))},
  next: ${cells(Array.from(table.next, String))},
  list: ${cells(Array.from(table.list, String))},
  lists: [
${lists.join('\n')}
  ],
};
`;
}
