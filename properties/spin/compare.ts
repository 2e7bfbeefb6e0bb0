import type { ModelReport } from '../../model/checker/report.js';
import { byNumber, count } from '../../src/cli/text.js';
import type { Verification } from './verify.js';

/** Whether SPIN and the checker agree about one model, law by law, and the line that says so. */
export interface Comparison {
  readonly agree: boolean;
  readonly line: string;
}

/** The processes that need not act: in each state each of them has a transition more in SPIN, by which it rests. */
const RESTING = 3;

export function compare(name: string, report: ModelReport, { broken, safety }: Verification): Comparison {
  const here = idsOf(report.laws.filter(({ verdict }) => verdict === 'broken'));
  const there = [...broken].sort(byNumber);
  if (here.join() !== there.join())
    return disagree(`${name} ${says(here)} for the checker, and ${says(there)} for SPIN`);
  // What follows upon a broken law is explored by neither, but SPIN counts the states in which it broke.
  if (safety.broken.length > 0) return agree(`${name} ${says(here)}`);
  const steps = safety.transitions - 1 - RESTING * safety.states;
  if (safety.states !== report.states || steps !== report.edges) {
    const counts = `${report.states} states and ${report.edges} steps for the checker, ${safety.states} and ${steps}`;
    return disagree(`${name} has ${counts} for SPIN`);
  }
  const judged = here.length > 0 ? says(here) : `holds, all of ${idsOf(report.laws).join(', ')}`;
  return agree(`${name} ${judged}; both visit ${count(safety.states)} states by ${count(steps)} steps`);
}

function idsOf(laws: ModelReport['laws']): string[] {
  return laws.map(({ law }) => law.split(' ', 1)[0] as string).sort(byNumber);
}

function agree(what: string): Comparison {
  return { agree: true, line: `SPIN agrees: ${what}` };
}

function disagree(what: string): Comparison {
  return { agree: false, line: `SPIN disagrees: ${what}` };
}

function says(broken: readonly string[]): string {
  return broken.length > 0 ? `breaks ${broken.join(', ')}` : 'holds';
}
