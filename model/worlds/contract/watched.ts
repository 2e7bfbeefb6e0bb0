import type { Differences } from '../../checker/learned/index.js';
import type { Watch } from '../../checker/world.js';
import { actionsOf, type Table } from '../../compiler/table.js';
import type { Contract, Variant } from './variant.js';

/** A variant whose cells and switches tell who looks them up. */
export function watched({ tables, contract, silenced }: Variant, watch: Watch): Variant {
  return {
    tables: tables.map((table) => watchedTable(table, watch)),
    contract: watchedContract(contract, watch),
    silenced: watchedClauses(silenced, watch),
  };
}

function watchedTable(table: Table, watch: Watch): Table {
  const column = (values: Uint8Array): Uint8Array =>
    new Proxy(values, {
      get(_, key) {
        const cell = Number(key);
        if (Number.isNaN(cell)) {
          if (key === 'length') return values.length;
          throw new Error(`who looks up '${String(key)}' of the cells of ${table.name} cannot be watched`);
        }
        watch.cell(table.name, cell);
        return values[cell];
      },
    });
  return { ...table, kind: column(table.kind), next: column(table.next), list: column(table.list) };
}

function watchedContract(contract: Contract, watch: Watch): Contract {
  return new Proxy(contract, {
    get(_, name) {
      watch.switch(String(name));
      return contract[name as keyof Contract];
    },
    ownKeys() {
      throw new Error('who lists the switches of a contract cannot be watched');
    },
  });
}

/** Whether a clause is silenced is looked up only where it is broken: that is all that a silenced one changes. */
function watchedClauses(silenced: ReadonlySet<string>, watch: Watch): ReadonlySet<string> {
  const has = (clause: string): boolean => {
    watch.switch(silencing(clause));
    return silenced.has(clause);
  };
  return Object.assign(new Set(silenced), { has });
}

/** A clause as a switch: no name of a contract's has a space. */
function silencing(clause: string): string {
  return `silenced ${clause}`;
}

/** In which cells and switches two variants differ, as a watch would name them. */
export function differences(one: Variant, other: Variant): Differences {
  const switches = Object.keys(one.contract) as (keyof Contract)[];
  return {
    cells: one.tables.flatMap((table, index) => cellsThatDiffer(table, other.tables[index] as Table)),
    switches: [
      ...switches.filter((name) => one.contract[name] !== other.contract[name]),
      ...[...one.silenced].filter((clause) => !other.silenced.has(clause)).map(silencing),
      ...[...other.silenced].filter((clause) => !one.silenced.has(clause)).map(silencing),
    ],
  };
}

/** Lists of actions are told apart by what they are: a patched table may have more of them. */
function cellsThatDiffer(one: Table, other: Table): Differences['cells'] {
  const differ = (cell: number): boolean =>
    one.kind[cell] !== other.kind[cell] ||
    one.next[cell] !== other.next[cell] ||
    one.list[cell] !== other.list[cell] ||
    actionsOf(one, cell).join() !== actionsOf(other, cell).join();
  return [...one.kind.keys()].filter(differ).map((cell) => ({ machine: one.name, cell }));
}
