import { explore } from '../checker/explore.js';
import { liveness } from '../checker/liveness.js';
import { QUIET, quiet } from '../checker/quiet.js';
import { type Mutant, mutants } from '../compiler/mutants.js';
import { applyPatches } from '../compiler/patch.js';
import { cellOf, indexOf, type Table } from '../compiler/table.js';
import { real, realContract, worlds } from '../worlds/index.js';

/** A mutant, and what killed it: a law in a world, or nothing. */
export interface MutantResult {
  readonly mutant: Mutant;
  readonly killedBy?: { readonly world: string; readonly law: string };
}

/** Which cells each world steps with the shipped tables: a mutant is hunted only where its cell is stepped. */
export type Reach = ReadonlyMap<string, readonly Uint8Array[]>;

export function reachOfWorlds(names: readonly string[]): Reach {
  return new Map(
    names.map((name) => [name, explore(makeWorld(name, real.tables)).world.cells.map(({ stepped }) => stepped)]),
  );
}

/** Every mutant of every cell that some world steps. */
export function allMutants(reach: Reach): Mutant[] {
  return real.tables.flatMap((table, machine) => {
    const reached = new Uint8Array(table.kind.length);
    for (const cells of reach.values())
      cells[machine]?.forEach((stepped, cell) => {
        if (stepped) reached[cell] = 1;
      });
    return mutants(table, reached);
  });
}

/** Hunts one mutant through the worlds that step its cell, in their order, until a law is broken. */
export function huntMutant(mutant: Mutant, reach: Reach): MutantResult {
  const tables = applyPatches(real.tables, [mutant]);
  for (const [name, cells] of reach) {
    if (!steps(cells, mutant)) continue;
    const law = brokenLaw(name, tables);
    if (law) return { mutant, killedBy: { world: name, law } };
  }
  return { mutant };
}

function brokenLaw(name: string, tables: readonly Table[]): string | undefined {
  let exploration: ReturnType<typeof explore>;
  try {
    exploration = explore(makeWorld(name, tables), { stopAtFirst: true });
  } catch (error) {
    // The engine of the world refuses what makes no sense: a callback of a slot that is closed, a count below zero.
    if (error instanceof RangeError || error instanceof TypeError) return `the world itself: ${error.message}`;
    throw error;
  }
  const [first] = exploration.violations;
  if (first) return exploration.world.laws[first.law];
  return (
    liveness(exploration).find(({ lasso }) => lasso)?.obligation.law ?? (quiet(exploration).lasso ? QUIET : undefined)
  );
}

function steps(cells: readonly Uint8Array[], { machine, state, event }: Mutant): boolean {
  const number = real.tables.findIndex(({ name }) => name === machine);
  const table = real.tables[number] as Table;
  return cells[number]?.[cellOf(table, indexOf(table.states, state), indexOf(table.events, event))] === 1;
}

function makeWorld(name: string, tables: readonly Table[]) {
  const make = worlds[name];
  if (!make) throw new RangeError(`There is no world '${name}'`);
  return make({ tables, contract: realContract });
}
