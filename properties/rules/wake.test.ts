import { once } from 'node:events';
import { connect, createServer, type Socket as NodeSocket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { root } from '../support/root.js';
import { Scene } from '../support/scene.js';

/** A worker that runs a script once it is told to, and tells when it has begun: by then this thread waits for it. */
async function worker(script: string, workerData: unknown): Promise<Worker> {
  const code = `const { parentPort, workerData } = require('node:worker_threads'); ${script}`;
  const made = new Worker(code, { eval: true, workerData });
  await once(made, 'online');
  return made;
}

/** Blocks the worker until the main thread has had the time to block in its poller, then goes on. */
const LATER = `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);`;

describe.each(backends)('a loop that waits, on %s:', (backend) => {
  test('C19 is woken by a worker that writes to a descriptor', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    const read = scene.loop.readable(r);
    const other = await worker(
      `const probe = require(workerData.root + '/native/probe/probe.node'); ${LATER} probe.write(workerData.w, Buffer.from('x'));`,
      { root, w },
    );
    await read;
    expect(String(probe.read(r, 10))).toBe('x');
    await other.terminate();
  });

  test("C19 is woken by a worker's message, whose handler's calls run at once", async () => {
    using scene = new Scene(backend);
    const [r] = scene.pipe();
    scene.loop.addReader(r, () => {});
    const other = await worker(`${LATER} parentPort.postMessage('x');`, {});
    await once(other, 'message');
    await new Promise<void>((resolve) => scene.loop.callSoon(resolve));
    await other.terminate();
  });
});

describe('a connection that waits, on node:net:', () => {
  test('C19 is woken by a worker that writes to its other end', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const client = connect(port, '127.0.0.1');
    const [served] = (await once(server, 'connection')) as [NodeSocket];
    const other = await worker(`${LATER} parentPort.postMessage('x');`, {});
    other.on('message', () => served.end('x'));
    const [data] = (await once(client, 'data')) as [Buffer];
    expect(String(data)).toBe('x');
    client.destroy();
    server.close();
    await other.terminate();
  });
});
