import { describe, expect, test } from 'vitest';
import { BusyError, Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rejection, rounds, Scene } from '../support/scene.js';

const TEXT = Buffer.from('x');

describe.each(backends)('readable and writable, on %s:', (backend) => {
  test('settle once the descriptor is ready, and leave nothing behind', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    let ready = false;
    const waiting = scene.loop.readable(r).then(() => {
      ready = true;
    });
    await scene.loop.writable(w);
    await rounds();
    expect(ready).toBe(false);
    probe.write(w, TEXT);
    await waiting;
    expect([scene.loop.removeReader(r), scene.loop.removeWriter(w)]).toEqual([false, false]);
    await scene.loop.readable(r);
  });

  test('can be aborted, and asked for again', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    const controller = new AbortController();
    const first = scene.loop.readable(r, { signal: controller.signal });
    controller.abort();
    expect(await rejection(first)).toMatchObject({ code: 'ABORT_ERR' });
    expect(await rejection(scene.loop.readable(r, AbortSignal.abort() as never))).toMatchObject({
      code: 'ERR_INVALID_ARG_TYPE',
    });
    expect(await rejection(scene.loop.readable(r, { signal: AbortSignal.abort() }))).toMatchObject({
      code: 'ABORT_ERR',
    });
    const second = scene.loop.readable(r);
    probe.write(w, TEXT);
    await second;
  });

  test('keep callbacks and other promises out of their direction, and are kept out by them', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    const waiting = scene.loop.readable(r);
    expect(await rejection(scene.loop.readable(r))).toBeInstanceOf(BusyError);
    expect(await rejection(scene.loop.readable(r))).toMatchObject({ code: 'ERR_BUSY' });
    expect(() => scene.loop.addReader(r, () => {})).toThrowError(expect.objectContaining({ code: 'ERR_BUSY' }));
    expect(scene.loop.removeReader(r)).toBe(false);
    probe.write(w, TEXT);
    await waiting;
    scene.loop.addReader(
      r,
      scene.logs('reader', () => probe.read(r, 9)),
    );
    expect(await rejection(scene.loop.readable(r))).toMatchObject({ code: 'ERR_BUSY' });
    await scene.logged(1);
    expect(scene.log).toEqual(['reader']);
  });

  test('C25 keep operations out of their direction, and are kept out by them', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const waiting = scene.loop.readable(a);
    expect(await rejection(scene.loop.sockRecv(a, 1))).toBeInstanceOf(BusyError);
    probe.write(b.fileno(), TEXT);
    await waiting;
    expect(await scene.loop.sockRecv(a, 1)).toEqual(TEXT);
    const receiving = scene.loop.sockRecv(a, 1);
    expect(await rejection(scene.loop.readable(a))).toBeInstanceOf(BusyError);
    probe.write(b.fileno(), TEXT);
    expect(await receiving).toEqual(TEXT);
  });

  test('C26 are rejected when their socket or their loop is closed', async () => {
    using scene = new Scene(backend);
    const [a, b] = Socket.pair().map((socket) => scene.keep(socket)) as [Socket, Socket];
    const [first, second] = [scene.loop.readable(a), scene.loop.readable(b)];
    await rounds();
    a.close();
    expect(await rejection(first)).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
    // The end of `a` makes `b` readable.
    await second;
    const c = scene.pipe()[0];
    const third = scene.loop.readable(c);
    scene.loop.close();
    expect(await rejection(third)).toMatchObject({ code: 'ERR_LOOP_CLOSED' });
    expect(await rejection(scene.loop.readable(c))).toMatchObject({ code: 'ERR_LOOP_CLOSED' });
  });

  test('C11 reject what is no descriptor', async () => {
    using scene = new Scene(backend);
    expect(await rejection(scene.loop.readable('3' as never))).toMatchObject({ code: 'ERR_INVALID_ARG_TYPE' });
    expect(await rejection(scene.loop.writable(-1))).toMatchObject({ code: 'ERR_OUT_OF_RANGE' });
    expect(await rejection(scene.loop.readable(1_000_000))).toMatchObject({ code: 'EBADF' });
  });
});
