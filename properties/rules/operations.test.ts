import { describe, expect, test } from 'vitest';
import { Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { bytes } from '../support/bytes.js';
import * as probe from '../support/probe.js';
import { expectReset } from '../support/reset.js';
import { rejection, rounds, Scene, until } from '../support/scene.js';
import { TraceFile } from '../support/trace-file.js';

const TEXT = Buffer.from('hello');

describe.each(backends)('sockRecv, sockRecvInto and sockSendall, on %s:', (backend) => {
  test('C27 try the system call first: what is there already is received without being registered', async () => {
    using trace = new TraceFile();
    using scene = new Scene(backend, { trace: trace.path });
    const [a, b] = scene.sockets();
    probe.write(b.fileno(), TEXT);
    while (!probe.isReady(a.fileno(), 0)) {}
    expect(await scene.loop.sockRecv(a, 100)).toEqual(TEXT);
    scene.loop.close();
    expect(await trace.calls()).toEqual(['setsockopt', 'recv']);
  });

  test('wait for what is not there yet', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const receiving = scene.loop.sockRecv(a, 3);
    await rounds();
    probe.write(b.fileno(), TEXT);
    expect(await receiving).toEqual(Buffer.from('hel'));
    expect(await scene.loop.sockRecv(a, 100)).toEqual(Buffer.from('lo'));
    b.close();
    expect(await scene.loop.sockRecv(a, 100)).toHaveLength(0);
    expect(await scene.loop.sockRecv(a, 100)).toHaveLength(0);
  });

  test("the Buffer received is the user's own: later data does not change it", async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const all: Buffer[] = [];
    for (let i = 0; i < 20; i++) {
      const receiving = scene.loop.sockRecv(a, 100);
      if (i % 2 === 0) {
        await rounds(1);
      }
      probe.write(b.fileno(), Buffer.alloc(100, i));
      all.push(await receiving);
    }
    expect(all.map((data) => data[0])).toEqual(all.map((_, i) => i));
    expect(all.every((data) => data.every((byte) => byte === data[0]))).toBe(true);
  });

  test('sockRecvInto fills any view of memory, and only that', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const memory = new Uint8Array(10).fill(46);
    const into = scene.loop.sockRecvInto(a, new DataView(memory.buffer, 2, 4));
    await rounds();
    probe.write(b.fileno(), TEXT);
    expect(await into).toBe(4);
    expect(await scene.loop.sockRecvInto(a, memory.subarray(8))).toBe(1);
    expect(Buffer.from(memory).toString()).toBe('..hell..o.');
    b.close();
    expect(await scene.loop.sockRecvInto(a, memory)).toBe(0);
  });

  test('L10 aborting a receive whose bytes are on their way settles with them', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    const [a, b] = Socket.pair().map((socket) => scene.keep(socket)) as [Socket, Socket];
    const controller = new AbortController();
    const receiving = scene.loop.sockRecv(a, 10, { signal: controller.signal });
    scene.loop.addReader(
      r,
      scene.logs('reader', () => {
        probe.read(r, 1);
        controller.abort();
      }),
    );
    await rounds();
    // The pipe is ready first: its callback runs while the bytes are in the same batch.
    scene.inOneBatch(() => {
      probe.write(w, TEXT.subarray(0, 1));
      probe.write(b.fileno(), TEXT);
    });
    expect(await receiving).toEqual(TEXT);
    expect(scene.log).toEqual(['reader']);
  });

  test('C22 a receive that was aborted took nothing, and the next one works at once', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const controller = new AbortController();
    const first = scene.loop.sockRecv(a, 10, { signal: controller.signal });
    await rounds();
    controller.abort();
    const second = scene.loop.sockRecv(a, 10);
    expect(await rejection(first)).toMatchObject({ code: 'ABORT_ERR', message: 'sockRecv was aborted' });
    probe.write(b.fileno(), TEXT);
    expect(await second).toEqual(TEXT);
  });

  test('C22 a signal that was aborted before keeps the operation from starting', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    probe.write(b.fileno(), TEXT);
    const signal = AbortSignal.abort();
    expect(await rejection(scene.loop.sockRecv(a, 10, { signal }))).toMatchObject({ code: 'ABORT_ERR' });
    expect(await rejection(scene.loop.sockSendall(a, TEXT, { signal }))).toMatchObject({ bytesSent: 0 });
    expect(await scene.loop.sockRecv(a, 10)).toEqual(TEXT);
  });

  test('C22 C27 a send of 200 MB that was aborted half-way tells how much was sent, and the next one goes on behind it', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const controller = new AbortController();
    const sending = scene.loop.sockSendall(a, Buffer.alloc(200_000_000, 1), { signal: controller.signal });
    await until(() => probe.isReady(b.fileno(), 0));
    controller.abort();
    const { code, bytesSent } = await rejection(sending);
    expect(code).toBe('ABORT_ERR');
    expect(bytesSent).toBeGreaterThan(0);
    expect(bytesSent).toBeLessThan(200_000_000);
    const rest = scene.loop.sockSendall(a, TEXT).then(() => a.shutdown('write'));
    let [received, last] = [0, Buffer.alloc(0)];
    for (
      let data = await scene.loop.sockRecv(b, 1_000_000);
      data.length > 0;
      data = await scene.loop.sockRecv(b, 1_000_000)
    ) {
      received += data.length;
      last = Buffer.concat([last, data]).subarray(-TEXT.length);
    }
    await rest;
    expect(received).toBe((bytesSent as number) + TEXT.length);
    expect(last).toEqual(TEXT);
  });

  test('C25 a second receive or send of one socket is refused while the first is pending (A3)', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const receiving = scene.loop.sockRecv(a, 10);
    const sending = scene.loop.sockSendall(a, Buffer.alloc(50_000_000));
    const busy = { code: 'ERR_BUSY', message: expect.stringMatching(/one of its kind is pending.*abort it/) };
    expect(await rejection(scene.loop.sockRecv(a, 10))).toMatchObject(busy);
    expect(await rejection(scene.loop.sockRecvInto(a, Buffer.alloc(1)))).toMatchObject(busy);
    expect(await rejection(scene.loop.sockSendall(a, TEXT))).toMatchObject(busy);
    probe.write(b.fileno(), TEXT);
    expect(await receiving).toEqual(TEXT);
    b.close();
    expect(await rejection(sending)).toMatchObject({ syscall: 'send', bytesSent: expect.any(Number) });
  });

  test('C10 callbacks and operations of one direction keep each other out, and the other direction is free', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const handle = scene.loop.addReader(a, scene.logs('reader'));
    expect(await rejection(scene.loop.sockRecv(a, 10))).toMatchObject({ code: 'ERR_BUSY' });
    await scene.loop.sockSendall(a, TEXT);
    handle.cancel();
    const receiving = scene.loop.sockRecv(a, 10);
    await rounds();
    expect(() => scene.loop.addReader(a, () => {})).toThrowError(expect.objectContaining({ code: 'ERR_BUSY' }));
    expect(scene.loop.removeReader(a)).toBe(false);
    probe.write(b.fileno(), TEXT);
    expect(await receiving).toEqual(TEXT);
    scene.loop.addReader(
      a,
      scene.logs('reader', () => probe.read(a.fileno(), 9)),
    );
    probe.write(b.fileno(), TEXT);
    await scene.logged(1);
    expect(scene.log).toEqual(['reader']);
  });

  test('C26 a socket that is closed under its operations rejects them', async () => {
    using scene = new Scene(backend);
    const [a] = scene.sockets();
    const pending = [scene.loop.sockRecv(a, 10), scene.loop.sockSendall(a, Buffer.alloc(50_000_000))];
    await rounds();
    a.close();
    for (const promise of pending) {
      expect(await rejection(promise)).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
    }
    expect(await rejection(scene.loop.sockRecv(a, 10))).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
  });

  test('C26 detaching ends operations as well, and gives the descriptor back whole', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const receiving = scene.loop.sockRecv(a, 10);
    await rounds();
    const fd = scene.own(a.detach());
    expect(await rejection(receiving)).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
    expect([a.closed, a.fileno()]).toEqual([true, -1]);
    probe.write(b.fileno(), TEXT);
    scene.loop.addReader(
      fd,
      scene.logs('reader', () => probe.read(fd, 9)),
    );
    await scene.logged(1);
    expect(scene.log).toEqual(['reader']);
  });

  test('L10 a reset rejects what is pending', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const reset = expectReset(backend, scene.loop.sockRecv(a, 10), scene.loop.sockSendall(a, Buffer.alloc(50_000_000)));
    await until(() => probe.isReady(b.fileno(), 0));
    probe.reset(b.detach());
    await reset;
  });

  test('C27 sending nothing settles, and sends nothing', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    await scene.loop.sockSendall(a, Buffer.alloc(0));
    await rounds();
    expect(probe.read(b.fileno(), 1)).toBe('EAGAIN');
  });

  test('C27 L11 1 MB echoed while it is still being sent arrives complete, once and in order', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const data = bytes(1_000_000);
    const echo = async () => {
      for (
        let part = await scene.loop.sockRecv(b, 10_000);
        part.length > 0;
        part = await scene.loop.sockRecv(b, 10_000)
      ) {
        await scene.loop.sockSendall(b, part);
      }
      b.shutdown('write');
    };
    const collect = async () => {
      const parts: Buffer[] = [];
      for (let part = await scene.loop.sockRecv(a, 7777); part.length > 0; part = await scene.loop.sockRecv(a, 7777)) {
        parts.push(part);
      }
      return Buffer.concat(parts);
    };
    const [received] = await Promise.all([
      collect(),
      echo(),
      scene.loop.sockSendall(a, data).then(() => a.shutdown('write')),
    ]);
    expect(received.equals(data)).toBe(true);
  });

  test('C27 an end that hides behind a short read is found (R5)', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const receiving = scene.loop.sockRecv(a, 100);
    await rounds();
    probe.write(b.fileno(), TEXT);
    b.close();
    expect(await receiving).toEqual(TEXT);
    expect(await scene.loop.sockRecv(a, 100)).toHaveLength(0);
  });

  test('L7 a stream that never ends does not keep the rest of the process from running', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    let going = true;
    const pump = async () => {
      while (going) {
        await scene.loop.sockSendall(b, Buffer.alloc(65_536));
      }
      b.shutdown('write');
    };
    const drink = async () => {
      while ((await scene.loop.sockRecv(a, 65_536)).length > 0) {}
    };
    const both = Promise.all([pump(), drink()]);
    await rounds(20);
    going = false;
    await both;
  });

  test('seqpacket keeps the boundaries of messages', async () => {
    using scene = new Scene(backend);
    const [a, b] = Socket.pair('seqpacket').map((socket) => scene.keep(socket)) as [Socket, Socket];
    await scene.loop.sockSendall(a, TEXT);
    await scene.loop.sockSendall(a, Buffer.from('world'));
    expect(await scene.loop.sockRecv(b, 100)).toEqual(TEXT);
    expect(await scene.loop.sockRecv(b, 100)).toEqual(Buffer.from('world'));
  });

  test.each([
    ['sockRecv without a number', 'sockRecv', ['5'], 'ERR_INVALID_ARG_TYPE', /n must be a number/],
    ['sockRecv of nothing', 'sockRecv', [0], 'ERR_OUT_OF_RANGE', /n must be an integer from 1/],
    ['sockRecv of less than nothing', 'sockRecv', [-1], 'ERR_OUT_OF_RANGE', /got -1/],
    ['sockRecvInto no memory', 'sockRecvInto', ['text'], 'ERR_INVALID_ARG_TYPE', /buffer must be a Buffer/],
    ['sockRecvInto an empty buffer', 'sockRecvInto', [Buffer.alloc(0)], 'ERR_OUT_OF_RANGE', /buffer\.byteLength/],
    ['sockSendall of a string', 'sockSendall', ['text'], 'ERR_INVALID_ARG_TYPE', /data must be.*Buffer\.from/],
    ['a signal that is none', 'sockSendall', [TEXT, { signal: 1 }], 'ERR_INVALID_ARG_TYPE', /options\.signal/],
    ['a bare signal', 'sockRecv', [5, AbortSignal.abort()], 'ERR_INVALID_ARG_TYPE', /like \{ signal \}.*AbortSignal$/],
    ['null for options', 'sockRecv', [5, null], 'ERR_INVALID_ARG_TYPE', /options must be an object.*; got null/],
    ['a number for options', 'sockAccept', [5], 'ERR_INVALID_ARG_TYPE', /options must be an object.*; got 5/],
    [
      'a string for options',
      'sockSendall',
      [TEXT, 'x'],
      'ERR_INVALID_ARG_TYPE',
      /options must be.*; got the string "x"/,
    ],
  ] as const)('%s is refused', async (_, call, args, code, message) => {
    using scene = new Scene(backend);
    const [a] = scene.sockets();
    const error = await rejection(
      (scene.loop[call] as (...all: unknown[]) => Promise<unknown>).call(scene.loop, a, ...args),
    );
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});
