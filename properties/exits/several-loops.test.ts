import { once } from 'node:events';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { Loop, Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { root } from '../support/root.js';
import { rejection, rounds, Scene, until } from '../support/scene.js';
import { count } from './ending.js';

const ECHOING = join(root, 'dist/properties/exits/echoing.js');

describe.each(backends)('several loops, on %s:', (backend) => {
  test('L6 each has its own callbacks and operations, on one thread', async () => {
    const scenes = Array.from({ length: 5 }, () => new Scene(backend));
    const pairs = scenes.map((scene) => scene.sockets());
    const received = scenes.map(({ loop }, i) => loop.sockRecv((pairs[i] as [Socket, Socket])[0], 10));
    const ran = scenes.map(({ loop }) => new Promise<void>((resolve) => loop.callSoon(resolve)));
    const due = scenes.map(({ loop }) => new Promise<void>((resolve) => loop.callLater(1, resolve)));
    await Promise.all([...ran, ...due]);
    // One may send to what another waits for; and one that is closed takes nothing from the others.
    const [first, second] = scenes as [Scene, Scene];
    const closed = rejection(received[0] as Promise<Buffer>);
    first.loop.close();
    expect(await closed).toMatchObject({ code: 'ERR_LOOP_CLOSED' });
    for (const [i, [, b]] of pairs.slice(1).entries()) {
      await second.loop.sockSendall(b, Buffer.from(`${i}`));
    }
    expect((await Promise.all(received.slice(1))).map(String)).toEqual(['0', '1', '2', '3']);
    for (const scene of scenes) {
      scene[Symbol.dispose]();
    }
  });

  test('L15 one that is closed while an operation has used up its share of the turn gives everything back', async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener(100);
    for (let i = 0; i < 100; i++) {
      scene.connect(port);
    }
    // What tests before have closed is gone by now.
    await rounds();
    const before = count();
    const loop = new Loop({ backend });
    // More than one turn accepts, and not all of them are served.
    const accepts = Array.from({ length: 200 }, () => loop.sockAccept(listener));
    loop.close();
    const ends = accepts.map((accepting) =>
      accepting.then(
        ([connection]) => connection.close(),
        ({ code }) => code,
      ),
    );
    expect(await Promise.all(ends)).toContain('ERR_LOOP_CLOSED');
    await until(() => isDeepStrictEqual(count(), before));
    expect(count()).toEqual(before);
  });

  test('L8 two loops that accept from one listener get each connection once', async () => {
    using scene = new Scene(backend);
    await using other = new Loop({ backend });
    const [listener, port] = scene.listener();
    const clients = Array.from({ length: 20 }, () => scene.connect(port));
    const accepted: Socket[] = [];
    const take = async (loop: Loop) => {
      while (accepted.length < clients.length) {
        const [connection] = await loop.sockAccept(listener);
        accepted.push(scene.keep(connection));
      }
    };
    const taking = [scene.loop, other].map((loop) => take(loop).catch(() => {}));
    await until(() => accepted.length >= clients.length);
    const ports = accepted.map((connection) => (connection.getpeername() as { port: number }).port);
    expect(new Set(ports).size).toBe(clients.length);
    scene.loop.close();
    other.close();
    await Promise.all(taking);
  });

  test('L11 a loop in a worker serves a socket that was handed over to it, and ends with its worker', async () => {
    using scene = new Scene(backend);
    const [mine, theirs] = Socket.pair();
    scene.keep(mine);
    const worker = new Worker(ECHOING, { workerData: theirs.detach() });
    const sent = Buffer.alloc(3_000_000, 'there and back ');
    const parts: Buffer[] = [];
    const received = (async () => {
      for (let length = 0; length < sent.length; length += (parts.at(-1) as Buffer).length) {
        parts.push(await scene.loop.sockRecv(mine, 65536));
      }
    })();
    await scene.loop.sockSendall(mine, sent);
    await received;
    expect(Buffer.concat(parts).equals(sent)).toBe(true);
    // The worker is ended in the midst of it, and its end of the connection with it.
    await worker.terminate();
    expect(await scene.loop.sockRecv(mine, 1)).toEqual(Buffer.alloc(0));
  });

  test('L15 a worker ends by itself when its connection does', async () => {
    using scene = new Scene(backend);
    const [mine, theirs] = Socket.pair();
    const worker = new Worker(ECHOING, { workerData: theirs.detach() });
    const ended = once(worker, 'exit');
    scene.keep(mine).close();
    expect(await ended).toEqual([0]);
  });
});
