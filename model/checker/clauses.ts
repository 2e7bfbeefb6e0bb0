import { QUIET, QUIET_CLAUSE } from './quiet.js';
import type { Search } from './search.js';
import type { NamedClause, World } from './world.js';

/** All that a world's laws demand: of its transitions, of its runs, and that none of these is a busy loop. */
export function clausesOf({ clauses = [], obligations }: World): NamedClause[] {
  const awaited = obligations.flatMap(({ law, clause }) => (clause === undefined ? [] : { name: clause, law }));
  const all = [...clauses, ...awaited, { name: QUIET_CLAUSE, law: QUIET }];
  return [...new Map(all.map((clause) => [clause.name, clause])).values()];
}

/**
 * The names of the clauses that were broken: by a transition, each of those that it broke; by a run without end, if the
 * search is complete.
 */
export function brokenClauses(found: Search): string[] {
  const { world, witness, complete } = found;
  const { laws, clauses = [] } = world;
  const broken = new Set(clauses.flatMap(({ name }, index) => (witness[laws.length + index] ? name : [])));
  if (complete) {
    for (const { obligation, lasso } of found.liveness()) if (lasso && obligation.clause) broken.add(obligation.clause);
    if (found.quiet().lasso) broken.add(QUIET_CLAUSE);
  }
  return [...broken];
}
