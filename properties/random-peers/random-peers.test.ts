import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parameters } from '../kernel-laws/replay.js';
import { backends } from '../support/backends.js';
import { type Plan, plan } from './plan.js';
import { run } from './run.js';

const chosen = parameters<[Plan]>();
console.info(`seed ${chosen.seed}, ${chosen.numRuns} plans`);

describe.each(backends)('a server and peers that do what they like, on %s:', (backend) => {
  test('L10 L11 L12 each byte arrives once and in order, each protocol is told one whole life, and the trace is valid', async () => {
    const details = await fc.check(
      fc.asyncProperty(plan, (plan) => run(backend, plan)),
      chosen,
    );
    expect(details.failed, details.failed ? report(details) : '').toBe(false);
  });
});

function report({ seed, counterexamplePath, counterexample, errorInstance }: fc.RunDetails<[Plan]>): string {
  return [
    errorInstance instanceof Error ? errorInstance.stack : String(errorInstance),
    JSON.stringify(counterexample?.[0], null, 1),
    `replay it with: READYLOOP_SEED=${seed} READYLOOP_PATH=${counterexamplePath} npm run properties`,
  ].join('\n');
}
