import { describe, expect, test } from 'vitest';
import { resizable } from '../support/bytes.js';
import { receiveInto, transfer } from '../support/lent.js';
import * as probe from '../support/probe.js';
import { rejection, rounds, Scene, until } from '../support/scene.js';
import { Serving } from '../support/serving.js';

const TEXT = Buffer.from('hello');

describe('what is done at once, by system calls on the thread of JavaScript, on mio:', () => {
  test('C27 try the system call first: what is there already is received without a turn', async () => {
    using scene = new Scene('mio');
    const [a, b] = scene.sockets();
    probe.write(b.fileno(), TEXT);
    while (!probe.isReady(a.fileno(), 0)) {}
    let received: Buffer | undefined;
    scene.loop.sockRecv(a, 100).then((data) => {
      received = data;
    });
    await Promise.resolve();
    expect(received).toEqual(TEXT);
  });

  test('takes a connection that waits already, without waiting for the poller', async () => {
    using scene = new Scene('mio');
    const [listener, port] = scene.listener();
    scene.connect(port);
    while (!probe.isReady(listener.fileno(), 0)) {}
    let accepted = false;
    const accepting = scene.loop.sockAccept(listener).then(([connection]) => {
      accepted = true;
      scene.keep(connection);
    });
    await Promise.resolve().then(() => {});
    expect(accepted).toBe(true);
    await accepting;
  });

  test('a buffer that is transferred while it waits is left alone, and nothing is taken (ERR_BUFFER_DETACHED)', async () => {
    using scene = new Scene('mio');
    const memory = new Uint8Array(10);
    const { socket, error } = await receiveInto(scene, memory, TEXT, () => transfer(memory));
    expect(error).toMatchObject({ code: 'ERR_BUFFER_DETACHED' });
    expect(await scene.loop.sockRecv(socket, 10)).toEqual(TEXT);
  });

  test('a buffer that shrinks while it waits is left alone as well', async () => {
    using scene = new Scene('mio');
    const memory = resizable(10);
    const { socket, error } = await receiveInto(scene, new Uint8Array(memory, 0, 10), TEXT, () => memory.resize(5));
    expect(error).toMatchObject({ code: 'ERR_BUFFER_DETACHED' });
    expect(await scene.loop.sockRecv(socket, 10)).toEqual(TEXT);
  });

  test('a send whose buffer is transferred ends, and tells how much was sent (ERR_BUFFER_DETACHED)', async () => {
    using scene = new Scene('mio');
    const [a, b] = scene.sockets();
    const data = new Uint8Array(50_000_000);
    const sending = scene.loop.sockSendall(a, data);
    await rounds();
    transfer(data);
    let received = 0;
    const count = (async () => {
      for (let part = await scene.loop.sockRecv(b, 1e6); part.length > 0; part = await scene.loop.sockRecv(b, 1e6)) {
        received += part.length;
      }
    })();
    const error = await rejection(sending);
    a.close();
    await count;
    expect(error).toMatchObject({ code: 'ERR_BUFFER_DETACHED', bytesSent: received });
    expect(received).toBeGreaterThan(0);
  });

  test('large pieces that a connection reads stand one behind the other in memory, until that is full', async () => {
    using scene = new Scene('mio', { over: 'unix' });
    const pieces: Buffer[] = [];
    const serving = await Serving.begin(scene, { dataReceived: (data) => void pieces.push(data) });
    const { peer } = await serving.pair();
    const piece = Buffer.alloc(65_536);
    // The first tells that large ones come.
    for (let count = 1; count <= 18; count++) {
      expect(probe.write(peer.fd, piece)).toBe(piece.length);
      await until(() => pieces.length === count);
      expect(pieces.at(-1)).toHaveLength(piece.length);
    }
    // Each read is given twice as much: before the fifteenth that is just what is left of a megabyte.
    const memories = [...new Set(pieces.slice(1).map(({ buffer }) => buffer))];
    const filled = memories.map((memory) => pieces.filter(({ buffer }) => buffer === memory).length);
    expect(filled).toEqual([15, 2]);
  });
});
