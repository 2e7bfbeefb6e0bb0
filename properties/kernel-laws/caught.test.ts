import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { testing } from '../support/testing-addon.js';
import { sequence } from './actions.js';
import type { LawBroken } from './law.js';
import { runTraced } from './traced.js';

afterEach(() => testing.setBug(null));

/** The laws first found broken, by what was observed and by what was recorded. */
async function verdicts(): Promise<{ observed: string | undefined; recorded: string | undefined }> {
  const observed: LawBroken[] = [];
  const recorded: LawBroken[] = [];
  const property = fc.asyncProperty(sequence, async (commands) => {
    const verdict = await runTraced(commands);
    observed.push(...verdict.observed);
    recorded.push(...verdict.recorded);
    return observed.length === 0 || recorded.length === 0;
  });
  await fc.check(property, { numRuns: 50, endOnFailure: true });
  return { observed: observed[0]?.law, recorded: recorded[0]?.law };
}

test('without a bug the test build keeps the laws, and its traces are valid', async () => {
  expect(await verdicts()).toEqual({ observed: undefined, recorded: undefined });
});

test.each([
  ['F0', 'a callback is run at once instead of waiting for readiness', 'L1'],
  ['F3', 'readiness is not asked for again after a callback', 'L2'],
] as const)('%s, that %s, breaks %s on the real kernel and in the trace', async (bug, _, law) => {
  testing.setBug(bug);
  expect(await verdicts()).toEqual({ observed: law, recorded: law });
});
