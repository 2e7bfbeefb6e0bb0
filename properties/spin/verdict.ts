/** What one run of SPIN's verifier says. */
export interface Verdict {
  /** The laws that it breaks, by their ids; for a claim that is violated, the law that is claimed. */
  readonly broken: readonly string[];
  readonly states: number;
  readonly transitions: number;
}

/** A run that proves nothing: it was not complete, or it was the model that went wrong and no law. */
export class InconclusiveError extends Error {
  override readonly name = 'InconclusiveError';
  readonly code = 'ERR_SPIN_INCONCLUSIVE';
}

/**
 * Reads what `pan` printed.
 *
 * @param output its standard output
 * @param claim the claim that it was asked to judge, such as `L2_reader`; without one it judges the assertions
 */
export function readVerdict(output: string, claim?: string): Verdict {
  const complaints = output.matchAll(/^pan:\d+: (.*?)(?: \(at depth \d+\))?$/gm);
  const broken = Array.from(complaints, ([, complaint]) => lawOf(complaint as string, claim));
  if (/Search not completed|max search depth too small|out of memory/.test(output) && broken.length === 0) {
    throw new InconclusiveError(`SPIN did not search to the end: ${lastWords(output)}`);
  }
  const states = /^ *(\d+) states, stored/m.exec(output);
  const transitions = /^ *(\d+) transitions/m.exec(output);
  if (!states || !transitions) throw new InconclusiveError(`SPIN gave no verdict: ${lastWords(output)}`);
  return { broken: [...new Set(broken)], states: Number(states[1]), transitions: Number(transitions[1]) };
}

function lawOf(complaint: string, claim: string | undefined): string {
  const assertion = /^assertion violated \(violated!=(\d+)\)$/.exec(complaint);
  if (assertion) return `L${assertion[1]}`;
  if (claim && complaint === 'acceptance cycle') return claim.replace(/_.*/, '');
  throw new InconclusiveError(`SPIN complains of the model itself: ${complaint}`);
}

function lastWords(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
