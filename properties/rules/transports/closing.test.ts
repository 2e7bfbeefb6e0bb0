import { describe, expect, test } from 'vitest';
import type { ProtocolHandler, Transport } from '../../../src/index.js';
import { carried } from '../../support/backends.js';
import { bytes } from '../../support/bytes.js';
import { expectWhole } from '../../support/recorder.js';
import { rounds, Scene, until } from '../../support/scene.js';
import { Serving } from '../../support/serving.js';
import { TraceFile } from '../../support/trace-file.js';

/** What the kernel takes of a connection that nobody reads, and less than that. */
const MUCH = 2_000_000;
/** Stays in the kernel, unread. */
const UNREAD = 60_000;

/** The kernel's buffers hold less: its rest waits in the loop. */
const MORE = 20_000_000;

describe.each(carried)('how a connection is closed over %s, on %s:', (over, backend) => {
  test('C30 all that was written arrives, though the peer had sent what nobody read (2,000,000 bytes)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene, { connectionMade: (transport) => transport.pauseReading() });
    const { peer, recorder, transport } = await serving.pair();
    await peer.send(bytes(UNREAD));
    transport.write(bytes(MUCH));
    transport.close();
    await rounds(20);
    const { bytes: received, ending } = await peer.receiveAll();
    expect([received.length, ending]).toEqual([MUCH, 'end']);
    expect(received.equals(bytes(MUCH))).toBe(true);
    peer.close();
    await until(() => recorder.lost);
    expect(recorder.error).toBeNull();
    expect(recorder.told.filter((told) => told === 'data')).toEqual([]);
    expectWhole(recorder);
  });

  test('C30 what comes behind close() is discarded, for as long as the peer sends, and nothing is told but the loss', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    transport.write('bye');
    transport.close();
    expect(recorder.told).toEqual(['made']);
    expect(await peer.send(bytes(MORE))).toBeNull();
    expect(recorder.lost).toBe(false);
    peer.finish();
    expect(await peer.receiveAll()).toEqual({ bytes: Buffer.from('bye'), ending: 'end' });
    await until(() => recorder.lost);
    await rounds();
    expect([recorder.told, recorder.error]).toEqual([['made', 'lost'], null]);
  });

  test('C30 a peer that never ends is waited for up to a limit', { timeout: 30_000 }, async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { recorder, transport } = await serving.pair();
    transport.close();
    const begun = performance.now();
    await until(() => recorder.lost, 20_000);
    const waited = performance.now() - begun;
    expect([recorder.lost, recorder.error]).toEqual([true, null]);
    expect(waited).toBeGreaterThan(4_000);
  });

  test('C30 abort() drops what is unsent, and connectionLost(null) comes once, later', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    transport.write(bytes(MORE));
    await rounds();
    transport.abort();
    expect([transport.isClosing(), recorder.lost]).toEqual([true, false]);
    await until(() => recorder.lost);
    const { bytes: received } = await peer.receiveAll();
    expect(received.length).toBeLessThan(MORE);
    expect(received.equals(bytes(MORE).subarray(0, received.length))).toBe(true);
    await rounds();
    expect(recorder.error).toBeNull();
    expectWhole(recorder);
  });

  test('C30 abort({ reset: true }) resets', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    transport.abort({ reset: true });
    await until(() => recorder.lost);
    // A unix socket knows no reset but that of input which nobody has read.
    const ending = over === 'tcp' ? 'ECONNRESET' : 'end';
    expect(await peer.receiveAll()).toEqual({ bytes: Buffer.alloc(0), ending });
    expect(recorder.told).toEqual(['made', 'lost']);
  });

  test('C30 a reset while the rest is flushed ends a close', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    transport.write(bytes(MORE));
    transport.close();
    await rounds();
    peer.reset();
    await until(() => recorder.lost);
    expectWhole(recorder);
  });

  const ways: readonly (readonly [string, (transport: Transport) => void])[] = [
    ['close twice', (transport) => [transport.close(), transport.close()]],
    ['close, then abort', (transport) => [transport.close(), transport.abort()]],
    ['abort, then close', (transport) => [transport.abort(), transport.close()]],
    ['abort twice', (transport) => [transport.abort(), transport.abort({ reset: true })]],
  ];

  test.each(ways)('C30 %s: connectionLost(null) comes once, with much unsent or with nothing (V7)', async (_, end) => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    for (const written of [0, 10, MORE]) {
      const { peer, recorder, transport } = await serving.pair();
      transport.write(bytes(written));
      await rounds();
      end(transport);
      expect(recorder.lost).toBe(false);
      await rounds();
      await Promise.all([peer.receiveAll(), Promise.resolve().then(() => peer.finish())]);
      await until(() => recorder.lost);
      await rounds();
      expect([recorder.told.filter((told) => told === 'lost').length, recorder.error]).toEqual([1, null]);
      expectWhole(recorder);
    }
  });

  test('C30 closing twice loses nothing of what was written, also where it is recorded', async () => {
    using file = new TraceFile();
    using scene = new Scene(backend, { over, trace: file.path });
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    transport.write(bytes(MORE));
    transport.close();
    transport.close();
    const { bytes: answer, ending } = await peer.receiveAll();
    expect([answer.length, ending]).toEqual([MORE, 'end']);
    peer.finish();
    await until(() => recorder.lost);
    expectWhole(recorder);
  });

  test('C30 an abort while a close lingers ends it at once (V7)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { recorder, transport } = await serving.pair();
    transport.close();
    await rounds(20);
    expect(recorder.lost).toBe(false);
    transport.abort();
    await until(() => recorder.lost, 2_000);
    expect(recorder.told).toEqual(['made', 'lost']);
  });

  const handlers = ['connectionMade', 'dataReceived', 'eofReceived', 'pauseWriting', 'resumeWriting'] as const;
  const ends = ['close', 'abort'] as const;

  test.each(handlers.flatMap((handler) => ends.map((end) => [end, handler] as const)))(
    'C30 %s inside %s: connectionLost comes once, and not within the call (V5)',
    async (end, handler) => {
      using scene = new Scene(backend, { over });
      const within: boolean[] = [];
      let ended = false;
      const also: ProtocolHandler = {
        [handler]: (...args: unknown[]) => {
          const transport = args.at(-1) as Transport;
          if (ended) return;
          ended = true;
          transport[end]();
          within.push(serving.recorders[0]?.lost as boolean);
        },
      };
      const serving = await Serving.begin(scene, also);
      const { peer, recorder, transport } = await serving.pair();
      if (handler !== 'connectionMade') {
        transport.write(bytes(MORE));
        await peer.send('data');
      }
      const receiving = peer.receiveAll();
      if (handler === 'eofReceived') peer.finish();
      await until(() => ended);
      expect(within).toEqual([false]);
      await receiving;
      peer.finish();
      await until(() => recorder.lost);
      await rounds();
      expect(recorder.error).toBeNull();
      expectWhole(recorder);
    },
  );

  test('closing the loop aborts its connections, and connectionLost(ERR_LOOP_CLOSED) comes after close() returned', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, recorder } = await serving.pair();
    scene.loop.close();
    expect(recorder.told).toEqual(['made']);
    await until(() => recorder.lost);
    expect(recorder.error).toMatchObject({ code: 'ERR_LOOP_CLOSED' });
    expect(recorder.told).toEqual(['made', 'lost']);
    expect((await peer.receiveAll()).ending).toMatch(/end|ECONNRESET/);
  });

  test('closing the loop in a callback, too: of that connection nothing more is told but the loss', async () => {
    using scene = new Scene(backend, { over });
    const within: boolean[] = [];
    const serving = await Serving.begin(scene, {
      dataReceived() {
        scene.loop.close();
        within.push(serving.recorders[0]?.lost as boolean);
      },
    });
    const { peer, recorder } = await serving.pair();
    await peer.send('x');
    peer.finish();
    await until(() => recorder.lost);
    expect(recorder.error).toMatchObject({ code: 'ERR_LOOP_CLOSED' });
    expect([within, recorder.told]).toEqual([[false], ['made', 'data', 'lost']]);
    await serving.server.waitClosed();
  });
});
