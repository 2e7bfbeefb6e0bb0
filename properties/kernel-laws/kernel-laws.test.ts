import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { type Sequence, sequence } from './actions.js';
import { parameters, report } from './replay.js';
import { run } from './run.js';
import { runTraced } from './traced.js';
import { forgetWitnesses, witnesses } from './witness.js';

const chosen = parameters<[Sequence]>();
console.info(`seed ${chosen.seed}, ${chosen.numRuns} sequences`);

describe.each(backends)('on the real kernel, on %s:', (backend) => {
  beforeAll(forgetWitnesses);

  test('the laws L1 to L6, L8, L10, L11 and L16 hold', async () => {
    const details = await fc.check(
      fc.asyncProperty(sequence, (commands) => run(backend, commands)),
      chosen,
    );
    expect(details.failed, details.failed ? report(details) : '').toBe(false);
  });

  test('every step of every sequence is justified by its trace', async () => {
    const property = fc.asyncProperty(sequence, async (commands) => {
      const { observed, recorded } = await runTraced(backend, commands);
      for (const broken of [...recorded, ...observed]) {
        throw broken;
      }
    });
    const details = await fc.check(property, chosen);
    expect(details.failed, details.failed ? report(details) : '').toBe(false);
  });

  test.skipIf(chosen.path !== undefined || chosen.numRuns < 100)('each of these laws was put to the test', () => {
    expect(Object.entries(witnesses).filter(([, count]) => count === 0)).toEqual([]);
  });
});
