import { toldBy } from '../options.js';
import { type Counterexample, lassoExample, violationExample } from './counterexample.js';
import { EXPLORER_OPTIONS, type ExplorerOptions, search } from './explorer.js';
import { LearnedSearch } from './learned/index.js';
import { QUIET } from './quiet.js';
import type { LawReport, ModelReport } from './report.js';
import type { Search } from './search.js';
import type { Cells, World } from './world.js';

/** What checking one world gives; plain data, fit to be sent between threads. */
export interface WorldResult {
  /** The verdicts. */
  readonly report: ModelReport;
  /** What it has looked up of the tables. */
  readonly cells: readonly Cells[];
}

/** What one look at a law found; a law may be looked at several times, once for each descriptor, say. */
interface Finding {
  readonly law: string;
  readonly witnesses: number;
  readonly counterexample?: Counterexample | undefined;
}

/**
 * Explores a world and judges all its laws: safety, liveness, and that the loop does not spin. What was learned of the
 * world on the way is compared with what it does.
 */
export function checkWorld(world: World, options: ExplorerOptions = {}): WorldResult {
  const started = performance.now();
  const found = search(world, toldBy('options', options, EXPLORER_OPTIONS) as ExplorerOptions);
  const { states, edges, depth, complete, bytesPerState, limit } = found;
  const findings = [...safety(found), ...beyondSafety(found)];
  const audited = found instanceof LearnedSearch ? found.audit() : undefined;
  const laws = [...new Set(findings.map(({ law }) => law))].map((law) =>
    judge(
      law,
      complete,
      findings.filter((finding) => finding.law === law),
    ),
  );
  const seconds = (performance.now() - started) / 1000;
  const statesPerSecond = Math.round(states / found.seconds);
  return {
    report: {
      ...{ model: world.name, states, edges, depth, seconds, statesPerSecond, bytesPerState, complete, laws },
      ...(limit && { limit }),
      ...(audited !== undefined && { audited }),
    },
    cells: found.cells,
  };
}

function safety({ world, violations, witness }: Search): Finding[] {
  return world.laws.map((law, index) => {
    const broken = violations.find((violation) => violation.law === index);
    const witnesses = witness[index] as number;
    return { law, witnesses, counterexample: broken && violationExample(world, law, broken.path) };
  });
}

function beyondSafety(found: Search): Finding[] {
  const { world, complete } = found;
  if (!complete) return [...world.obligations.map(({ law }) => law), QUIET].map((law) => ({ law, witnesses: 0 }));
  const live = Array.from(found.liveness(), ({ obligation, pending, lasso }) => ({
    law: obligation.law,
    witnesses: pending,
    counterexample: lasso && lassoExample(world, lasso),
  }));
  const { steps, lasso } = found.quiet();
  return [...live, { law: QUIET, witnesses: steps, counterexample: lasso && lassoExample(world, lasso) }];
}

function judge(law: string, complete: boolean, findings: readonly Finding[]): LawReport {
  const witnesses = findings.reduce((sum, finding) => sum + finding.witnesses, 0);
  const [counterexample] = findings
    .flatMap((finding) => finding.counterexample ?? [])
    .sort((a, b) => a.steps.length - b.steps.length);
  if (counterexample) return { law, verdict: 'broken', witnesses, counterexample };
  if (!complete) return { law, verdict: 'unknown', witnesses };
  return { law, verdict: witnesses === 0 ? 'unwitnessed' : 'holds', witnesses };
}
