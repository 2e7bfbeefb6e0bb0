import type { Need } from './clause-hunt.js';
import type { Hunted } from './clause-run.js';
import type { Needed } from './needed.js';

/** A clause of a law, and what it is good for. */
interface ClauseReport {
  readonly clause: string;
  /** How many of what was hunted break it, as far as each was hunted; and how many break no other. */
  readonly breaks?: number;
  readonly alone?: number;
  /** Something that it is needed for: where the clause is silent, nothing notices that. */
  readonly for: string | null;
}

export interface ClausesReport {
  /** Each clause is needed. */
  readonly ok: boolean;
  /** How many bugs, toys and mutants were hunted. */
  readonly hunted?: number;
  readonly clauses: readonly ClauseReport[];
  readonly problems: readonly string[];
}

/** Sums up what all that is wrong breaks. */
export function reportClauses(hunted: readonly Hunted[], needs: readonly Need[]): ClausesReport {
  const clauses = needs.map(({ clause, for: what = null }) => {
    const of = hunted.filter(({ broken }) => broken.includes(clause));
    const alone = of.filter(({ broken, beside }) => broken.length === 1 && beside === undefined);
    return { clause, breaks: of.length, alone: alone.length, for: what };
  });
  const problems = needs
    .filter((need) => need.for === undefined)
    .map(
      ({ clause }) =>
        `Nothing needs the clause '${clause}': put a bug into model/bugs/catalogue that no other catches, or take it out`,
    );
  return { ok: problems.length === 0, hunted: hunted.length, clauses, problems };
}

/** Compares what is said to need each clause with the clauses that there are, and with what was found. */
export function reportNeeded(
  clauses: readonly string[],
  needed: readonly Needed[],
  needs: readonly Need[],
): ClausesReport {
  const place = 'model/bugs/needed.ts';
  const said = needed.map(({ clause }) => clause);
  const problems = [
    ...clauses
      .filter((clause) => !said.includes(clause))
      .map((clause) => `Nothing is said to need the clause '${clause}': say what in ${place}, or take the clause out`),
    ...said
      .filter((clause) => !clauses.includes(clause))
      .map((clause) => `There is no clause '${clause}': take it out of ${place}`),
    ...said
      .filter((clause, index) => said.indexOf(clause) !== index)
      .map((clause) => `The clause '${clause}' stands in ${place} twice: take one out`),
    ...needs.flatMap(({ clause, for: what, refused }) => {
      if (what !== undefined) return [];
      const why = refused.join('; ') || 'there is no such bug or mutant';
      return `What ${place} says of the clause '${clause}' is not so: ${why}. \`readyloop mutants --clauses\` finds another`;
    }),
  ];
  const reports = needs.map(({ clause, for: what = null }) => ({ clause, for: what }));
  return { ok: problems.length === 0, clauses: reports, problems };
}
