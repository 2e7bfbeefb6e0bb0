import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, test } from 'vitest';
import { carried } from '../../support/backends.js';
import { bytes } from '../../support/bytes.js';
import { Peer } from '../../support/peer.js';
import { placeOf } from '../../support/place.js';
import { Recorder } from '../../support/recorder.js';
import { rounds, Scene, until } from '../../support/scene.js';
import { listen, Serving } from '../../support/serving.js';

describe.each(carried)('setProtocol over %s, on %s:', (over, backend) => {
  test('hands what comes over to the next protocol, which is told of the rest of the life (V3)', async () => {
    using scene = new Scene(backend, { over });
    const next = new Recorder();
    const serving = await Serving.begin(scene, { dataReceived: (_, transport) => transport.setProtocol(next) });
    const { peer, recorder } = await serving.pair();
    await peer.send('first');
    await until(() => recorder.told.includes('data'));
    await peer.send('second');
    peer.finish();
    await until(() => next.lost);
    expect([recorder.told, String(recorder.received)]).toEqual([['made', 'data'], 'first']);
    expect([next.told.filter((told) => told !== 'made'), String(next.received)]).toEqual([
      ['data', 'eof', 'lost'],
      'second',
    ]);
  });

  test('hands over what was read and not told, for a pause (V3, L11)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene, { dataReceived: (_, transport) => transport.pauseReading() });
    const { peer, recorder, transport } = await serving.pair();
    await peer.send('a');
    await until(() => recorder.pieces.length === 1);
    await peer.send(bytes(100_000));
    await rounds(20);
    const next = new Recorder();
    transport.setProtocol(next);
    transport.resumeReading();
    await until(() => next.received.length === 100_000);
    expect(String(recorder.received)).toBe('a');
    expect(next.received.equals(bytes(100_000))).toBe(true);
  });

  test('hands over what was kept, where the pause came amid the batch that had brought it (V3, C31)', async () => {
    using scene = new Scene(backend, { over });
    // Whoever is told first pauses the other, whose data have come by then.
    const serving = await Serving.begin(scene, (index) => ({
      dataReceived: () => serving.recorders[1 - index]?.transport.pauseReading(),
    }));
    const pairs = [await serving.pair(), await serving.pair()];
    scene.inOneBatch(() => {
      for (const { peer } of pairs) void peer.send('kept');
    });
    await until(() => pairs.some(({ recorder }) => recorder.told.includes('data')));
    await rounds();
    const paused = pairs.filter(({ transport }) => !transport.isReading());
    expect(paused.map(({ recorder }) => recorder.told)).toEqual([['made']]);
    const next = new Recorder();
    paused[0]?.transport.setProtocol(next);
    paused[0]?.transport.resumeReading();
    await until(() => next.told.includes('data'));
    expect(String(next.received)).toBe('kept');
  });

  test('each byte goes to one of them, in the midst of a batch as well (L11)', async () => {
    using scene = new Scene(backend, { over });
    const next = new Recorder();
    let pieces = 0;
    const serving = await Serving.begin(scene, {
      dataReceived(_, transport) {
        if (++pieces === 2) transport.setProtocol(next);
      },
    });
    const { peer, recorder } = await serving.pair();
    await peer.send(bytes(1_000_000));
    peer.finish();
    await until(() => next.lost);
    expect(Buffer.concat([recorder.received, next.received]).equals(bytes(1_000_000))).toBe(true);
    expect(next.received.length).toBeGreaterThan(0);
  });

  test('in getBuffer, too, hands over what that was asked for (L11)', async () => {
    using scene = new Scene(backend, { over });
    const next = new Recorder();
    let [asked, got] = [0, 0];
    const memory = Buffer.alloc(50);
    const server = await listen(scene, {
      getBuffer(_, transport) {
        if (++asked === 2) transport.setProtocol(next);
        return memory;
      },
      bufferUpdated(count) {
        got += count;
      },
    });
    const peer = Peer.connect(scene, placeOf(server));
    await until(() => asked === 1);
    await peer.send(bytes(120));
    peer.finish();
    await until(() => next.lost);
    expect([got, next.received.length]).toEqual([50, 70]);
    expect(next.received.equals(bytes(120).subarray(50))).toBe(true);
  });

  test('its handlers run in the asynchronous context of setProtocol (V21)', async () => {
    using scene = new Scene(backend, { over });
    const storage = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const note = () => void seen.push(storage.getStore());
    const next = new Recorder({ dataReceived: note, connectionLost: note });
    const serving = await storage.run('server', () => Serving.begin(scene, { dataReceived: note }));
    const { peer, recorder, transport } = await serving.pair();
    await peer.send('a');
    await until(() => recorder.told.includes('data'));
    storage.run('next', () => transport.setProtocol(next));
    await peer.send('b');
    await until(() => next.told.includes('data'));
    peer.finish();
    await until(() => next.lost);
    expect(seen).toEqual(['server', 'next', 'next']);
  });
});
