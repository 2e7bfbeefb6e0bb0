import { describe, expect, test } from 'vitest';
import type { Limited, Loop } from '../../src/index.js';
import { Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rounds, Scene } from '../support/scene.js';

const BYTE = Buffer.from('x');
const TIMEOUT = { name: 'TimeoutError', code: 'ERR_TIMEOUT' };

/** A datagram socket whose queue of bytes to a peer is full, so that it can send no more. */
async function clogged(scene: Scene): Promise<Socket> {
  const [a] = scene.keepAll(Socket.pair('dgram'));
  const controller = new AbortController();
  for (let goesOn = true; goesOn; ) {
    const sent = scene.loop.sockSendall(a, Buffer.alloc(1000), { signal: controller.signal });
    const waits = new Promise<'waits'>((resolve) => setTimeout(resolve, 20, 'waits'));
    goesOn = (await Promise.race([sent, waits])) !== 'waits';
    if (!goesOn) {
      controller.abort();
      await sent.catch(() => {});
    }
  }
  return a;
}

/** What waits until its time is over: a call with those options. */
type Waits = (loop: Loop, scene: Scene, options: Limited) => Promise<unknown> | Promise<Promise<unknown>>;

const calls: Readonly<Record<string, Waits>> = {
  readable: (loop, scene, options) => loop.readable(scene.pipe()[0], options),
  writable: async (loop, scene, options) => {
    const [, w] = scene.pipe();
    while (probe.write(w, Buffer.alloc(4096)) !== 'EAGAIN');
    await loop.writable(w, options);
  },
  sockAccept: (loop, scene, options) => loop.sockAccept(scene.listener()[0], options),
  sockRecv: (loop, scene, options) => loop.sockRecv(scene.sockets()[0], 1, options),
  sockRecvInto: (loop, scene, options) => loop.sockRecvInto(scene.sockets()[0], Buffer.alloc(1), options),
  sockRecvfrom: (loop, scene, options) => loop.sockRecvfrom(scene.keepAll(Socket.pair('dgram'))[0], 1, options),
  sockSendall: async (loop, scene, options) => loop.sockSendall(await clogged(scene), Buffer.alloc(1000), options),
  sockConnect: async (loop, scene, options) => {
    const path = `\0readyloop-timeouts-${process.pid}-${Math.random()}`;
    const listener = scene.keep(new Socket('unix'));
    listener.bind({ path });
    listener.listen(0);
    await loop.sockConnect(scene.keep(new Socket('unix')), { path });
    await loop.sockConnect(scene.keep(new Socket('unix')), { path }, options);
  },
};

describe.each(backends)('an operation that is given a time, on %s:', (backend) => {
  test.each(Object.keys(calls))('%s ends with it, not before, and leaves nothing behind (L10, L13)', async (name) => {
    using scene = new Scene(backend);
    const { loop } = scene;
    const call = calls[name] as Waits;
    const began = performance.now();
    const outcome = await call(loop, scene, { timeout: 30 }).then(
      () => 'done',
      (error) => error,
    );
    expect(outcome).toMatchObject({
      ...TIMEOUT,
      message: expect.stringMatching(new RegExp(`^${name} took longer than 30 ms`)),
    });
    expect(performance.now() - began).toBeGreaterThanOrEqual(30);
    expect(loop.report().pending).toEqual([]);
  });

  test.each(Object.keys(calls))('%s of a time of 0 ends in the next turn', async (name) => {
    using scene = new Scene(backend);
    const outcome = (calls[name] as Waits)(scene.loop, scene, { timeout: 0 });
    await expect(outcome).rejects.toMatchObject(TIMEOUT);
  });

  test('what has come is not lost to it: the next receive has all of it (L10)', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    await expect(scene.loop.sockRecv(a, 10, { timeout: 5 })).rejects.toMatchObject(TIMEOUT);
    await scene.loop.sockSendall(b, BYTE);
    expect(await scene.loop.sockRecv(a, 10, { timeout: 10_000 })).toEqual(BYTE);
  });

  test('a send in part says how much was sent, and the socket takes another', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const error = await scene.loop.sockSendall(a, Buffer.alloc(20_000_000), { timeout: 50 }).catch((thrown) => thrown);
    expect(error).toMatchObject(TIMEOUT);
    expect(error.bytesSent).toBeGreaterThan(0);
    let received = 0;
    while (received < error.bytesSent) received += (await scene.loop.sockRecv(b, 1_000_000)).length;
    expect(received).toBe(error.bytesSent);
    await scene.loop.sockSendall(a, BYTE);
    expect(await scene.loop.sockRecv(b, 10)).toEqual(BYTE);
  });

  test('a name that nobody answers for is given up, and so is the rest of its addresses', async () => {
    using scene = new Scene(backend);
    const socket = scene.keep(new Socket('inet'));
    const connecting = scene.loop.sockConnect(socket, { host: 'localhost', port: 1 }, { timeout: 0 });
    await expect(connecting).rejects.toMatchObject({ code: expect.stringMatching(/^(ERR_TIMEOUT|ECONNREFUSED)$/) });
    await rounds();
    expect(scene.loop.report().pending).toEqual([]);
  });

  test('what settles in time hears of no end, and a signal may come first', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const receiving = scene.loop.sockRecv(a, 10, { timeout: 50 });
    await scene.loop.sockSendall(b, BYTE, { timeout: 50 });
    expect(await receiving).toEqual(BYTE);
    const controller = new AbortController();
    const aborted = scene.loop.sockRecv(a, 10, { timeout: 50, signal: controller.signal });
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'ABORT_ERR' });
    const kept = scene.loop.sockRecv(a, 10);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await scene.loop.sockSendall(b, BYTE);
    expect(await kept).toEqual(BYTE);
  });

  test('a thousand of them at a time all end, and the process may', async () => {
    using scene = new Scene(backend);
    const all = Array.from({ length: 1000 }, (_, i) => scene.loop.readable(scene.pipe()[0], { timeout: i % 7 }));
    const outcomes = await Promise.allSettled(all);
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(scene.loop.report().pending).toEqual([]);
  });

  test.each([
    ['5', 'ERR_INVALID_ARG_TYPE'],
    [-1, 'ERR_OUT_OF_RANGE'],
    [Number.NaN, 'ERR_OUT_OF_RANGE'],
  ])('a time of %j is refused', async (timeout, code) => {
    using scene = new Scene(backend);
    const [a] = scene.sockets();
    await expect(scene.loop.sockRecv(a, 1, { timeout } as Limited)).rejects.toMatchObject({ code });
    await expect(scene.loop.readable(a, { timeout } as Limited)).rejects.toMatchObject({ code });
  });
});
