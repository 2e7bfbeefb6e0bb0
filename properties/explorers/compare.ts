import type { Hunt } from '../../model/bugs/hunt.js';
import type { MutantResult } from '../../model/bugs/mutant-hunt.js';
import type { ModelReport } from '../../model/checker/report.js';

/** Something that an explorer found, and what it found. */
export type Finding = readonly [what: string, found: string];

/** Counts, verdicts and witnesses of a model, and how long its counterexamples are. */
export function findingsOfModel({ model, states, edges, depth, complete, laws }: ModelReport): Finding[] {
  return [
    [`size of ${model}`, JSON.stringify({ states, edges, depth, complete })],
    ...laws.map(({ law, verdict, witnesses, counterexample }): Finding => {
      const length = counterexample?.steps.length;
      return [`${law} in ${model}`, JSON.stringify({ verdict, witnesses, length })];
    }),
  ];
}

/** Every law that caught a bug, where, and in how many steps. */
export function findingsOfBug({ bug, catches }: Hunt): Finding[] {
  const found = catches.map(({ law, model, length }) => `${law} in ${model} after ${length} steps`);
  return [[`what catches ${bug.id}`, found.join('; ')]];
}

export function findingsOfMutant({ mutant, killedBy, threw }: MutantResult): Finding {
  const { machine, state, event, change } = mutant;
  const found = killedBy ? `${killedBy.law} in ${killedBy.world}` : threw ? `${threw.world} throws` : 'nothing';
  return [`what kills '${state} ${event} ${change}' of ${machine}`, found];
}

/** What is not the same, in words. */
export function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((what) => one.get(what) !== other.get(what))
    .map((what) => `${what}: ${one.get(what) ?? 'missing'}, but ${other.get(what) ?? 'missing'}`);
}
