import { Machine } from '../../generated/ts/index.js';
import { explore } from '../checker/explore.js';
import { liveness } from '../checker/liveness.js';
import { QUIET, quiet } from '../checker/quiet.js';
import type { World } from '../checker/world.js';
import { type Mutant, mutants } from '../compiler/mutants.js';
import { applyPatches } from '../compiler/patch.js';
import { cellOf, indexOf, type Table } from '../compiler/table.js';
import { HandOff } from '../worlds/hand-off.js';
import { real, realContract, worlds } from '../worlds/index.js';

/** A mutant, and what killed it: a law in a world, or nothing. */
export interface MutantResult {
  readonly mutant: Mutant;
  readonly killedBy?: { readonly world: string; readonly law: string };
}

/** The cells of each machine that a world steps with the tables as they are shipped, by cell number. */
export type Stepped = readonly Uint8Array[];

/** What each world steps: a mutant is hunted only where its cell is stepped. */
export type Reach = ReadonlyMap<string, Stepped>;

export function steppedBy(name: string): Stepped {
  const world = make(name, real.tables);
  const { cells } = explore(world).world;
  // The machines of a slot have worlds of their own, which are faster than those of two threads.
  const left = (machine: string) => world instanceof HandOff && machine in Machine;
  return real.tables.map(({ name, kind }) => {
    const stepped = left(name) ? undefined : cells.find(({ table }) => table.name === name)?.stepped;
    return stepped ?? new Uint8Array(kind.length);
  });
}

/** Every mutant of every cell that some world steps. */
export function allMutants(reach: Reach): Mutant[] {
  return real.tables.flatMap((table, machine) => {
    const reached = table.kind.map((_, cell) => ([...reach.values()].some((cells) => cells[machine]?.[cell]) ? 1 : 0));
    return mutants(table, reached);
  });
}

/** The worlds that step the cell of a mutant, in their order. */
export function worldsOf({ machine, state, event }: Mutant, reach: Reach): string[] {
  const number = real.tables.findIndex(({ name }) => name === machine);
  const table = real.tables[number] as Table;
  const cell = cellOf(table, indexOf(table.states, state), indexOf(table.events, event));
  return [...reach].filter(([, cells]) => cells[number]?.[cell] === 1).map(([name]) => name);
}

/** Hunts one mutant through worlds, in their order, until a law is broken. */
export function huntMutant(mutant: Mutant, names: readonly string[]): MutantResult {
  const tables = applyPatches(real.tables, [mutant]);
  for (const world of names) {
    const law = brokenLaw(make(world, tables));
    if (law) return { mutant, killedBy: { world, law } };
  }
  return { mutant };
}

/** What kills a mutant that makes the engine of a world do what makes no sense: end a callback twice, count below zero. */
export const NONSENSE = 'the world itself';

function brokenLaw(world: World): string | undefined {
  try {
    const exploration = explore(world, { stopAtFirst: true });
    const [first] = exploration.violations;
    if (first) return world.laws[first.law];
    const forever = liveness(exploration).find(({ lasso }) => lasso);
    if (forever) return forever.obligation.law;
    return quiet(exploration).lasso ? QUIET : undefined;
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return NONSENSE;
    throw error;
  }
}

function make(name: string, tables: readonly Table[]): World {
  const world = worlds[name];
  if (!world) throw new RangeError(`There is no world '${name}'`);
  return world({ tables, contract: realContract });
}
