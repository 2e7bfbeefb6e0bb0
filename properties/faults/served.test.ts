import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import type { Transport } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { bytes } from '../support/bytes.js';
import { runChild } from '../support/child.js';
import { brokenOrder } from '../support/order.js';
import { Peer } from '../support/peer.js';
import { portOf } from '../support/port.js';
import * as probe from '../support/probe.js';
import { expectWhole, Recorder } from '../support/recorder.js';
import { rounds, Scene, until } from '../support/scene.js';
import { listen, Serving } from '../support/serving.js';
import { clearFaults, injectFault } from '../support/testing-addon.js';
import { ERRORS, LIMITS } from './plan.js';

/** More than a signed word can count. */
const HUGE = 2 ** 31 + 2 ** 20;

const echo = { dataReceived: (data: Buffer, transport: Transport) => transport.write(data) };

/** A connection over a socket that somebody else accepted: its descriptor is known. */
async function over(scene: Scene, recorder: Recorder): Promise<{ fd: number; peer: Peer }> {
  const [socket, other] = scene.sockets();
  const fd = socket.fileno();
  await scene.loop.connectAcceptedSocket(recorder, socket);
  await until(() => recorder.told.length === 1);
  return { fd, peer: new Peer(scene, scene.own(other.detach())) };
}

afterEach(() => void clearFaults());

describe.each(backends)('what connections of a server meet, on %s:', (backend) => {
  const passing = (['recv', 'send'] as const).flatMap((call) =>
    ERRORS[call].passing.map((errno) => [errno, call] as const),
  );
  const failing = (['recv', 'send'] as const).flatMap((call) =>
    ERRORS[call].failing.map((errno) => [errno, call] as const),
  );

  test.each(passing)('%s of %s, met again and again by a transport, costs no byte', async (errno, call) => {
    using scene = new Scene(backend);
    const recorder = new Recorder(echo);
    const { fd, peer } = await over(scene, recorder);
    injectFault({ call, fd, errno, after: 2, times: 20 });
    const sending = peer.send(bytes(300_000));
    expect((await peer.receive(300_000)).equals(bytes(300_000))).toBe(true);
    await sending;
    peer.finish();
    await until(() => recorder.lost);
    expect(clearFaults()).toBeGreaterThan(0);
    expect(recorder.error).toBeNull();
    expectWhole(recorder);
  });

  test.each(['recv', 'send'] as const)(
    'a %s that takes little again and again goes on to its end, in order',
    async (call) => {
      using scene = new Scene(backend);
      const recorder = new Recorder(echo);
      const { fd, peer } = await over(scene, recorder);
      for (const short of [1, 7, 100]) injectFault({ call, fd, short, times: 100 });
      const sending = peer.send(bytes(300_000));
      expect((await peer.receive(300_000)).equals(bytes(300_000))).toBe(true);
      await sending;
      expect(clearFaults()).toBe(300);
      expect([brokenOrder(recorder.told), recorder.lost]).toEqual([null, false]);
    },
  );

  test.each(failing)(
    '%s of %s is what connectionLost is told, once, and costs nobody else anything (L16)',
    async (errno, call) => {
      using scene = new Scene(backend);
      const [recorder, other] = [new Recorder(echo), new Recorder(echo)];
      const { fd, peer } = await over(scene, recorder);
      const { peer: unharmed } = await over(scene, other);
      injectFault({ call, fd, errno });
      await peer.send('x');
      await until(() => recorder.told.includes('data') || recorder.lost);
      // Behind a send that fails what has arrived is read up to its end.
      peer.finish();
      await until(() => recorder.lost);
      expect(recorder.error).toMatchObject({
        code: errno,
        errno: expect.any(Number),
        syscall: call,
      });
      expectWhole(recorder);
      await unharmed.send('y');
      expect(String(await unharmed.receive(1))).toBe('y');
    },
  );

  test.each(ERRORS.accept.passing)('%s of accept costs a server nothing (L9)', async (errno) => {
    using scene = new Scene(backend);
    const reports: unknown[] = [];
    scene.loop.setExceptionHandler(({ exception }) => reports.push(exception));
    const serving = await Serving.begin(scene);
    injectFault({ call: 'accept', fd: serving.server.sockets[0]?.fileno() as number, errno, times: 3 });
    for (let i = 0; i < 5; i++) await serving.pair();
    expect([serving.recorders.length, reports]).toEqual([5, []]);
  });

  test.each(LIMITS)('%s of accept is reported once, and the server goes on by itself (L9)', async (errno) => {
    using scene = new Scene(backend);
    const reports: (string | undefined)[] = [];
    scene.loop.setExceptionHandler(({ exception }) => reports.push((exception as { code?: string }).code));
    const serving = await Serving.begin(scene);
    injectFault({ call: 'accept', fd: serving.server.sockets[0]?.fileno() as number, errno, times: 3 });
    const peer = serving.connect();
    await peer.send('x');
    await until(() => serving.recorders[0]?.received.length === 1);
    expect([serving.recorders.length, reports]).toEqual([1, [errno]]);
  });

  test('a listener that is broken ends serving with its error, and keeps its clients', async () => {
    using scene = new Scene(backend);
    const reports: (string | undefined)[] = [];
    scene.loop.setExceptionHandler(({ exception }) => reports.push((exception as { code?: string }).code));
    const serving = await Serving.begin(scene);
    const { peer, recorder } = await serving.pair();
    injectFault({ call: 'accept', fd: serving.server.sockets[0]?.fileno() as number, errno: 'EINVAL' });
    serving.connect();
    await until(() => reports.length > 0);
    expect(reports).toEqual(['EINVAL']);
    await peer.send('x');
    await until(() => recorder.received.length === 1);
    expect(recorder.told).toEqual(['made', 'data']);
  });

  test('a server at the limit of descriptors reports it once, serves whom it has, and goes on when there is room', async () => {
    const outcome = await runChild(`
      import { createRequire } from 'node:module';
      import { Loop } from 'readyloop';
      const probe = createRequire(process.cwd() + '/')('./native/probe/probe.node');
      const loop = new Loop({ backend: '${backend}' });
      const reports = [];
      loop.setExceptionHandler(({ exception }) => reports.push(exception.code));
      let made = 0;
      const handler = { connectionMade: () => { made++; }, dataReceived: (data, transport) => transport.write(data) };
      const server = await loop.createServer(handler, { host: '127.0.0.1', port: 0 });
      const { port } = server.sockets[0].getsockname();
      const turn = () => new Promise(setImmediate);
      const clients = [0, 1, 2].map(() => probe.socket(1));
      const connect = (fd) => probe.connectPort(fd, port);
      const answer = async (fd) => {
        const byte = Buffer.alloc(1);
        for (probe.write(fd, Buffer.from('x')); probe.read(fd, byte) !== 1; ) await turn();
        return String(byte);
      };
      connect(clients[0]);
      await answer(clients[0]);
      probe.limitDescriptors(64);
      const hogs = [];
      for (let fd = probe.dup(0); fd >= 0; fd = probe.dup(0)) hogs.push(fd);
      connect(clients[1]);
      connect(clients[2]);
      while (reports.length === 0) await turn();
      console.log(await answer(clients[0]), made);
      for (const fd of hogs) probe.close(fd);
      console.log(await answer(clients[1]) + await answer(clients[2]), made, reports.join());
      loop.close();
    `);
    expect(outcome).toEqual({ code: 0, hung: false, stderr: '', stdout: 'x 1\nxx 3 EMFILE\n' });
  });

  test('a server is closed in the callback of its own connection, in the midst of those that come (L3)', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene, { connectionMade: () => serving.server.close() });
    const peers = Array.from({ length: 10 }, () => serving.connect());
    await until(() => serving.recorders.length > 0);
    await rounds();
    serving.server.abortClients();
    await serving.server.waitClosed();
    for (const peer of peers) expect((await peer.receiveAll()).ending).toMatch(/^(end|ECONNRESET)$/);
    for (const recorder of serving.recorders) expectWhole(recorder);
  });

  test('no handler begins before another has ended, whatever it does', async () => {
    using scene = new Scene(backend);
    let running = 0;
    let most = 0;
    const also = {
      dataReceived(data: Buffer, transport: Transport) {
        most = Math.max(most, ++running);
        transport.write(data);
        transport.write(Buffer.alloc(200_000));
        // It has a libuv loop of its own and lets it run.
        spawnSync('true');
        transport.abort();
        running--;
      },
    };
    const serving = await Serving.begin(scene, also);
    const pairs = [await serving.pair(), await serving.pair(), await serving.pair()];
    scene.inOneBatch(() => {
      for (const { peer } of pairs) void peer.send('x');
    });
    await until(() => serving.recorders.every(({ lost }) => lost));
    expect([most, running]).toEqual([1, 0]);
    for (const recorder of serving.recorders) expectWhole(recorder);
  });

  test('what many connections send at once exceeds the memory of a batch, and arrives complete', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene, echo);
    const pairs: Awaited<ReturnType<Serving['pair']>>[] = [];
    for (let i = 0; i < 60; i++) pairs.push(await serving.pair());
    const data = pairs.map((_, i) => Buffer.alloc(100_000, i));
    const sending = pairs.map(({ peer }, i) => peer.send(data[i] as Buffer));
    const answers = await Promise.all(pairs.map(({ peer }) => peer.receive(100_000)));
    await Promise.all(sending);
    expect(answers.every((answer, i) => answer.equals(data[i] as Buffer))).toBe(true);
  });

  test('a firehose beside 1,000 quiet connections of a server starves none of them (V17, L19)', async () => {
    using scene = new Scene(backend);
    const server = await listen(scene, echo, { backlog: 1_024 });
    const port = portOf(server);
    const firehose = Peer.connect(scene, port);
    const quiet: Peer[] = [];
    for (let i = 0; i < 1_000; i++) {
      quiet.push(Peer.connect(scene, port));
      if (i % 100 === 0) await rounds(2);
    }
    await until(() => server.connections.size === 1_001);
    let flowing = true;
    const water = Buffer.alloc(1_000_000);
    const flow = (async () => {
      while (flowing) {
        probe.write(firehose.fd, water);
        firehose.readNow();
        await new Promise(setImmediate);
      }
    })();
    let timers = 0;
    const timer = setInterval(() => timers++, 5);
    for (const [i, peer] of quiet.entries()) {
      if (i % 20 === 0) await rounds(1);
      await peer.send(`${i}`);
    }
    const answers = await Promise.all(quiet.map((peer, i) => peer.receive(`${i}`.length)));
    flowing = false;
    clearInterval(timer);
    await flow;
    expect(answers.map(String)).toEqual(quiet.map((_, i) => `${i}`));
    expect(timers).toBeGreaterThan(0);
  });

  test('a write of more than 2 GiB arrives complete (L11)', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    // Nobody ever writes to most of it, so it takes no memory.
    const data = Buffer.alloc(HUGE);
    data.write('end', HUGE - 3);
    transport.write(data);
    transport.close();
    let received = 0;
    let last = '';
    const sink = Buffer.alloc(4_000_000);
    for (const end = performance.now() + 120_000; performance.now() < end; ) {
      const count = probe.native.read(peer.fd, sink);
      if (count === 0) break;
      if (count > 0) {
        received += count;
        last = (last + sink.toString('latin1', Math.max(0, count - 3), count)).slice(-3);
      } else await new Promise(setImmediate);
    }
    expect([received, last]).toEqual([HUGE, 'end']);
    peer.finish();
    await until(() => recorder.lost);
    expect(recorder.error).toBeNull();
  });

  test('a storm of signals interrupts no connection', async () => {
    const outcome = await runChild(`
      import { createRequire } from 'node:module';
      import { connect } from 'node:net';
      import { Loop } from 'readyloop';
      const probe = createRequire(process.cwd() + '/')('./native/probe/probe.node');
      const loop = new Loop({ backend: '${backend}' });
      const handler = { dataReceived: (data, transport) => transport.write(data) };
      const server = await loop.createServer(handler, { host: '127.0.0.1', port: 0 });
      const { port } = server.sockets[0].getsockname();
      const data = Buffer.alloc(200_000, 'abcdefg');
      const echo = () => new Promise((resolve, reject) => {
        const parts = [];
        const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
        client.on('data', (part) => parts.push(part)).on('error', reject);
        client.on('end', () => resolve(Buffer.concat(parts).equals(data)));
        client.end(data);
      });
      probe.interruptEvery(200);
      for (let i = 0; i < 20 || probe.interruptions() < 200; i++) {
        if (!(await echo())) throw new Error('other bytes came back');
      }
      probe.interruptEvery(0);
      console.log('whole');
      loop.close();
    `);
    expect(outcome).toEqual({ code: 0, hung: false, stderr: '', stdout: 'whole\n' });
  });
});
