import { describe, expect, test } from 'vitest';
import { Loop, Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';
import { Scene } from '../support/scene.js';

const BYTES = Buffer.from('bytes');

function thrown(): never {
  throw new TypeError('no text');
}

/** A signal that fails when it is listened to. */
function deaf(): AbortSignal {
  const { signal } = new AbortController();
  signal.addEventListener = () => {
    throw new Error('nobody listens');
  };
  return signal;
}

describe.each(backends)('what others have put into the place of what Node has, on %s:', (backend) => {
  test('L10 a signal that throws ends its operation, and nothing that comes is lost by that', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    await expect(scene.loop.sockRecv(a, 10, { signal: deaf() })).rejects.toThrow('nobody listens');
    expect(scene.loop.report().pending).toEqual([]);
    await scene.loop.sockSendall(b, BYTES);
    expect(await scene.loop.sockRecv(a, 10)).toEqual(BYTES);
  });

  test('L10 so it does a send of which a part has left', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    await expect(scene.loop.sockSendall(a, Buffer.alloc(20_000_000), { signal: deaf() })).rejects.toThrow(
      'nobody listens',
    );
    expect((await scene.loop.sockRecv(b, 1)).length).toBe(1);
    expect(scene.loop.report().pending).toEqual([]);
  });

  // In a process of its own: whoever runs the tests needs the allocator, too.
  test('L10 L11 an allocator that throws costs no bytes that were received', async () => {
    const { code, stdout } = await runChild(`
      import { Loop, Socket } from 'readyloop';
      const loop = new Loop({ backend: '${backend}' });
      const [a, b] = Socket.pair();
      const { allocUnsafe } = Buffer;
      const waiting = loop.sockRecv(a, 10);
      Buffer.allocUnsafe = () => { throw new RangeError('no memory'); };
      await loop.sockSendall(b, Buffer.from('one'));
      const one = await waiting;
      await loop.sockSendall(b, Buffer.from('two'));
      for (let i = 0; i < 10; i++) await new Promise(setImmediate);
      // There already: on mio it is received within the call.
      const two = await loop.sockRecv(a, 10);
      Buffer.allocUnsafe = allocUnsafe;
      console.log(String(one), String(two));
      loop.close();
    `);
    expect([stdout, code]).toEqual(['one two\n', 0]);
  });

  test('L10 L11 nor does a formatter of stacks that throws, or makes no text, in debug mode', async () => {
    await using loop = new Loop({ backend, debug: true });
    const [a, b] = Socket.pair();
    const { prepareStackTrace, stackTraceLimit } = Error;
    for (const format of [() => [], () => thrown()]) {
      Error.prepareStackTrace = format;
      try {
        const waiting = loop.sockRecv(a, 10);
        await loop.sockSendall(b, BYTES);
        expect(await waiting).toEqual(BYTES);
      } finally {
        Error.prepareStackTrace = prepareStackTrace;
      }
      expect(Error.stackTraceLimit).toBe(stackTraceLimit);
    }
    for (const socket of [a, b]) socket.close();
  });

  test('L13 fake timers of a test keep no timer of the loop from running, nor have it spin', async () => {
    const { code, stdout } = await runChild(`
      import { Loop, Socket } from 'readyloop';
      performance.now = () => 0;
      globalThis.setTimeout = () => {};
      const loop = new Loop({ backend: '${backend}' });
      const [a, b] = Socket.pair();
      loop.callLater(300, () => console.log('timer', loop.metrics().turns < 100));
      loop.sockRecv(a, 1, { timeout: 10 }).catch(({ code }) => console.log(code));
    `);
    expect([stdout, code]).toEqual(['ERR_TIMEOUT\ntimer true\n', 0]);
  });
});
