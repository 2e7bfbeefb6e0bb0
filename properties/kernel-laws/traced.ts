import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateTrace } from '../../model/checker/trace/validate.js';
import type { Backend } from '../support/backends.js';
import type { Sequence } from './actions.js';
import { LawBroken } from './law.js';
import { run } from './run.js';

/** Runs a sequence, recorded: the laws that were seen broken, and those that the trace says were. At most one each. */
export async function runTraced(
  backend: Backend,
  sequence: Sequence,
): Promise<{ observed: LawBroken[]; recorded: LawBroken[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-properties-'));
  try {
    const trace = join(folder, 'run.trace');
    const observed = await run(backend, sequence, trace).then(() => [], asLawBroken);
    const { firstWrong } = await validateTrace(trace);
    if (firstWrong === undefined) {
      return { observed, recorded: [] };
    }
    const { law, record, what, allowed } = firstWrong;
    return { observed, recorded: [new LawBroken(law, `record ${record}: ${what}; allowed: ${allowed.join(', ')}`)] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function asLawBroken(error: unknown): LawBroken[] {
  if (error instanceof LawBroken) {
    return [error];
  }
  throw error;
}
