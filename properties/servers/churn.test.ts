import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { runProgram } from '../support/child.js';
import { root } from '../support/root.js';
import type { Tenth } from './churn.js';

const CHURN = join(root, 'dist/properties/servers/churn.js');
const CONNECTIONS = 60_000;
const LIMIT = 240_000;
/** V8's room for what is new is as large from the start as it may become: else it grows at some time, by some 15 MB. */
const FLAGS = ['--expose-gc', '--min-semi-space-size=16', '--max-semi-space-size=16'];

describe.each(backends)('connections made and dropped, on %s:', (backend) => {
  test(`L15 L18 nothing is left of ${CONNECTIONS.toLocaleString('en')}, however they ended`, async () => {
    const args = [...FLAGS, CHURN, backend, String(CONNECTIONS)];
    const { code, stdout, stderr, hung } = await runProgram(process.execPath, args, {}, LIMIT);
    expect({ code, stderr, hung }).toEqual({ code: 0, stderr: '', hung: false });
    const tenths: Tenth[] = JSON.parse(stdout);
    expect(tenths).toHaveLength(10);
    const [, second, last] = [tenths[0], tenths[1], tenths[9]] as [Tenth, Tenth, Tenth];
    console.info(`${backend}: ${tenths.map(({ rssMb }) => rssMb.toFixed(1)).join(', ')} MB`);
    const { fds, threads, slots, registrations, connections } = second;
    expect(last).toMatchObject({ fds, threads, slots, registrations, connections });
    expect(connections).toBe(0);
    expect(last.rssMb).toBeLessThanOrEqual(1.1 * second.rssMb);
  });
});
