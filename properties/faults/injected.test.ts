import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parameters } from '../kernel-laws/replay.js';
import { backends } from '../support/backends.js';
import { type Coming, type Connection, ERRORS, LIMITS, type Plan, plan } from './plan.js';
import { run } from './run.js';

const plain: Connection = { connect: [], client: [], server: [], length: 5000, part: 1000, into: false, small: false };

/** Every error that a call may have. */
const each = [...Object.entries(ERRORS), ['accept', { passing: LIMITS, failing: [] }] as const].flatMap(
  ([call, { passing, failing }]) => [...passing, ...failing].map((errno) => [errno, call] as const),
);

describe.each(backends)('whatever system calls meet, on %s:', (backend) => {
  test('L8 L9 L10 L11 L16 every connection is accepted once, every byte comes back, and who meets nothing notices nothing', async () => {
    let met = 0;
    const chosen = parameters<[Plan]>();
    const property = fc.asyncProperty(plan, async (plan) => {
      met += await run(backend, plan);
    });
    await fc.assert(property, chosen);
    console.info(`seed ${chosen.seed}, ${chosen.numRuns} plans, ${met} faults met`);
    expect(met).toBeGreaterThan(0);
  });

  test.each(each)('%s of %s, met twice by an echo, costs nobody a connection or a byte', async (errno, call) => {
    const meets = (...where: string[]) => (where.includes(call) ? [{ call, errno, times: 2 } as Coming] : []);
    const connection = { ...plain, connect: meets('connect'), client: meets('recv', 'send', 'epoll_add') };
    expect(await run(backend, { listener: meets('accept'), connections: [connection] })).toBe(2);
  });
});
