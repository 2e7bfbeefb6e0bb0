import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { backends } from '../support/backends.js';
import { runProgram } from '../support/child.js';
import { root } from '../support/root.js';
import type { Holding, Leaking, Work } from './leaking.js';

const LEAKING = join(root, 'dist/properties/exits/leaking.js');

/** A process that hangs is ended after this long, in milliseconds. */
const LIMIT = 240_000;

/** How far the memory of a process that leaks nothing may be off; what is freed may be kept for later. */
const SLACK_MB = 10;
/** The same from the beginning on: malloc may make an arena, of a thread that comes late, which it keeps from then on. */
const LATE_MB = 20;

const say = ({ fds, threads, rssMb }: Holding) => `${fds} descriptors, ${threads} threads, ${rssMb.toFixed(1)} MB`;

// Each is a process of its own, which knows of no other and watches no time.
vi.setConfig({ maxConcurrency: 2 });

const works: readonly Work[] = ['loops', 'workers', 'cycles'];

describe.concurrent.each(backends)('what a process holds, on %s:', (backend) => {
  test.each(works)('L15 nothing is left of many %s', async (work) => {
    const { code, stdout, stderr } = await runProgram(
      process.execPath,
      ['--expose-gc', LEAKING, work, backend],
      {},
      LIMIT,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { times, warm, half, end }: Leaking = JSON.parse(stdout);
    console.info(`${times} ${work} on ${backend}: ${say(warm)}; half-way ${say(half)}; in the end ${say(end)}`);
    const { fds, threads } = warm;
    expect([half, end]).toMatchObject([
      { fds, threads },
      { fds, threads },
    ]);
    expect(end.rssMb - half.rssMb).toBeLessThanOrEqual(SLACK_MB);
    expect(end.rssMb - warm.rssMb).toBeLessThanOrEqual(LATE_MB);
  });
});
