import { brokenClauses } from '../checker/clauses.js';
import { HandOff } from '../worlds/hand-off/hand-off.js';
import { differences, real } from '../worlds/index.js';
import type { Change } from './bug.js';
import { isOfHandOff, variantOf } from './hunt.js';
import { type Ground, type HuntOptions, make, searchGround } from './mutant-hunt.js';

/** Beyond so many states, several times as many as any of these worlds has, a search says nothing. */
const STATES_MAX = 5_000_000;

/** Something wrong, by which it is seen what each clause is good for, and the worlds in which it makes a difference. */
export interface Quarry {
  readonly name: string;
  readonly change: Change;
  readonly worlds: readonly string[];
}

/** Which clauses a change breaks. */
export interface ClauseHunt {
  readonly broken: readonly string[];
  /** What else notices it: the code of a world threw, or there was no end of states. */
  readonly beside?: string;
  readonly seconds: number;
}

/** Whether a clause is needed: it is the only one that catches something. */
export interface Need {
  readonly clause: string;
  /** What it is needed for, by its name. */
  readonly for?: string;
  /** Of each candidate that it is not needed for: why. */
  readonly refused: readonly string[];
  readonly seconds: number;
}

export interface ClauseHuntOptions extends HuntOptions {
  /** A clause that always holds. */
  readonly silenced?: string;
  /** Whether something is broken is all that is asked: the search of a world ends there. */
  readonly stopAtFirst?: boolean;
}

/** The worlds in which a change makes a difference, in their order: that step a cell of it, or look up a switch. */
export function worldsOfChange(change: Change, grounds: ReadonlyMap<string, Ground>): string[] {
  const { cells, switches } = differences(real, variantOf(change));
  const numbers = new Map(real.tables.map(({ name }, number) => [name, number]));
  return [...grounds].flatMap(([name, ground]) => {
    const steps = cells.some(({ machine, cell }) => ground.stepped[numbers.get(machine) as number]?.[cell] === 1);
    const world = make(name, real);
    const looksUp = (ground.switches ?? world.switches).some((one) => switches.includes(one));
    return steps || (looksUp && isOfHandOff(change) === world instanceof HandOff) ? name : [];
  });
}

/** Hunts something wrong through its worlds, up to and including the first that breaks a clause, which is searched to its end. */
export function huntClauses({ change, worlds }: Quarry, options: ClauseHuntOptions = {}): ClauseHunt {
  const { silenced, stopAtFirst = false, ...search } = options;
  const began = performance.now();
  const variant = { ...variantOf(change), silenced: new Set(silenced === undefined ? [] : [silenced]) };
  const broken = new Set<string>();
  let beside: string | undefined;
  for (const world of worlds) {
    try {
      const found = searchGround(world, variant, search, { maxStates: STATES_MAX, stopAtFirst });
      for (const clause of brokenClauses(found)) if (clause !== silenced) broken.add(clause);
      if (found.limit && found.limit !== 'first') beside = `'${world}' has too many states`;
    } catch (error) {
      // Errors of the checker itself are of other kinds.
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
      beside = `'${world}' throws: ${error.message}`;
    }
    if (beside !== undefined || broken.size > 0) break;
  }
  const seconds = (performance.now() - began) / 1000;
  return { broken: [...broken], ...(beside !== undefined && { beside }), seconds };
}

/** Finds what a clause is needed for: it catches that, and where it is silent nothing does, in any world. */
export function findNeed(clause: string, candidates: readonly Quarry[], options: HuntOptions = {}): Need {
  const began = performance.now();
  const refused: string[] = [];
  const need = (found?: Quarry): Need => {
    const seconds = (performance.now() - began) / 1000;
    return { clause, ...(found && { for: found.name }), refused, seconds };
  };
  for (const quarry of candidates) {
    const why = whyNotNeeded(clause, quarry, options);
    if (why === undefined) return need(quarry);
    refused.push(why);
  }
  return need();
}

function whyNotNeeded(clause: string, quarry: Quarry, options: HuntOptions): string | undefined {
  const heard = huntClauses(quarry, { ...options, stopAtFirst: true });
  if (!heard.broken.includes(clause)) {
    return `'${quarry.name}' breaks ${heard.broken.join(' and ') || (heard.beside ?? 'nothing')}`;
  }
  const { broken, beside } = huntClauses(quarry, { ...options, silenced: clause, stopAtFirst: true });
  const [other = beside] = broken;
  return other === undefined ? undefined : `'${quarry.name}' is noticed without it: ${other}`;
}
