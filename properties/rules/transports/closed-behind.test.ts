import { closeSync, fstatSync, openSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Socket, type Transport } from '../../../src/index.js';
import { backends } from '../../support/backends.js';
import { rounds, Scene, until } from '../../support/scene.js';
import { Serving } from '../../support/serving.js';

describe.each(backends)('L6 the loop closes no descriptor of others, on %s:', (backend) => {
  test('also where that of a connection was closed behind its back, and its number has been given out again', async () => {
    using scene = new Scene(backend);
    const { loop, log } = scene;
    const [ours, theirs] = Socket.pair();
    scene.keep(theirs);
    const transport = await loop.connectAcceptedSocket({ connectionLost: () => log.push('lost') }, ours);
    const fd = transport.getExtraInfo('socket').fileno();
    await rounds();
    closeSync(fd);
    // Lower numbers are given out first.
    const others = Array.from({ length: 64 }, () => scene.keep(new Socket('inet', 'stream')).fileno());
    expect(others).toContain(fd);
    await scene.logged(1);
    expect(() => fstatSync(fd)).not.toThrow();
    expect(log).toEqual(['lost']);
  });

  test.each([{}, { reset: true }])(
    'also where nothing was asked of it, and what has its number is no socket: abort(%o)',
    async (how) => {
      using scene = new Scene(backend);
      const { loop, log } = scene;
      const [ours, theirs] = Socket.pair();
      scene.keep(theirs);
      const connectionMade = (transport: Transport) => transport.pauseReading();
      const transport = await loop.connectAcceptedSocket(
        { connectionMade, connectionLost: () => log.push('lost') },
        ours,
      );
      const fd = transport.getExtraInfo('socket').fileno();
      await rounds();
      closeSync(fd);
      const others = Array.from({ length: 64 }, () => scene.own(openSync('/dev/null', 'r')));
      expect(others).toContain(fd);
      transport.abort(how);
      await scene.logged(1);
      await rounds();
      expect(fstatSync(fd).isCharacterDevice()).toBe(true);
    },
  );

  test('what somebody had for a number that was closed behind the loop is not of the connection that has it now (T4)', async () => {
    using scene = new Scene(backend);
    const { loop, log } = scene;
    const serving = await Serving.begin(scene);
    const [ours, theirs] = Socket.pair();
    scene.keep(theirs);
    const fd = ours.detach();
    loop.addReader(fd, scene.logs('stale'));
    await rounds();
    serving.server.pauseAccepting();
    const peers = [serving.connect(), serving.connect()];
    closeSync(fd);
    serving.server.resumeAccepting();
    await until(() => serving.recorders.length === 2);
    const fds = serving.recorders.map(({ transport }) => transport.getExtraInfo('socket').fileno());
    expect(fds).toContain(fd);
    expect(() => loop.removeReader(fd)).toThrow(expect.objectContaining({ code: 'ERR_OWNED' }));
    for (const peer of peers) await peer.send('x');
    await until(() => serving.recorders.every(({ received }) => received.length === 1));
    expect([serving.recorders.map(({ told }) => told), log]).toEqual([Array(2).fill(['made', 'data']), []]);
  });

  test('what another loop had for a number that was closed behind it is no more when a server has that number (T4)', async () => {
    using scene = new Scene(backend);
    using other = new Scene(backend);
    const serving = await Serving.begin(scene);
    const [ours, theirs] = Socket.pair();
    scene.keep(theirs);
    const fd = ours.detach();
    other.loop.addReader(fd, other.logs('stale'));
    serving.server.pauseAccepting();
    const peers = [serving.connect(), serving.connect()];
    closeSync(fd);
    serving.server.resumeAccepting();
    await until(() => serving.recorders.length === peers.length);
    const fds = serving.recorders.map(({ transport }) => transport.getExtraInfo('socket').fileno());
    expect(fds).toContain(fd);
    expect(other.loop.removeReader(fd)).toBe(false);
    expect(other.log).toEqual([]);
  });
});
