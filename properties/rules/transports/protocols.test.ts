import { describe, expect, test } from 'vitest';
import { Protocol } from '../../../src/index.js';
import { backends, carried } from '../../support/backends.js';
import { bytes } from '../../support/bytes.js';
import { Peer } from '../../support/peer.js';
import { placeOf } from '../../support/place.js';
import * as probe from '../../support/probe.js';
import { expectWhole } from '../../support/recorder.js';
import { rounds, Scene, until } from '../../support/scene.js';
import { listen, Serving } from '../../support/serving.js';

describe.each(carried)('what a protocol is told over %s, on %s:', (over, backend) => {
  test('C29 connectionMade comes before data that waits already (V12)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const peer = serving.connect();
    await peer.send('hello');
    await until(() => serving.recorders[0]?.received.length === 5);
    expect(serving.recorders[0]?.told).toEqual(['made', 'data']);
    expect(String(serving.recorders[0]?.received)).toBe('hello');
  });

  test('C29 pauseReading inside connectionMade holds: nothing comes before resumeReading, and then all', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene, { connectionMade: (transport) => transport.pauseReading() });
    const peer = serving.connect();
    await peer.send(bytes(200_000));
    peer.finish();
    await until(() => serving.recorders.length === 1);
    await rounds(20);
    const [recorder] = serving.recorders;
    expect(recorder?.told).toEqual(['made']);
    expect(recorder?.transport.isReading()).toBe(false);
    recorder?.transport.resumeReading();
    await until(() => recorder?.lost === true);
    expect(recorder?.told).toEqual(['made', 'data', 'eof', 'lost']);
    expect(recorder?.received.equals(bytes(200_000))).toBe(true);
  });

  test('C31 pausing and resuming twice is as once, and what was read before a pause is kept for its end (V13)', async () => {
    using scene = new Scene(backend, { over });
    let pieces = 0;
    const serving = await Serving.begin(scene, {
      dataReceived(_, transport) {
        if (++pieces > 1) return;
        transport.pauseReading();
        transport.pauseReading();
      },
    });
    const { peer, recorder, transport } = await serving.pair();
    await peer.send('a');
    await until(() => pieces === 1);
    await peer.send(bytes(150_000));
    await rounds(20);
    expect([String(recorder.received), transport.isReading()]).toEqual(['a', false]);
    transport.resumeReading();
    transport.resumeReading();
    expect(transport.isReading()).toBe(true);
    expect(String(recorder.received)).toBe('a');
    await until(() => recorder.received.length === 150_001);
    expect(recorder.received.subarray(1).equals(bytes(150_000))).toBe(true);
  });

  test('C31 pausing and resuming does nothing once the transport is closing', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    transport.close();
    expect(transport.isClosing()).toBe(true);
    transport.resumeReading();
    transport.pauseReading();
    transport.resumeReading();
    expect(transport.isReading()).toBe(false);
    await peer.send('too late');
    peer.finish();
    await until(() => recorder.lost);
    transport.resumeReading();
    await rounds();
    expect(recorder.told).toEqual(['made', 'lost']);
  });

  test('C31 a pause that the callback before the last byte takes back loses nothing', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene, {
      dataReceived(_, transport) {
        transport.pauseReading();
        scene.loop.callSoon(() => transport.resumeReading());
      },
    });
    const { peer, recorder } = await serving.pair();
    const sending = peer.send(bytes(1_000_000));
    await sending;
    peer.finish();
    await until(() => recorder.lost, 20_000);
    expect(recorder.received.equals(bytes(1_000_000))).toBe(true);
    expect(recorder.told).toEqual(['made', 'data', 'eof', 'lost']);
  });

  test('C32 eofReceived that returns true keeps the sending half open (V8)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene, { eofReceived: () => true });
    const { peer, recorder, transport } = await serving.pair();
    await peer.send('question');
    peer.finish();
    await until(() => recorder.told.includes('eof'));
    await rounds();
    expect(recorder.told).toEqual(['made', 'data', 'eof']);
    expect(transport.isClosing()).toBe(false);
    transport.write(bytes(1_000_000));
    transport.close();
    const { bytes: answer, ending } = await peer.receiveAll();
    expect([answer.equals(bytes(1_000_000)), ending]).toEqual([true, 'end']);
    await until(() => recorder.lost);
    expect(recorder.error).toBeNull();
    expectWhole(recorder);
  });

  test('C32 else the transport is closed, and what was written before arrives all the same (V8)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene, {
      dataReceived: (_, transport) => transport.write(bytes(3_000_000)),
    });
    const { peer, recorder, transport } = await serving.pair();
    await peer.send('?');
    peer.finish();
    await until(() => recorder.told.includes('eof'));
    expect(transport.isClosing()).toBe(true);
    const { bytes: answer, ending } = await peer.receiveAll();
    expect([answer.equals(bytes(3_000_000)), ending]).toEqual([true, 'end']);
    await until(() => recorder.lost);
    expect(recorder.error).toBeNull();
    expectWhole(recorder);
  });

  test('C32 so it is where a protocol that was extended says nothing', async () => {
    using scene = new Scene(backend, { over });
    class Silent extends Protocol {}
    const server = await listen(scene, () => new Silent());
    const peer = Peer.connect(scene, placeOf(server));
    await until(() => server.connections.size === 1);
    peer.finish();
    const { ending } = await peer.receiveAll();
    expect(ending).toBe('end');
    await until(() => server.connections.size === 0);
  });

  test('a reset that a write meets ends a pause: what had arrived is told, and then the loss (L10, L12)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene, { dataReceived: (_, transport) => transport.pauseReading() });
    const { peer, recorder, transport } = await serving.pair();
    await peer.send('a');
    await until(() => recorder.pieces.length === 1);
    await peer.send('bc');
    await rounds();
    peer.reset();
    await rounds();
    expect(recorder.told).toEqual(['made', 'data']);
    transport.write('anybody there?');
    await until(() => recorder.lost);
    expect(String(recorder.received)).toBe('abc');
    expect(recorder.error).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) });
    expectWhole(recorder);
  });

  test('the end does not overtake the data before it, in whatever pieces it came (V14)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    for (const size of [1, 65_535, 65_536, 65_537, 131_072, 300_000]) {
      const index = serving.recorders.length;
      const peer = serving.connect();
      await peer.send(bytes(size));
      peer.finish();
      await until(() => serving.recorders[index]?.lost === true);
      expect(serving.recorders[index]?.told).toEqual(['made', 'data', 'eof', 'lost']);
      expect(serving.recorders[index]?.received.equals(bytes(size)), `${size} bytes`).toBe(true);
    }
  });
});

describe.each(backends)('what a protocol of TCP is told, on %s:', (backend) => {
  test('data that arrived before a reset is told before the loss (L12, V15)', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    const { port } = transport.getExtraInfo('peername') as { port: number };
    await peer.send('last words');
    peer.reset();
    await until(() => recorder.lost);
    expect(recorder.told).toEqual(['made', 'data', 'lost']);
    expect(String(recorder.received)).toBe('last words');
    const where = { address: '127.0.0.1', port };
    expect(recorder.error).toMatchObject({ code: 'ECONNRESET', errno: -104, syscall: 'recv', ...where });
  });

  test('a reset that nothing meets is found when reading goes on (L12)', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene, { connectionMade: (transport) => transport.pauseReading() });
    const { peer, recorder, transport } = await serving.pair();
    await peer.send('last words');
    peer.reset();
    await rounds(10);
    expect(recorder.told).toEqual(['made']);
    transport.resumeReading();
    await until(() => recorder.lost);
    expect([recorder.told, String(recorder.received)]).toEqual([['made', 'data', 'lost'], 'last words']);
    expect(recorder.error).toMatchObject({ code: 'ECONNRESET' });
  });
});

describe.each(backends)('what a protocol of a unix socket is told, on %s:', (backend) => {
  test('data that arrived before a reset is told before the loss: of a peer that left its input unread (L12, V15)', async () => {
    using scene = new Scene(backend, { over: 'unix' });
    const serving = await Serving.begin(scene, { connectionMade: (transport) => transport.write('unread') });
    const { peer, recorder } = await serving.pair();
    await until(() => probe.isReady(peer.fd, 0));
    scene.inOneBatch(() => {
      void peer.send('last words');
      peer.close();
    });
    await until(() => recorder.lost);
    expect([recorder.told, String(recorder.received)]).toEqual([['made', 'data', 'lost'], 'last words']);
    expect(recorder.error).toMatchObject({ code: 'ECONNRESET', errno: -104, syscall: 'recv' });
    // Who connected has no name, so there is none to be told.
    expect(recorder.error).not.toHaveProperty('address');
  });
});
