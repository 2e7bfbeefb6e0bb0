import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { validateTrace } from '../../model/checker/trace/validate.js';
import { backends } from '../support/backends.js';
import { ENDS, liveInProcess, liveInWorker } from './ending.js';
import { isPossible, type Life, MOMENTS, PENDING } from './life.js';

/** The traces that a life leaves, each of them whole: how many, how many records they have, and what is wrong in them. */
async function tracesOf(living: (life: Life) => Promise<unknown>, life: Life) {
  const traces = mkdtempSync(join(tmpdir(), 'readyloop-exits-'));
  try {
    await living({ ...life, traces });
    const reports = readdirSync(traces).map((file) => validateTrace(join(traces, file)));
    const wrong = (await Promise.all(reports)).flatMap(({ firstWrong }) => firstWrong ?? []);
    return { count: reports.length, wrong };
  } finally {
    rmSync(traces, { recursive: true });
  }
}

/** The loop itself, and the further two of what is pending. */
const traced = (moment: Life['moment']) => (moment === 'before there is a loop' ? 0 : 3);

describe.each(backends)('the trace of a loop that was not closed is whole, and valid to its end, on %s', (backend) => {
  test.each(ENDS)('in a worker that ends by %s', async (end) => {
    for (const moment of MOMENTS.filter((moment) => isPossible({ moment, end }))) {
      const found = await tracesOf(liveInWorker, { backend, pending: PENDING, moment, end });
      expect([moment, found]).toEqual([moment, { count: traced(moment), wrong: [] }]);
    }
  });

  test.each(['exit', 'throw'] as const)('in a process that ends by %s', async (end) => {
    for (const moment of MOMENTS.filter((moment) => isPossible({ moment, end }))) {
      const found = await tracesOf(liveInProcess, { backend, pending: PENDING, moment, end });
      expect([moment, found]).toEqual([moment, { count: traced(moment), wrong: [] }]);
    }
  });
});
