import { availableParallelism } from 'node:os';
import pc from 'picocolors';
import { type ClausesReport, reportClauses, reportNeeded } from '../../../model/bugs/clause-report.js';
import { allClauses, type ClauseRun, runClauses, runNeeded } from '../../../model/bugs/clause-run.js';
import { needed } from '../../../model/bugs/needed.js';
import { explorerOf } from '../explorer.js';
import { foretold, MUTANTS } from '../foretold.js';
import { Progress } from '../progress.js';
import { count, plural, seconds, table } from '../text.js';

export interface ClauseFlags {
  readonly json?: boolean;
  readonly reference?: boolean;
  /** Only what model/bugs/needed.ts says, instead of all that can be hunted. */
  readonly needed?: boolean;
}

/** Silences each clause of the laws, and demands that something goes unnoticed then. True if each is needed. */
export async function clauses({ json, reference, needed: onlyNeeded }: ClauseFlags): Promise<boolean> {
  const began = performance.now();
  const progress = new Progress();
  const explorer = explorerOf(reference);
  const work = onlyNeeded ? { needed: 1 } : { grounds: 1, mutant: MUTANTS, needed: 1 };
  progress.foretell('clauses: what each is needed for', foretold(work, explorer));
  let [hunted, silenced] = [0, 0];
  const run: ClauseRun = {
    threads: availableParallelism(),
    explorer,
    onExplored: (world) => progress.show(`looked which cells '${world}' reaches`),
    onHunted: (name, total) => progress.show(`${count(++hunted)} of ${count(total)} hunted; ${name}`),
    onNeed: ({ clause }, total) =>
      progress.show(`${count(++silenced)} of ${plural(total, 'clause')} silenced; ${clause}`, silenced / total),
  };
  const report = await (onlyNeeded ? lookedUp(run) : all(run));
  progress.clear();
  const taken = (performance.now() - began) / 1000;
  process.stdout.write(`${json ? JSON.stringify({ ...report, seconds: taken }, null, 2) : describe(report, taken)}\n`);
  return report.ok;
}

async function all(run: ClauseRun): Promise<ClausesReport> {
  const { hunted, needs } = await runClauses(run);
  return reportClauses(hunted, needs);
}

async function lookedUp(run: ClauseRun): Promise<ClausesReport> {
  return reportNeeded(allClauses(), needed, await runNeeded(run));
}

function describe({ ok, hunted, clauses: reports, problems }: ClausesReport, taken: number): string {
  const head = hunted === undefined ? ['clause', 'needed for'] : ['clause', 'broken by', 'alone by', 'needed for'];
  const rows = reports.map(({ clause, breaks = 0, alone = 0, for: what }) => {
    const name = what ?? pc.red('nothing');
    return hunted === undefined ? [clause, name] : [clause, breaks, alone, name];
  });
  const all = plural(reports.length, 'clause');
  const sum = reports.filter((one) => one.for !== null).length;
  const of = hunted === undefined ? '' : `, of ${count(hunted)} bugs and mutants that were hunted`;
  return [
    table(head, rows),
    ...problems.map((problem) => pc.red(problem)),
    `Of ${all}, ${count(sum)} are each the only one to catch something${of}. ${seconds(taken)}`,
    ok ? pc.green('Every clause is needed.') : pc.red('Not everything held.'),
  ].join('\n\n');
}
