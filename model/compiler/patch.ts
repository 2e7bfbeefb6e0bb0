import { cellOf, describeCell, FORBIDDEN, IGNORE, indexOf, OUTSIDE, STEP, type Table } from './table.js';

/** A change to one cell, as data. What is left out stays as it is. */
export interface Patch {
  readonly machine: string;
  readonly state: string;
  readonly event: string;
  /** The state after; the cell becomes a step. */
  readonly next?: string;
  /** The actions, in order; the cell becomes a step. */
  readonly actions?: readonly string[];
  /** Makes the cell one that changes nothing, or that must not be reached. */
  readonly answer?: 'ignore' | 'forbidden';
}

/** A change to all cells of an event in the states with certain values in certain regions. */
export interface RegionPatch {
  /** The machine whose cells are changed. */
  readonly machine: string;
  /** Region to value, or to several; a state in which the region has another value, or none, is left alone. */
  readonly where: Readonly<Record<string, string | readonly string[]>>;
  /** The event, or several. */
  readonly event: string | readonly string[];
  /** Where the cell's own target is changed: region to value. Or the name of a state. */
  readonly to?: Readonly<Record<string, string>> | string;
  /** Actions that are left out. */
  readonly without?: readonly string[];
  /** Actions that are performed after the others. */
  readonly with?: readonly string[];
  /** Makes the cells ones that change nothing, or that must not be reached. */
  readonly answer?: 'ignore' | 'forbidden';
}

/** A copy of a table with one cell changed. */
export function applyPatch(table: Table, patch: Patch): Table {
  if (patch.machine !== table.name) throw new RangeError(`a patch of ${patch.machine} is none of ${table.name}`);
  const cell = cellOf(table, indexOf(table.states, patch.state), indexOf(table.events, patch.event));
  const copy = {
    kind: table.kind.slice(),
    next: table.next.slice(),
    list: table.list.slice(),
    lists: [...table.lists],
  };
  if (patch.answer !== undefined) {
    copy.kind[cell] = patch.answer === 'ignore' ? IGNORE : FORBIDDEN;
    copy.next[cell] = indexOf(table.states, patch.state);
    copy.list[cell] = 0;
  } else {
    copy.kind[cell] = STEP;
    if (patch.next !== undefined) copy.next[cell] = indexOf(table.states, patch.next);
    if (patch.actions !== undefined) {
      const actions = patch.actions.map((action) => indexOf(table.actions, action));
      copy.list[cell] = listOf(copy.lists, actions);
    }
  }
  return { ...table, ...copy };
}

/** A copy of the tables with each patch applied to its own, in order. */
export function applyPatches(tables: readonly Table[], patches: readonly Patch[]): readonly Table[] {
  return tables.map((table) => {
    return patches.filter(({ machine }) => machine === table.name).reduce(applyPatch, table);
  });
}

/** The cells that a patch by regions changes; it is an error if there are none, or if a target is no state. */
export function patchByRegion(table: Table, patch: RegionPatch): readonly Patch[] {
  const events = typeof patch.event === 'string' ? [patch.event] : patch.event;
  const states = table.states.filter((_, state) => matches(table, state, patch.where));
  const patches = states.flatMap((state) => events.map((event) => patchOf(table, patch, state, event)));
  if (patches.length === 0) {
    throw new RangeError(`${table.name} has no state with ${JSON.stringify(patch.where)}`);
  }
  return patches;
}

/** A copy of the tables, each patch by regions applied to what those before it left. */
export function applyRegionPatches(tables: readonly Table[], patches: readonly RegionPatch[]): readonly Table[] {
  return patches.reduce<readonly Table[]>((patched, patch) => {
    const table = patched[
      indexOf(
        patched.map(({ name }) => name),
        patch.machine,
      )
    ] as Table;
    return applyPatches(patched, patchByRegion(table, patch));
  }, tables);
}

function patchOf(table: Table, patch: RegionPatch, state: string, event: string): Patch {
  const { machine, answer, without = [], with: more = [], to } = patch;
  const place = { machine, state, event };
  if (answer !== undefined) return { ...place, answer };
  const cell = describeCell(table, cellOf(table, indexOf(table.states, state), indexOf(table.events, event)));
  const next = to === undefined ? cell.next : typeof to === 'string' ? to : moved(table, cell.next, to);
  return { ...place, next, actions: [...cell.actions.filter((action) => !without.includes(action)), ...more] };
}

function matches(table: Table, state: number, where: RegionPatch['where']): boolean {
  return Object.entries(where).every(([region, value]) => {
    const of = table.regions[
      indexOf(
        table.regions.map(({ name }) => name),
        region,
      )
    ] as Table['regions'][number];
    const wanted = (typeof value === 'string' ? [value] : value).map((name) => indexOf(of.values, name));
    return wanted.includes(of.of[state] as number);
  });
}

/** The state that differs from another in the values of some regions. */
function moved(table: Table, from: string, to: Readonly<Record<string, string>>): string {
  const state = indexOf(table.states, from);
  const values = table.regions.map((region) => {
    const value = region.of[state] as number;
    return to[region.name] ?? (value === OUTSIDE ? '' : (region.values[value] as string));
  });
  const name = values.join('.');
  indexOf(table.states, name);
  return name;
}

/** The number of an action list, which is added if it is new. */
function listOf(lists: Uint8Array[], actions: readonly number[]): number {
  const known = lists.findIndex((list) => list.join() === actions.join());
  if (known >= 0) return known;
  return lists.push(Uint8Array.from(actions)) - 1;
}
