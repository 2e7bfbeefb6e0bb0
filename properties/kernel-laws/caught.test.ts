import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type Backend, backends } from '../support/backends.js';
import { testing } from '../support/testing-addon.js';
import { sequence } from './actions.js';
import { runTraced } from './traced.js';

afterEach(() => testing.setBug(null));

/** The laws found broken, by what was observed and by what was recorded, until one of them was found both ways. */
async function verdicts(backend: Backend, enough?: string): Promise<{ observed: Set<string>; recorded: Set<string> }> {
  const [observed, recorded] = [new Set<string>(), new Set<string>()];
  const property = fc.asyncProperty(sequence, async (commands) => {
    const verdict = await runTraced(backend, commands);
    for (const { law } of verdict.observed) observed.add(law);
    for (const { law } of verdict.recorded) recorded.add(law);
    return enough === undefined || !observed.has(enough) || !recorded.has(enough);
  });
  await fc.check(property, { numRuns: 50, endOnFailure: true });
  return { observed, recorded };
}

describe.each(backends)('on %s:', (backend) => {
  test('without a bug the test build keeps the laws, and its traces are valid', async () => {
    expect(await verdicts(backend)).toEqual({ observed: new Set(), recorded: new Set() });
  });

  test.each([
    ['F0', 'a callback is run at once instead of waiting for readiness', 'L1'],
    ['F3', 'readiness is not asked for again after a callback', 'L2'],
  ] as const)('%s, that %s, breaks %s on the real kernel and in the trace', async (bug, _, law) => {
    testing.setBug(bug);
    const { observed, recorded } = await verdicts(backend, law);
    // A sequence may show first what else comes of the bug.
    expect([...observed]).toContain(law);
    expect([...recorded]).toContain(law);
  });
});
