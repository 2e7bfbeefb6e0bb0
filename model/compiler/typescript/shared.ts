import type { Compiled } from '../compile.js';
import { ofEngine } from '../table.js';
import { header, literal, quoted } from './text.js';

/** index.ts: all tables, and what binds them to each other and to the kernel. */
export function typescriptShared(compiled: Compiled): string {
  const { tables, wires, machines, answers, counted, pollerEvents, hash } = compiled;
  const names = tables.map(({ name }) => name);
  const wiring = tables.map((table, machine) => {
    const rows = table.actions.map((name, action) => {
      const events = wires.find((wire) => wire.machine === machine && wire.action === action)?.events ?? [];
      return `    ${literal(events)}, // ${table.name}.${name}`;
    });
    return `  [\n${rows.join('\n')}\n  ],`;
  });
  const origins = machines.map(({ events }) => {
    const rows = Object.entries(events).map(([event, from]) => `    ${literal(from)}, // ${event}`);
    return `  [\n${rows.join('\n')}\n  ],`;
  });
  return `${header('model/machines')}
import type { Table } from '../../model/compiler/table.js';
import type { Answers } from '../../model/machines/answers.js';
import type { Origin } from '../../model/machines/origin.js';
${names.map((name) => `import { ${name} } from './${name}.js';`).join('\n')}

export * from './layout.js';
${names.map((name) => `export * from './${name}.js';`).join('\n')}

/** SHA-256 over all tables, their wiring and the layout; both sides of the addon must have the same. */
export const TABLE_HASH = ${quoted(hash)};

/** The number of each machine of a slot. */
export const Machine = {
${ofEngine(tables)
  .map(({ name }, machine) => `  ${name}: ${machine},`)
  .join('\n')}
} as const;

/** The tables of all machines, by number; those of a slot come first. */
export const tables: readonly Table[] = [${names.join(', ')}];

/** By machine and action: the events that the action puts into the queue, as pairs of machine and event. */
export const wiring: readonly (readonly (readonly (readonly [machine: number, event: number])[])[])[] = [
${wiring.join('\n')}
];

/** By machine and event: who may make the event happen. */
export const origins: readonly (readonly (readonly Origin[])[])[] = [
${origins.join('\n')}
];

/** By \`machine.action\`: which events the answers of its system call are. */
export const answers: Readonly<Record<string, Answers>> = ${literal(answers)};

/** By \`machine.action\`: the events that no system call answers, but a count of the engine. */
export const counted: Readonly<Record<string, readonly string[]>> = ${literal(counted)};

/** Which events of \`watch\` the poller's bits are, in order: any of \`bits\`, none of \`unless\`. */
export const pollerEvents: readonly {
  readonly bits: readonly string[];
  readonly event: string;
  readonly unless: readonly string[];
}[] = ${literal(pollerEvents)};
`;
}
