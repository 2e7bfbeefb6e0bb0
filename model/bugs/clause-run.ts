import { clausesOf } from '../checker/clauses.js';
import { worlds } from '../worlds/index.js';
import type { Change } from './bug.js';
import { bugs } from './catalogue/index.js';
import { type ClauseHunt, type Need, type Quarry, worldsOfChange } from './clause-hunt.js';
import { allMutants, type Ground } from './mutant-hunt.js';
import { explored, type GroundRun, huntingGrounds, inThreads, type MutantRun } from './mutant-run.js';
import type { MutantJob } from './mutant-worker.js';
import { changeOf, needed as known, mutantName, type Needed, nameOf } from './needed.js';

/** Beside what reaches every cell, the small models in which laws are at work that are in no other. */
const beside = ['receiving-records', 'accept-shared', 'connect-shared', 'queueing', 'crowding', 'hand-off-accept'];

/** How many are tried, of what only one clause seems to catch, until one is found that no other does where it is silent. */
const CANDIDATES_MAX = 20;

/** Without the largest, each of whose laws is at work in another one of two threads. */
const clauseGrounds: readonly string[] = Object.keys(worlds).filter((name) =>
  [...huntingGrounds.filter((ground) => ground !== 'hand-off-both'), ...beside].includes(name),
);

/** What was hunted, and which clauses it breaks. */
export interface Hunted extends ClauseHunt {
  readonly name: string;
}

export interface ClauseRun extends GroundRun, Pick<MutantRun, 'choose'> {
  readonly onHunted?: (name: string, total: number) => void;
  readonly onNeed?: (need: Need, total: number) => void;
}

/** The names of all clauses that are at work in some model. */
export function allClauses(): string[] {
  return [...new Set(Object.values(worlds).flatMap((make) => clausesOf(make()).map(({ name }) => name)))];
}

/** Hunts every known bug, every toy and every mutant, and finds for each clause something that it is needed for. */
export async function runClauses(run: ClauseRun): Promise<{
  readonly hunted: readonly Hunted[];
  readonly needs: readonly Need[];
}> {
  const grounds = await explored({ ...run, worlds: clauseGrounds });
  const quarries = allQuarries(grounds, run);
  const hunts = new Map<number, ClauseHunt>();
  const jobs = quarries.map((quarry, job): MutantJob => ({ kind: 'clauses', job, quarry }));
  await inThreads(run, grounds, jobs, (answer) => {
    if (answer.kind !== 'clauses') return;
    hunts.set(answer.job, answer.hunt);
    run.onHunted?.((quarries[answer.job] as Quarry).name, quarries.length);
  });
  const hunted = quarries.map((quarry, job) => ({ name: quarry.name, quarry, ...(hunts.get(job) as ClauseHunt) }));
  const alone = hunted.filter(({ broken, beside }) => broken.length === 1 && beside === undefined);
  const candidates = allClauses().map((clause) => {
    const of = alone.filter(({ broken }) => broken[0] === clause).sort((a, b) => a.seconds - b.seconds);
    return [clause, of.slice(0, CANDIDATES_MAX).map(({ quarry }) => quarry)] as const;
  });
  return {
    hunted: hunted.map(({ quarry: _, ...rest }) => rest),
    needs: await findNeeds(run, grounds, candidates),
  };
}

/** Looks whether each clause is needed for what is said of it. */
export async function runNeeded(run: ClauseRun): Promise<readonly Need[]> {
  const grounds = await explored({ ...run, worlds: clauseGrounds });
  const candidates = known.map((one) => {
    const change = changeOf(one);
    const quarry = change && { name: nameOf(one), change, worlds: worldsOfChange(change, grounds) };
    return [one.clause, quarry ? [quarry] : []] as const;
  });
  return findNeeds(run, grounds, candidates);
}

type Grounds = ReadonlyMap<string, Ground>;

async function findNeeds(
  run: ClauseRun,
  grounds: Grounds,
  candidates: readonly (readonly [clause: string, of: readonly Quarry[]])[],
): Promise<readonly Need[]> {
  const needs = new Map<number, Need>();
  const jobs = candidates.map(([clause, of], job): MutantJob => ({ kind: 'need', job, clause, candidates: of }));
  await inThreads(run, grounds, jobs, (answer) => {
    if (answer.kind !== 'need') return;
    needs.set(answer.job, answer.need);
    run.onNeed?.(answer.need, candidates.length);
  });
  return candidates.map((_, job) => needs.get(job) as Need);
}

function allQuarries(grounds: Grounds, { choose = (all) => all }: ClauseRun): Quarry[] {
  const reach = new Map([...grounds].map(([world, { stepped }]) => [world, stepped]));
  const named: (readonly [name: string, change: Change])[] = [
    ...bugs.map((bug) => [bug.id, bug] as const),
    ...known.flatMap((one: Needed) => (one.toy ? [[nameOf(one), one.toy] as const] : [])),
    ...choose(allMutants(reach)).map((mutant) => [mutantName(mutant), { cells: [mutant] }] as const),
  ];
  return named.map(([name, change]) => ({ name, change, worlds: worldsOfChange(change, grounds) }));
}
