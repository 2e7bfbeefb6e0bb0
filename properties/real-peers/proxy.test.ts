import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { bytes } from '../support/bytes.js';
import { root } from '../support/root.js';
import { sleep } from '../support/scene.js';
import { ServerProcess } from './programs.js';

const EXAMPLE = join(root, 'dist/examples/proxy.js');

/** What is sent through, in millions of bytes. */
const MEGABYTES = 1_000;
const PIECE = bytes(1_000_000);
/** More than the kernel keeps of two connections. */
const KERNELS = 32_000_000;
/** What the proxy may take for it, garbage included: a tenth. It was seen to take 2 MB on mio, and 35 MB on tokio. */
const MEMORY = 100_000_000;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** The most memory that the process ever had, in bytes. */
function peak(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** All that comes until the end. Iterating over a socket would destroy its other half behind that. */
async function all(socket: Socket): Promise<Buffer> {
  const parts: Buffer[] = [];
  socket.on('data', (part) => parts.push(part));
  await once(socket, 'end');
  return Buffer.concat(parts);
}

describe.each(backends)('the proxy of the examples, on %s:', (backend) => {
  /** A proxy for a server that does this with each connection; a client of it. */
  async function through(serve: (socket: Socket) => void): Promise<{ client: Socket; proxy: ServerProcess }> {
    const server = createServer({ allowHalfOpen: true }, (socket) => serve(socket.on('error', () => {})));
    server.listen(0, '127.0.0.1');
    ends.push(() => server.close());
    await once(server, 'listening');
    return proxyTo((server.address() as AddressInfo).port);
  }

  async function proxyTo(port: number): Promise<{ client: Socket; proxy: ServerProcess }> {
    const proxy = await ServerProcess.start([EXAMPLE, String(port)], { BACKEND: backend });
    ends.push(() => proxy.terminate());
    const client = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
    ends.push(() => client.destroy());
    await once(client, 'connect');
    return { client, proxy };
  }

  test('1 GB goes through it to a slow reader, and its memory is bounded', async () => {
    let sent = 0;
    const { client, proxy } = await through(async (socket) => {
      for (; sent < MEGABYTES * PIECE.length; sent += PIECE.length) {
        if (!socket.write(PIECE)) await once(socket, 'drain');
      }
      socket.end();
    });
    await sleep(300);
    // Nobody has read yet.
    expect(sent).toBeLessThan(KERNELS);
    const before = peak(proxy.pid);
    let received = 0;
    for await (const part of client as AsyncIterable<Buffer>) {
      for (let at = 0; at < part.length; ) {
        const from = (received + at) % PIECE.length;
        const length = Math.min(part.length - at, PIECE.length - from);
        expect(part.compare(PIECE, from, from + length, at, at + length)).toBe(0);
        at += length;
      }
      const pieces = Math.floor(received / 10_000_000);
      received += part.length;
      if (Math.floor(received / 10_000_000) > pieces) await sleep(10);
    }
    expect(received).toBe(MEGABYTES * PIECE.length);
    expect(peak(proxy.pid) - before).toBeLessThan(MEMORY);
  });

  test('a client that has ended still gets the answer', async () => {
    const { client } = await through(async (socket) => {
      const asked = await all(socket);
      socket.end(Buffer.concat([asked, bytes(5_000_000)]));
    });
    client.end('question');
    const answer = await all(client);
    expect([String(answer.subarray(0, 8)), answer.length]).toEqual(['question', 5_000_008]);
  });

  test('a server that has ended still gets what the client sends', async () => {
    let heard: Promise<Buffer> | undefined;
    const { client } = await through((socket) => {
      heard = all(socket);
      socket.end('that is all');
    });
    expect(String(await all(client))).toBe('that is all');
    client.end(bytes(5_000_000));
    expect((await heard)?.equals(bytes(5_000_000))).toBe(true);
  });

  test('a reset of one side is a reset of the other', async () => {
    const { client } = await through((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const failed = once(client, 'error');
    client.write('x');
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
  });

  test('where nobody listens the client is turned away', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const { client } = await proxyTo(port);
    expect((await once(client, 'error'))[0]).toMatchObject({ code: 'ECONNRESET' });
  });
});
