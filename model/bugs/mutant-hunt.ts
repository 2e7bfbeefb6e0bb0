import { Machine } from '../../generated/ts/index.js';
import { type Explorer, search } from '../checker/explorer.js';
import { Knowledge, LearnedSearch, type Lessons } from '../checker/learned/index.js';
import { QUIET } from '../checker/quiet.js';
import type { Search, SearchOptions } from '../checker/search.js';
import { type Mutant, mutants } from '../compiler/mutants.js';
import { applyPatches } from '../compiler/patch.js';
import { cellOf, indexOf, type Table } from '../compiler/table.js';
import { HandOff } from '../worlds/hand-off/hand-off.js';
import { differences, real, type Variant, type VariedWorld, worlds } from '../worlds/index.js';

/** A mutant, and what killed it: a law in a world, or nothing. */
export interface MutantResult {
  readonly mutant: Mutant;
  readonly killedBy?: { readonly world: string; readonly law: string };
  /** What the code of a world threw: the mutant made its engine end a callback twice, or count below zero. */
  readonly threw?: { readonly world: string; readonly error: string };
  /** It changes nothing: in each world every state and transition is the same. */
  readonly same?: true;
}

/** The cells of each machine that a world steps with the tables as they are shipped, by cell number. */
type Stepped = readonly Uint8Array[];

/** What each world steps: a mutant is hunted only where its cell is stepped. */
export type Reach = ReadonlyMap<string, Stepped>;

/** A world with the tables as they are shipped: what it steps, and what was learned of it, if it was. */
export interface Ground {
  readonly stepped: Stepped;
  /** The switches of the contract that it looks up, if it is known. */
  readonly switches?: readonly string[];
  /** A number that tells all its states and transitions. */
  readonly digest: string;
  readonly lessons?: Lessons;
}

export interface HuntOptions {
  readonly explorer?: Explorer;
  readonly maxBytes?: number;
  /** What was learned of the worlds as they are, for each mutant to inherit. */
  readonly knowledge?: ReadonlyMap<string, Knowledge>;
  /** Their digests, to tell a mutant that changes nothing. */
  readonly digests?: ReadonlyMap<string, string>;
  /** Compares what was learned of a mutant's world with what it does. */
  readonly audits?: boolean;
}

export function exploreGround(name: string, { explorer, maxBytes }: HuntOptions = {}): Ground {
  const world = make(name, real);
  const found = search(world, { ...(explorer && { explorer }), ...(maxBytes && { maxBytes }) });
  // The machines of a slot have worlds of their own, which are faster than those of two threads.
  const left = (machine: string) => world instanceof HandOff && machine in Machine;
  const stepped = real.tables.map(({ name, kind }) => {
    const stepped = left(name) ? undefined : found.cells.find(({ table }) => table.name === name)?.stepped;
    return stepped ?? new Uint8Array(kind.length);
  });
  if (!(found instanceof LearnedSearch)) return { stepped, digest: found.digest() };
  const lessons = found.lessons();
  const switches = lessons.alphabet.facts.filter((fact) => typeof fact === 'string');
  return { stepped, switches, digest: found.digest(), lessons };
}

/** What was learned of grounds, to hunt in them. */
export function knowledgeOf(lessons: Iterable<readonly [world: string, Lessons]>): Map<string, Knowledge> {
  return new Map(Array.from(lessons, ([world, one]) => [world, new Knowledge(one)] as const));
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

/** Hunts one mutant through worlds, in their order, until a law is broken or the world itself makes no sense any more. */
export function huntMutant(mutant: Mutant, names: readonly string[], options: HuntOptions = {}): MutantResult {
  const variant = { ...real, tables: applyPatches(real.tables, [mutant]) };
  let same = names.length > 0;
  for (const world of names) {
    try {
      const found = searchGround(world, variant, options, { stopAtFirst: true });
      const law = firstBroken(found);
      if (options.audits && found instanceof LearnedSearch) found.audit();
      if (law) return { mutant, killedBy: { world, law } };
      same &&= found.digest() === options.digests?.get(world);
    } catch (error) {
      // Errors of the checker itself are of other kinds, and none of them kills.
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
      return { mutant, threw: { world, error: error.message } };
    }
  }
  return { mutant, ...(same && { same }) };
}

/** Searches a world of a variant, which inherits what was learned of the real one. */
export function searchGround(
  name: string,
  variant: Variant,
  { explorer, maxBytes, knowledge }: HuntOptions,
  limits: Pick<SearchOptions, 'stopAtFirst' | 'maxStates'>,
): Search {
  const from = knowledge?.get(name);
  return search(make(name, variant), {
    ...limits,
    ...(explorer && { explorer }),
    ...(maxBytes && { maxBytes }),
    ...(from && { inherit: { from, differences: differences(real, variant) } }),
  });
}

function firstBroken(found: Search): string | undefined {
  const [first] = found.violations;
  if (first) return found.world.laws[first.law];
  for (const { obligation, lasso } of found.liveness()) if (lasso) return obligation.law;
  return found.quiet().lasso ? QUIET : undefined;
}

export function make(name: string, variant: Variant): VariedWorld {
  const world = worlds[name];
  if (!world) throw new Error(`There is no world '${name}'`);
  return world(variant);
}
