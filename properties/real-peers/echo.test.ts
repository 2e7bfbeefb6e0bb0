import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { bytes } from '../support/bytes.js';
import { root } from '../support/root.js';
import { installed, runWith, ServerProcess } from './programs.js';
import type { Told } from './server.js';

const SERVER = join(root, 'dist/properties/real-peers/server.js');
const CLIENT = join(root, 'properties/real-peers/client.py');
const MEGABYTE = bytes(1_000_000);

test('the server that docs/servers.md begins with runs, and echoes', async () => {
  const server = await ServerProcess.start([join(root, 'examples/echo-server.js')]);
  const client = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
  client.end('what comes back');
  expect(await text(client)).toBe('what comes back');
  await server.terminate();
});

describe.each(backends)('an echo server and programs of others, on %s:', (backend) => {
  /** What the server's protocols were told while this was done. */
  async function serving(use: (port: number) => Promise<void>): Promise<readonly Told[]> {
    const server = await ServerProcess.start([SERVER, backend]);
    let told = '';
    try {
      await use(server.port);
    } finally {
      told = await server.finish();
    }
    return JSON.parse(told);
  }

  const python = (which: string) =>
    serving(async (port) => {
      const { code, stdout, stderr } = await runWith('python3', [CLIENT, String(port), which]);
      expect({ code, stderr, stdout: String(stdout) }).toEqual({ code: 0, stderr: '', stdout: 'ok\n' });
    });

  test.for([
    ['half_close', 'that half-closes gets all of it back', [{ bytes: 100_000, eof: true, lost: null }]],
    ['both_ways', 'gets 1 MB back while it sends it', [{ bytes: 1_000_000, eof: true, lost: null }]],
    ['lines', 'gets line after line back', [{ bytes: 8_890, eof: true, lost: null }]],
    ['resets', 'that resets is told as ECONNRESET', [{ bytes: 5, eof: false, lost: 'ECONNRESET' }]],
  ] as const)("%s: a client of Python's asyncio %s", async ([which, , expected], { skip }) => {
    skip(!installed('python3'), 'python3 is not installed');
    expect(await python(which)).toEqual(expected);
  });

  test("a hundred clients of Python's asyncio at once", async ({ skip }) => {
    skip(!installed('python3'), 'python3 is not installed');
    const told = await python('many');
    expect(told).toHaveLength(100);
    expect(told.filter(({ lost }) => lost === 'ECONNRESET')).toHaveLength(25);
    expect(told.filter(({ lost, eof }) => lost === null && eof)).toHaveLength(75);
  });

  test('nc -N gets 1 MB back', async ({ skip }) => {
    skip(!installed('nc'), 'nc is not installed (Debian: netcat-openbsd)');
    const told = await serving(async (port) => {
      const { code, stdout } = await runWith('nc', ['-N', '127.0.0.1', String(port)], MEGABYTE);
      expect([code, stdout.equals(MEGABYTE)]).toEqual([0, true]);
    });
    expect(told).toEqual([{ bytes: MEGABYTE.length, eof: true, lost: null }]);
  });

  test('socat gets 1 MB back', async ({ skip }) => {
    skip(!installed('socat'), 'socat is not installed (Debian: socat)');
    const told = await serving(async (port) => {
      const { code, stdout } = await runWith('socat', ['-t', '10', '-', `TCP:127.0.0.1:${port}`], MEGABYTE);
      expect([code, stdout.equals(MEGABYTE)]).toEqual([0, true]);
    });
    expect(told).toEqual([{ bytes: MEGABYTE.length, eof: true, lost: null }]);
  });
});
