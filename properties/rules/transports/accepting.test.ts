import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, test } from 'vitest';
import { constants, type ExceptionContext, type Transport } from '../../../src/index.js';
import { backends, carried } from '../../support/backends.js';
import { Peer } from '../../support/peer.js';
import { placeOf } from '../../support/place.js';
import * as probe from '../../support/probe.js';
import { Recorder } from '../../support/recorder.js';
import { rounds, Scene, until } from '../../support/scene.js';
import { listen, Serving } from '../../support/serving.js';

const MANY = 300;

describe.each(carried)('connections that come over %s, on %s:', (over, backend) => {
  test('C28 a backlog that exceeds the budget of a turn is served to its end, each connection once', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene, {}, { backlog: MANY });
    const peers = Array.from({ length: MANY }, () => serving.connect());
    await until(() => serving.recorders.length === MANY);
    await rounds();
    expect(serving.recorders).toHaveLength(MANY);
    for (const [index, peer] of peers.entries()) await peer.send(`${index}`);
    await until(() => serving.recorders.every(({ received }) => received.length > 0));
    const heard = serving.recorders.map(({ received }) => Number(received));
    expect(new Set(heard)).toEqual(new Set(peers.keys()));
  });

  test('C28 a factory that throws leaks no descriptor, and the server goes on (V20)', async () => {
    using scene = new Scene(backend, { over });
    const heard: ExceptionContext[] = [];
    scene.loop.setExceptionHandler((context) => heard.push(context));
    const fault = new Error('no protocol today');
    const recorders: Recorder[] = [];
    let asked = 0;
    const server = await listen(scene, () => {
      if (asked++ % 2 === 0) throw fault;
      const recorder = new Recorder();
      recorders.push(recorder);
      return recorder;
    });
    const first = Peer.connect(scene, placeOf(server));
    expect((await first.receiveAll()).ending).toMatch(/^(end|ECONNRESET)$/);
    const open = openDescriptors();
    for (let i = 0; i < 20; i++) {
      const peer = Peer.connect(scene, placeOf(server));
      await until(() => asked === i + 2);
      if (asked % 2 === 1) expect((await peer.receiveAll()).ending).toMatch(/^(end|ECONNRESET)$/);
    }
    expect(heard).toHaveLength(11);
    expect(heard[0]).toMatchObject({ exception: fault });
    expect(recorders.map(({ told }) => told)).toEqual(Array(10).fill(['made']));
    // Twenty of the peers, and the ten that were served.
    await until(() => openDescriptors() - open === 30);
    expect(openDescriptors() - open).toBe(30);
    expect(server.connections.size).toBe(10);
  });

  test('C28 what a factory gives that is no protocol costs its connection only', async () => {
    using scene = new Scene(backend, { over });
    const heard: ExceptionContext[] = [];
    scene.loop.setExceptionHandler((context) => heard.push(context));
    const server = await listen(scene, () => 7 as never);
    const peer = Peer.connect(scene, placeOf(server));
    expect((await peer.receiveAll()).ending).toMatch(/^(end|ECONNRESET)$/);
    await until(() => heard.length > 0);
    expect(heard).toMatchObject([{ exception: { code: 'ERR_INVALID_ARG_TYPE' } }]);
    expect(server.connections.size).toBe(0);
  });

  test('one handler serves all connections, each with its own data', async () => {
    using scene = new Scene(backend, { over });
    const handler = {
      greeting: 'hello ',
      connectionMade(transport: Transport) {
        transport.data = { count: 0 };
      },
      dataReceived(data: Buffer, transport: Transport) {
        const state = transport.data as { count: number };
        transport.write(`${this.greeting}${++state.count}${data}`);
      },
    };
    const server = await listen(scene, handler);
    for (const name of ['a', 'b']) {
      const peer = Peer.connect(scene, placeOf(server));
      await peer.send(name);
      expect(String(await peer.receive(8))).toBe(`hello 1${name}`);
      await peer.send(name);
      expect(String(await peer.receive(8))).toBe(`hello 2${name}`);
    }
  });

  test('each handler runs in the asynchronous context that its server was made in (V21)', async () => {
    using scene = new Scene(backend, { over });
    const storage = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const note = () => void seen.push(storage.getStore());
    const also = { connectionMade: note, dataReceived: note, eofReceived: note, connectionLost: note };
    const first = await storage.run('first', () => Serving.begin(scene, also));
    const second = await Serving.begin(scene, also);
    for (const serving of [first, second]) {
      await storage.run('the client', async () => {
        const { peer, recorder } = await serving.pair();
        await peer.send('x');
        await until(() => recorder.told.includes('data'));
        peer.finish();
        await until(() => recorder.lost);
      });
    }
    expect(seen).toEqual([...Array(4).fill('first'), ...Array(4).fill(undefined)]);
  });

  test('what is not known of a connection is undefined', async () => {
    using scene = new Scene(backend, { over });
    const { transport } = await (await Serving.begin(scene)).pair();
    expect(transport.getExtraInfo('nothing')).toBeUndefined();
  });

  test.each([undefined, 'server'])(
    'what a handler enters by enterWith holds for no other handler; that of the server: %s (V21)',
    async (store) => {
      using scene = new Scene(backend, { over });
      const storage = new AsyncLocalStorage<string>();
      const seen: (string | undefined)[] = [];
      const later: (string | undefined)[] = [];
      const leaves = () => {
        seen.push(storage.getStore());
        storage.enterWith('mine');
        // It holds for what follows from the handler, which is the handler's own.
        queueMicrotask(() => later.push(storage.getStore()));
      };
      const begin = () => Serving.begin(scene, { connectionMade: leaves, dataReceived: leaves, eofReceived: leaves });
      const serving = await (store === undefined ? begin() : storage.run(store, begin));
      const pairs = [await serving.pair(), await serving.pair()];
      scene.inOneBatch(() => {
        for (const { peer } of pairs) void peer.send('x');
      });
      await until(() => pairs.every(({ recorder }) => recorder.told.includes('data')));
      for (const { peer } of pairs) peer.finish();
      await until(() => pairs.every(({ recorder }) => recorder.lost));
      expect([seen, later]).toEqual([Array(6).fill(store), Array(6).fill('mine')]);
    },
  );
});

describe.each(backends)('connections of TCP that come, on %s:', (backend) => {
  test('TCP_NODELAY is on unless it is asked otherwise, and peer and own address are told', async () => {
    using scene = new Scene(backend);
    for (const noDelay of [undefined, true, false]) {
      const serving = await Serving.begin(scene, {}, noDelay === undefined ? {} : { noDelay });
      const { peer, transport } = await serving.pair();
      const peername = { address: '127.0.0.1', port: probe.portOf(peer.fd), family: 'IPv4' };
      expect(transport.getExtraInfo('peername')).toEqual(peername);
      expect(transport.getExtraInfo('sockname')).toMatchObject({ address: '127.0.0.1', port: serving.port });
      const { IPPROTO_TCP, TCP_NODELAY } = constants;
      const on = transport.getExtraInfo('socket').getsockopt(IPPROTO_TCP, TCP_NODELAY);
      expect(on !== 0).toBe(noDelay !== false);
    }
  });
});

/** How many descriptors this process has. */
function openDescriptors(): number {
  return Array.from({ length: 2_000 }, (_, fd) => fd).filter(probe.isOpen).length;
}
