import { describe, expect, test } from 'vitest';
import { Socket } from '../../../src/index.js';
import { backends } from '../../support/backends.js';
import { Peer } from '../../support/peer.js';
import * as probe from '../../support/probe.js';
import { Recorder } from '../../support/recorder.js';
import { rejection, rounds, Scene, thrown, until } from '../../support/scene.js';
import { Serving } from '../../support/serving.js';

/** A connection over a socket that somebody else accepted: its descriptor is known. */
async function over(scene: Scene) {
  const [socket, other] = scene.sockets();
  const fd = socket.fileno();
  const peer = new Peer(scene, scene.own(other.detach()));
  const recorder = new Recorder();
  const transport = await scene.loop.connectAcceptedSocket(recorder, socket);
  await until(() => recorder.told.length === 1);
  return { socket, fd, peer, recorder, transport };
}

describe.each(backends)('a descriptor that a transport owns, on %s:', (backend) => {
  test('C10 adding and removing callbacks is refused, and the error says so', async () => {
    using scene = new Scene(backend);
    const { fd, peer, recorder } = await over(scene);
    const calls = [
      () => scene.loop.addReader(fd, () => {}),
      () => scene.loop.addWriter(fd, () => {}),
      () => scene.loop.removeReader(fd),
      () => scene.loop.removeWriter(fd),
    ];
    for (const call of calls) {
      expect(thrown(call)).toMatchObject({
        code: 'ERR_OWNED',
        message: expect.stringContaining('transport'),
      });
    }
    await peer.send('unharmed');
    await until(() => recorder.received.length === 8);
    expect(recorder.told).toEqual(['made', 'data']);
  });

  test('C10 once the transport is closing it is allowed', async () => {
    using scene = new Scene(backend);
    const { fd, peer, recorder, transport } = await over(scene);
    transport.close();
    let called = 0;
    scene.loop.addWriter(fd, () => {
      called++;
      scene.loop.removeWriter(fd);
    });
    expect(scene.loop.removeReader(fd)).toBe(false);
    await until(() => called > 0);
    expect(called).toBe(1);
    peer.finish();
    await until(() => recorder.lost);
    expect(recorder.told).toEqual(['made', 'lost']);
  });

  test('C10 so is waiting for it, also right behind close()', async () => {
    using scene = new Scene(backend);
    const { fd, peer, recorder, transport } = await over(scene);
    transport.close();
    await scene.loop.writable(fd);
    peer.finish();
    await until(() => recorder.lost);
    expect(recorder.told).toEqual(['made', 'lost']);
  });

  test('C10 the socket that was handed over is unusable, and its descriptor is closed with the connection', async () => {
    using scene = new Scene(backend);
    const { socket, fd, peer, recorder, transport } = await over(scene);
    expect(socket.closed).toBe(true);
    expect(await rejection(scene.loop.sockRecv(socket, 1))).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
    await peer.send('hello');
    await until(() => recorder.received.length === 5);
    transport.write('bye');
    expect(String(await peer.receive(3))).toBe('bye');
    expect(probe.isOpen(fd)).toBe(true);
    peer.finish();
    await until(() => recorder.lost);
    await rounds();
    expect(probe.isOpen(fd)).toBe(false);
    expect(recorder.told).toEqual(['made', 'data', 'eof', 'lost']);
  });

  test('C10 what was pending on a socket that is handed over is rejected, and takes nothing from the transport (C26)', async () => {
    using scene = new Scene(backend);
    const [socket, other] = scene.sockets();
    const receiving = rejection(scene.loop.sockRecv(socket, 10));
    await rounds();
    const recorder = new Recorder();
    await scene.loop.connectAcceptedSocket(recorder, socket);
    expect(await receiving).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
    probe.write(other.fileno(), Buffer.from('x'));
    await until(() => recorder.received.length === 1);
    expect(String(recorder.received)).toBe('x');
  });

  test("C10 so is a server's listener: it accepts, pauses and is full as if nobody had asked for its readiness", async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene, {}, { maxConnections: 1 });
    const listener = serving.server.sockets[0] as Socket;
    const refuses = async () => {
      expect(thrown(() => scene.loop.addReader(listener, () => {}))).toMatchObject({ code: 'ERR_BUSY' });
      expect(await rejection(scene.loop.sockAccept(listener))).toMatchObject({ code: 'ERR_BUSY' });
    };
    await refuses();
    const { recorder, transport } = await serving.pair();
    await refuses();
    serving.server.pauseAccepting();
    await refuses();
    transport.abort();
    await until(() => recorder.lost);
    await refuses();
    serving.server.resumeAccepting();
    await serving.pair();
  });

  test('C10 the socket that a transport lends is nobody’s to close or to read, and is closed when the connection is', async () => {
    using scene = new Scene(backend);
    const { peer, recorder, transport } = await over(scene);
    const socket = transport.getExtraInfo('socket');
    for (const call of [() => socket.close(), () => socket.detach()]) {
      expect(thrown(call)).toMatchObject({ code: 'ERR_OWNED' });
    }
    expect(await rejection(scene.loop.sockRecv(socket, 1))).toMatchObject({ code: 'ERR_OWNED' });
    peer.finish();
    await until(() => recorder.lost);
    expect([socket.fileno(), socket.closed]).toEqual([-1, true]);
  });

  test('what cannot be handed over is left, and a factory that throws closes it', async () => {
    using scene = new Scene(backend);
    const [socket] = scene.sockets();
    const failing = scene.loop.connectAcceptedSocket(() => {
      throw new Error('no');
    }, socket);
    expect(await rejection(failing)).toMatchObject({ message: 'no' });
    expect(socket.closed).toBe(true);
    using lonely = new Socket('inet');
    expect(await rejection(scene.loop.connectAcceptedSocket({}, lonely))).toMatchObject({ code: 'ENOTCONN' });
    expect(lonely.closed).toBe(false);
  });
});
