import { registrations } from '../compiler/registration.js';
import { cellOf, FORBIDDEN, indexOf, regionValue, type Table } from '../compiler/table.js';
import { READ, WRITE } from '../kernel/bits.js';

/** The values of a direction in which the user's callback stands. */
const STANDS = ['armed', 'due', 'running'];

/** The table of `watch` as Promela: its events by name, its cells as arrays, and what each list of actions performs. */
export function tableAsPromela(table: Table, leaves: readonly string[]): string {
  const { name, states, events } = table;
  return `/* The table of '${name}': a row for each state, a column for each event. */

#define EVENT_COUNT ${events.length}
${events.map((event, number) => `#define ${event} ${number}`).join('\n')}

#define FORBIDDEN ${FORBIDDEN}
#define NO_SLOT   ${indexOf(states, 'closed')}

/* What a cell answers: a step, nothing, or that it must not happen; the state after; which list of actions it performs. */
${cells(table, 'kind')}

${cells(table, 'next')}

${cells(table, 'list')}

/* Of each state: what the kernel is asked for, and whether the user's callbacks stand. */
${ofStates('wanted', registrations(table, READ, WRITE, 0))}
${ofStates('readerStands', standing(table, 'reader'))}
${ofStates('writerStands', standing(table, 'writer'))}

inline perform(number) {
  if
${performed(table, leaves).join('\n')}
  :: else
  fi
}
`;
}

/** Constants are hidden: they are no part of a state. */
function constants(name: string, rows: readonly string[], size: number): string {
  return `hidden byte ${name}[${size}] = {${rows.join(',')}};`;
}

function cells(table: Table, what: 'kind' | 'next' | 'list'): string {
  const rows = table.states.map((name, state) => {
    const row = table[what].subarray(cellOf(table, state, 0), cellOf(table, state + 1, 0));
    return `\n  /* ${name} */ ${row.join(', ')}`;
  });
  return constants(what, rows, table[what].length);
}

function ofStates(name: string, values: readonly number[]): string {
  return constants(name, [values.join(', ')], values.length);
}

/** 1 for each state in which the user's callback of this direction stands. */
function standing(table: Table, direction: 'reader' | 'writer'): number[] {
  return table.states.map((_, state) => (STANDS.includes(regionValue(table, direction, state) ?? '') ? 1 : 0));
}

/** A branch for each list; an action that only moves machines which the world has not does nothing here. */
function performed(table: Table, leaves: readonly string[]): string[] {
  return table.lists.flatMap((list, number) => {
    const names = Array.from(list, (action) => table.actions[action] as string);
    const done = names.filter((name) => leaves.includes(name)).map((name) => `${name}()`);
    return done.length === 0 ? [] : [`  :: number == ${number} -> ${done.join('; ')}`];
  });
}
