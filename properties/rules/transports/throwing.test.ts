import { describe, expect, test } from 'vitest';
import type { ExceptionContext, ProtocolHandler, Transport } from '../../../src/index.js';
import { carried } from '../../support/backends.js';
import { bytes } from '../../support/bytes.js';
import { expectWhole } from '../../support/recorder.js';
import { rounds, Scene, until } from '../../support/scene.js';
import { Serving } from '../../support/serving.js';

/** The kernel's buffers hold less: its rest waits in the loop. */
const MORE = 20_000_000;

const handlers = ['connectionMade', 'dataReceived', 'eofReceived', 'pauseWriting', 'resumeWriting'] as const;
type Handler = (typeof handlers)[number];

/** Has the handlers of the first connection called, as far as they are before this one. */
async function provoke(serving: Serving, handler: Handler): Promise<void> {
  const peer = serving.connect();
  await until(() => serving.recorders[0]?.told[0] === 'made');
  if (handler === 'dataReceived') await peer.send('data');
  if (handler === 'eofReceived') peer.finish();
  if (handler === 'pauseWriting' || handler === 'resumeWriting') serving.recorders[0]?.transport.write(bytes(MORE));
  await peer.receiveAll();
}

describe.each(carried)('a handler that throws over %s, on %s:', (over, backend) => {
  const fault = new TypeError('a mistake of the program');
  const ways: readonly (readonly [string, () => never | Promise<never>])[] = [
    ['throws', () => throwFault()],
    ['rejects', async () => throwFault()],
  ];
  const throwFault = () => {
    throw fault;
  };

  test.each(ways.flatMap(([way, fail]) => handlers.map((handler) => [handler, way, fail] as const)))(
    'C34 %s that %s: that connection is lost with the error, then the exception handler hears of it, and all others go on',
    async (handler, _, fail) => {
      using scene = new Scene(backend, { over });
      const order: string[] = [];
      const heard: ExceptionContext[] = [];
      scene.loop.setExceptionHandler((context) => {
        order.push('heard');
        heard.push(context);
      });
      const faulty: ProtocolHandler = {
        [handler]: fail,
        connectionLost: () => {
          order.push('lost');
        },
      };
      const serving = await Serving.begin(scene, (index) => (index === 0 ? faulty : {}));
      await provoke(serving, handler);
      const [recorder] = serving.recorders;
      await until(() => heard.length > 0 && recorder?.lost === true);
      expect(recorder?.error).toBe(fault);
      expect(order).toEqual(['lost', 'heard']);
      expect(heard[0]).toMatchObject({ message: expect.stringContaining(handler), exception: fault });
      await rounds();
      expect(heard).toHaveLength(1);
      if (recorder !== undefined) expectWhole(recorder);
      // The server and its other connections notice nothing (L16).
      const { peer, recorder: other } = await serving.pair();
      await peer.send('hello');
      await until(() => other.received.length === 5);
      expect(other.told).toEqual(['made', 'data']);
    },
  );

  test('C34 connectionLost that throws: the exception handler hears of it, and that is all', async () => {
    using scene = new Scene(backend, { over });
    const heard: ExceptionContext[] = [];
    scene.loop.setExceptionHandler((context) => heard.push(context));
    const serving = await Serving.begin(scene, { connectionLost: () => throwFault() });
    const { peer, recorder } = await serving.pair();
    peer.finish();
    await until(() => heard.length > 0);
    await rounds();
    expect(heard).toMatchObject([{ exception: fault }]);
    expectWhole(recorder);
  });

  test('C34 what was to come of the same batch does not come to who threw, and comes to the others', async () => {
    using scene = new Scene(backend, { over });
    scene.loop.setExceptionHandler(() => {});
    const serving = await Serving.begin(scene, (index) => (index === 1 ? { dataReceived: () => throwFault() } : {}));
    const pairs = [await serving.pair(), await serving.pair(), await serving.pair()];
    scene.inOneBatch(() => {
      for (const { peer } of pairs) void peer.send(bytes(100_000));
    });
    await until(() => [0, 2].every((at) => pairs[at]?.recorder.received.length === 100_000));
    await until(() => pairs[1]?.recorder.lost === true);
    expect(pairs.map(({ recorder }) => recorder.told)).toEqual([
      ['made', 'data'],
      ['made', 'data', 'lost'],
      ['made', 'data'],
    ]);
    expect(pairs[1]?.recorder.pieces).toHaveLength(1);
  });

  test('C34 without an exception handler it is an uncaught exception', async () => {
    using scene = new Scene(backend, { over });
    const uncaught: unknown[] = [];
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => uncaught.push(error));
    try {
      const serving = await Serving.begin(scene, { dataReceived: () => throwFault() });
      const { peer, recorder } = await serving.pair();
      await peer.send('x');
      await until(() => recorder.lost && uncaught.length > 0);
      expect([recorder.error, uncaught]).toEqual([fault, [fault]]);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
  });

  test('C34 what a handler does before it throws is undone no more than its connection', async () => {
    using scene = new Scene(backend, { over });
    scene.loop.setExceptionHandler(() => {});
    const calls: readonly ((transport: Transport) => void)[] = [
      (transport) => transport.close(),
      (transport) => transport.abort(),
      (transport) => transport.write(bytes(MORE)),
      (transport) => transport.pauseReading(),
      (transport) => transport.writeEof(),
    ];
    const serving = await Serving.begin(scene, (index) => ({
      dataReceived(_, transport) {
        calls[index]?.(transport);
        throwFault();
      },
    }));
    for (const _ of calls) {
      const { peer, recorder } = await serving.pair();
      await peer.send('x');
      await until(() => recorder.lost);
      peer.close();
      expectWhole(recorder);
    }
  });
});
