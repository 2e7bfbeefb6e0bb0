import { createHash } from 'node:crypto';
import { flatten } from './flatten.js';
import { lint, SubsetError } from './lint/index.js';
import type { Specification } from './specification.js';
import { indexOf, type Table } from './table.js';

/** An action that moves other machines, in numbers of the tables. */
interface Wire {
  readonly machine: number;
  readonly action: number;
  readonly events: readonly (readonly [machine: number, event: number])[];
}

/** What the emitters write down. */
export interface Compiled extends Specification {
  readonly tables: readonly Table[];
  readonly wires: readonly Wire[];
  /** SHA-256 over everything on which native code and TypeScript must agree. */
  readonly hash: string;
}

/** Flattens all machines and gives the names in wiring their numbers. Throws a SubsetError on what cannot be compiled. */
export function compile(specification: Specification): Compiled {
  const refusals = lint(specification);
  if (refusals.length > 0) throw new SubsetError(refusals);
  const tables = specification.machines.map(flatten);
  const wires = Object.entries(specification.wiring).map(([from, to]) => {
    const [machine, action] = resolve(tables, from, 'actions');
    return { machine, action, events: to.map((event) => resolve(tables, event, 'events')) };
  });
  return { ...specification, tables, wires, hash: hashOf(specification, tables) };
}

/** Finds `machine.name` among the actions or events of the tables. */
function resolve(tables: readonly Table[], name: string, what: 'actions' | 'events'): [number, number] {
  const [machineName = '', member = ''] = name.split('.');
  const machine = indexOf(
    tables.map((table) => table.name),
    machineName,
  );
  return [machine, indexOf((tables[machine] as Table)[what], member)];
}

function hashOf({ machines, wiring, answers, counted, pollerEvents, layout }: Specification, tables: readonly Table[]) {
  const origins = machines.map(({ events }) => events);
  const agreed = { tables, origins, wiring, answers, counted, pollerEvents, layout };
  return createHash('sha256').update(JSON.stringify(agreed, plain)).digest('hex');
}

/** Bytes as an array; the keys of an object sorted, for the order of a module's exports depends on who loads it. */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Array.from(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
