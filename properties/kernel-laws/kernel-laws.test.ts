import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sequence } from './actions.js';
import { parameters, report } from './replay.js';
import { run } from './run.js';

test('the laws L1 to L6, L8, L10, L11 and L16 hold on the real kernel', async () => {
  const chosen = parameters();
  console.info(`seed ${chosen.seed}, ${chosen.numRuns} sequences`);
  const details = await fc.check(
    fc.asyncProperty(sequence, (commands) => run(commands)),
    chosen,
  );
  expect(details.failed, details.failed ? report(details) : '').toBe(false);
});
