import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Loop, Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { runProgram } from '../support/child.js';
import { sleep } from '../support/scene.js';

/** A hang is a failure. */
const LIMIT = 30_000;

/** How long the listener waits before it accepts: the connection has to wait in the backlog. */
const PAUSE = 100;

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** What the client says: it is a process of its own. */
async function client(port: number): Promise<string> {
  const { stdout, hung } = await runProgram(process.execPath, [here('client.mjs'), String(port)], {}, LIMIT);
  return hung ? 'the client hung' : stdout.trim();
}

/**
 * The regression test of the loop this project descends from, which hung in it (F0, F3): a listener, a pause, then an
 * accept; the client connects, waits, sends 1,024,000 bytes and half-closes; all of it comes back.
 */
describe('test_raw_tcp_server', { timeout: LIMIT + 5000 }, () => {
  test('on node:net, for reference', async () => {
    const server = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    expect(await client(port)).toBe('1024000 bytes came back');
    server.close();
  });

  test("on Python's asyncio, for reference", async () => {
    const python = spawn('python3', [here('asyncio_server.py')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(python.stdout, 'data')) as [Buffer];
    expect(await client(Number(line.toString()))).toBe('1024000 bytes came back');
    python.kill();
  });

  test.each(backends)('on readyloop with %s', async (backend) => {
    await using loop = new Loop({ backend });
    using listener = new Socket('inet', 'stream');
    listener.bind({ host: '127.0.0.1', port: 0 });
    listener.listen();
    const { port } = listener.getsockname() as { port: number };
    const serve = async () => {
      await sleep(PAUSE);
      const [accepted] = await loop.sockAccept(listener);
      using connection = accepted;
      for (
        let data = await loop.sockRecv(connection, 1024);
        data.length > 0;
        data = await loop.sockRecv(connection, 1024)
      ) {
        await loop.sockSendall(connection, data);
      }
    };
    const [said] = await Promise.all([client(port), serve()]);
    expect(said).toBe('1024000 bytes came back');
  });
});
