import type { MutantResult } from './mutant-hunt.js';
import { survivors as known, whySurvives } from './survivors.js';

/** How many of the mutants that change anything have to be noticed. */
const SHARE = 0.95;

interface MachineMutants {
  readonly machine: string;
  readonly total: number;
  readonly killed: number;
  /** How many were noticed since a world's own code threw. */
  readonly threw: number;
  /** How many change nothing: every state and transition of every world is the same. */
  readonly same: number;
  /** The laws that were the first to kill, with the number of mutants that each killed. */
  readonly laws: Readonly<Record<string, number>>;
}

interface Survivor {
  readonly machine: string;
  readonly state: string;
  readonly event: string;
  readonly change: string;
  readonly because: string | null;
}

export interface MutantReport {
  /** Every survivor has a reason; of all mutants, enough are killed and no reason is left over. */
  readonly ok: boolean;
  readonly total: number;
  /** By a law. */
  readonly killed: number;
  /** Noticed without one: a world's own code threw. */
  readonly threw: number;
  /** They change nothing. */
  readonly same: number;
  readonly machines: readonly MachineMutants[];
  readonly survivors: readonly Survivor[];
  readonly problems: readonly string[];
}

/** Sums up what was hunted; `all` if those are all mutants that there are, hunted everywhere. */
export function reportMutants(results: readonly MutantResult[], all: boolean): MutantReport {
  const survivors = results.flatMap(({ mutant, killedBy, threw, same }) => (killedBy || threw || same ? [] : mutant));
  const killed = results.filter(({ killedBy }) => killedBy).length;
  const threw = results.filter((one) => one.threw).length;
  const same = results.filter((one) => one.same).length;
  const problems = survivors
    .filter((mutant) => !whySurvives(mutant))
    .map(({ machine, state, event, change }) => {
      const what = `No law kills '${state} ${event} ${change}' of ${machine}`;
      return `${what}: state one that does, or give a reason in model/bugs/survivors.ts`;
    });
  if (all) {
    const [noticed, changing] = [killed + threw, results.length - same];
    if (noticed / changing < SHARE)
      problems.push(`Only ${noticed} of ${changing} mutants are noticed; ${SHARE * 100}% have to be`);
    const needless = results.filter((one) => (one.killedBy || one.threw) && whySurvives(one.mutant));
    for (const { mutant, killedBy, threw } of needless) {
      const { machine, state, event, change } = mutant;
      const what = `${killedBy?.law ?? `what '${threw?.world}' throws`} kills '${state} ${event} ${change}' of ${machine}`;
      problems.push(`${what}, which has a reason to survive: narrow the reason`);
    }
    const needed = new Set(survivors.map(whySurvives));
    for (const { machine, because } of known.filter((one) => !needed.has(one))) {
      problems.push(`No mutant of ${machine} survives because ${because}: take the reason out`);
    }
  }
  return {
    ok: problems.length === 0,
    total: results.length,
    killed,
    threw,
    same,
    machines: machinesOf(results),
    survivors: survivors.map((mutant) => {
      const { machine, state, event, change } = mutant;
      return { machine, state, event, change, because: whySurvives(mutant)?.because ?? null };
    }),
    problems,
  };
}

function machinesOf(results: readonly MutantResult[]): MachineMutants[] {
  return [...new Set(results.map(({ mutant }) => mutant.machine))].map((machine) => {
    const of = results.filter(({ mutant }) => mutant.machine === machine);
    const killers = of.flatMap(({ killedBy }) => killedBy?.law ?? []);
    const laws = Object.fromEntries(
      [...new Set(killers)].map((law) => [law, killers.filter((killer) => killer === law).length]),
    );
    const threw = of.filter((one) => one.threw).length;
    const same = of.filter((one) => one.same).length;
    return { machine, total: of.length, killed: killers.length, threw, same, laws };
  });
}
