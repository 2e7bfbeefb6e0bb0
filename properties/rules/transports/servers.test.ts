import { describe, expect, test } from 'vitest';
import { Loop, Socket, type Transport } from '../../../src/index.js';
import { backends, carried } from '../../support/backends.js';
import { bytes } from '../../support/bytes.js';
import { Peer } from '../../support/peer.js';
import { portOf } from '../../support/port.js';
import * as probe from '../../support/probe.js';
import { expectWhole } from '../../support/recorder.js';
import { rejection, rounds, Scene, until } from '../../support/scene.js';
import { listen, Serving } from '../../support/serving.js';

/** The kernel's buffers hold less: its rest waits in the loop. */
const MORE = 20_000_000;

/** An address of IPv4. */
interface Inet {
  readonly address: string;
  readonly port: number;
  readonly family: 'IPv4';
}

/** Whether the promise has settled by now. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  const note = () => {
    done = true;
  };
  promise.then(note, note);
  await rounds();
  return done;
}

/** Why nobody can connect: unix sockets are told at once, those of TCP by and by. */
async function refusal(serving: Serving): Promise<string> {
  try {
    return (await serving.connect().receiveAll()).ending;
  } catch (error) {
    return (error as probe.ProbeError).code;
  }
}

describe.each(carried)('a server over %s, on %s:', (over, backend) => {
  test('C35 close() stops listening and keeps its clients; waitClosed settles when the last of them is lost (V1)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const [a, b] = [await serving.pair(), await serving.pair()];
    serving.server.close();
    expect([serving.server.isServing, serving.server.sockets]).toEqual([false, []]);
    expect(await refusal(serving)).toBe('ECONNREFUSED');
    const closed = serving.server.waitClosed();
    await a.peer.send('still here');
    await until(() => a.recorder.received.length === 10);
    expect(String(a.recorder.received)).toBe('still here');
    a.peer.finish();
    await until(() => a.recorder.lost);
    expect(await settled(closed)).toBe(false);
    b.peer.reset();
    await until(() => b.recorder.lost);
    expect(await settled(closed)).toBe(true);
    await serving.server.waitClosed();
  });

  test('C35 waitClosed of a server without clients settles once it is closed, and not before (V1)', async () => {
    using scene = new Scene(backend, { over });
    const { server } = await Serving.begin(scene);
    const closed = server.waitClosed();
    expect(await settled(closed)).toBe(false);
    server.close();
    server.close();
    await closed;
  });

  test('C35 closeClients() flushes, then loses them', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const pairs = [await serving.pair(), await serving.pair()];
    for (const { transport } of pairs) transport.write(bytes(MORE));
    serving.server.closeClients();
    expect(serving.server.isServing).toBe(false);
    const closed = serving.server.waitClosed();
    for (const { peer, recorder } of pairs) {
      expect(recorder.lost).toBe(false);
      const { bytes: received, ending } = await peer.receiveAll();
      expect([received.equals(bytes(MORE)), ending]).toEqual([true, 'end']);
      peer.finish();
    }
    await closed;
    for (const { recorder } of pairs) {
      expect(recorder.error).toBeNull();
      expectWhole(recorder);
    }
  });

  test('C35 abortClients() drops them', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const pairs = [await serving.pair(), await serving.pair()];
    for (const { transport } of pairs) transport.write(bytes(MORE));
    await rounds();
    serving.server.abortClients();
    expect(pairs.map(({ recorder }) => recorder.lost)).toEqual([false, false]);
    await serving.server.waitClosed();
    for (const { peer, recorder } of pairs) {
      expect((await peer.receiveAll()).bytes.length).toBeLessThan(MORE);
      expect(recorder.error).toBeNull();
      expectWhole(recorder);
    }
  });

  test('C35 its connections are held strongly, can be gone through and counted', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const pairs = [await serving.pair(), await serving.pair()];
    const { connections } = serving.server;
    expect([...connections]).toEqual(pairs.map(({ transport }) => transport));
    expect(connections.size).toBe(2);
    pairs[0]?.transport.abort();
    await until(() => pairs[0]?.recorder.lost === true);
    expect([...connections]).toEqual([pairs[1]?.transport]);
    expect(connections.size).toBe(1);
  });

  test('C35 a connection that was accepted and not handed over when the server ends is closed (V2)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const peers: Peer[] = [];
    // They are accepted in the batch in which the first of them closes the server.
    const first = await Serving.begin(scene, {
      connectionMade() {
        serving.server.abortClients();
      },
    });
    scene.inOneBatch(() => {
      first.connect();
      for (let i = 0; i < 20; i++) peers.push(serving.connect());
    });
    await serving.server.waitClosed();
    // One that was leaked would never end.
    for (const peer of peers) expect((await peer.receiveAll()).ending).toMatch(/^(end|ECONNRESET)$/);
    for (const recorder of serving.recorders) expectWhole(recorder);
    first.server.abortClients();
    await first.server.waitClosed();
  });

  test('C35 a factory that closes its server makes no connection (V2)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene, () => {
      serving.server.close();
      return {};
    });
    const { ending } = await serving.connect().receiveAll();
    expect(ending).toMatch(/^(end|ECONNRESET)$/);
    await serving.server.waitClosed();
    expect(serving.recorders.map(({ told }) => told)).toEqual([[]]);
  });

  test('C35 closing the server in any callback ends it in good order (V5)', async () => {
    using scene = new Scene(backend, { over });
    const handlers = ['connectionMade', 'dataReceived', 'eofReceived', 'connectionLost', 'pauseWriting'] as const;
    for (const handler of handlers) {
      const serving = await Serving.begin(scene, {
        [handler]: (...args: unknown[]) => {
          if (handler !== 'connectionLost') (args.at(-1) as Transport).close();
          serving.server.close();
        },
      });
      const { peer, recorder, transport } = await serving.pair();
      if (handler === 'pauseWriting') transport.write(bytes(MORE));
      else await peer.send('x');
      peer.finish();
      await peer.receiveAll();
      await serving.server.waitClosed();
      expectWhole(recorder);
      expect(serving.server.connections.size).toBe(0);
    }
  });

  test('C35 a server that is told to pause accepts nobody, and goes on where it was', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    await serving.pair();
    serving.server.pauseAccepting();
    serving.server.pauseAccepting();
    expect(serving.server.isServing).toBe(false);
    serving.connect();
    await rounds(20);
    expect(serving.recorders).toHaveLength(1);
    serving.server.resumeAccepting();
    await until(() => serving.recorders.length === 2);
    expect(serving.recorders[1]?.told).toEqual(['made']);
  });

  test('C35 at maxConnections it accepts nobody, until one of them is lost', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene, {}, { maxConnections: 2 });
    const [a] = [await serving.pair(), await serving.pair()];
    const waiting = [serving.connect(), serving.connect()];
    await waiting[0]?.send('x');
    await rounds(20);
    expect(serving.recorders).toHaveLength(2);
    a.transport.abort();
    await until(() => serving.recorders.length === 3);
    await rounds(20);
    expect([serving.recorders.length, serving.server.connections.size]).toEqual([3, 2]);
    for (const transport of serving.server.connections) transport.abort();
    await until(() => serving.recorders.length === 4);
    expect(serving.recorders).toHaveLength(4);
  });

  test('C35 a signal closes the server; one that is aborted already lets none begin', async () => {
    using scene = new Scene(backend, { over });
    expect(await rejection(listen(scene, {}, { signal: AbortSignal.abort() }))).toMatchObject({ code: 'ABORT_ERR' });
    const controller = new AbortController();
    const server = await listen(scene, {}, { signal: controller.signal });
    const serving = server.serveForever();
    controller.abort();
    await serving;
    expect(server.isServing).toBe(false);
    expect(await rejection(server.serveForever())).toMatchObject({ code: 'ERR_SERVER_CLOSED' });
  });

  test('C35 for await gives each transport, and ends with the server', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const seen: Transport[] = [];
    const through = (async () => {
      for await (const transport of serving.server) seen.push(transport);
    })();
    const pairs = [await serving.pair(), await serving.pair()];
    await until(() => seen.length === 2);
    expect(seen).toEqual(pairs.map(({ transport }) => transport));
    serving.server.abortClients();
    await through;
  });

  test('C35 serveForever serves until it is aborted, or the server is closed; await using ends everything', async () => {
    using scene = new Scene(backend, { over });
    const controller = new AbortController();
    const serving = await Serving.begin(scene);
    const forever = serving.server.serveForever({ signal: controller.signal });
    const { recorder } = await serving.pair();
    expect(await settled(forever)).toBe(false);
    controller.abort();
    expect(await rejection(forever)).toMatchObject({ code: 'ABORT_ERR' });
    expect(serving.server.isServing).toBe(false);
    expect(recorder.told).toEqual(['made']);
    serving.server.abortClients();
    await until(() => recorder.lost);
    const other = await Serving.begin(scene);
    {
      await using server = other.server;
      await other.pair();
      expect(server.isServing).toBe(true);
    }
    expect(other.server.connections.size).toBe(0);
    expect(other.recorders[0]?.lost).toBe(true);
  });

  test('C35 a loop that is closed ends its servers: waitClosed settles', async () => {
    const loop = new Loop({ backend });
    const server = await loop.createServer({}, { host: '127.0.0.1', port: 0 });
    const closed = server.waitClosed();
    loop.close();
    await closed;
    expect([server.isServing, server.sockets]).toEqual([false, []]);
    expect(await rejection(loop.createServer({}, { host: '127.0.0.1', port: 0 }))).toMatchObject({
      code: 'ERR_LOOP_CLOSED',
    });
  });
});

describe.each(backends)('a server of TCP, on %s:', (backend) => {
  test('C35 port 0 is told by its sockets, which are real ones', async () => {
    using scene = new Scene(backend);
    const server = await listen(scene, {});
    expect(server.sockets).toHaveLength(1);
    const [socket] = server.sockets;
    expect(socket?.getsockname()).toEqual({ address: '127.0.0.1', port: expect.any(Number), family: 'IPv4' });
    expect([socket?.family, socket?.type]).toEqual(['inet', 'stream']);
    expect(probe.portOf(socket?.fileno() as number)).toBe(portOf(server));
    server.close();
    await server.waitClosed();
    expect(server.sockets).toEqual([]);
  });

  test('C35 several hosts are several sockets; if one of them is refused, none is left open', async () => {
    using scene = new Scene(backend);
    const server = await scene.loop.createServer({}, { host: ['127.0.0.1', '127.0.0.2'], port: 0 });
    const names = server.sockets.map((socket) => socket.getsockname() as { address: string; port: number });
    expect(names.map(({ address }) => address)).toEqual(['127.0.0.1', '127.0.0.2']);
    const taken = { host: ['127.0.0.3', '127.0.0.1'], port: portOf(server), reuseAddress: false };
    expect(await rejection(scene.loop.createServer({}, taken))).toMatchObject({
      code: 'EADDRINUSE',
      syscall: 'bind',
      address: '127.0.0.1',
      port: portOf(server),
    });
    const again = await scene.loop.createServer({}, { host: '127.0.0.3', port: portOf(server), reuseAddress: false });
    again.close();
    for (const options of [{ port: 0 }, { host: '', port: 0 }, { host: [], port: 0 }]) {
      expect((await rejection(scene.loop.createServer({}, options as never))).code).toMatch(/^ERR_/);
    }
  });

  test('C35 maxConnections holds over all addresses, paused or not', async () => {
    using scene = new Scene(backend);
    const options = { host: ['127.0.0.1', '127.0.0.2'], port: 0, maxConnections: 1 };
    const server = await scene.loop.createServer({}, options);
    const [first, second] = server.sockets.map((socket) => socket.getsockname() as { port: number });
    const peer = Peer.connect(scene, first?.port as number);
    await until(() => server.connections.size === 1);
    using client = new Socket('inet');
    await scene.loop.sockConnect(client, { host: '127.0.0.2', port: second?.port as number });
    await rounds(20);
    expect(server.connections.size).toBe(1);
    server.pauseAccepting();
    peer.finish();
    await until(() => server.connections.size === 0);
    await rounds(20);
    expect([server.connections.size, server.isServing]).toEqual([0, false]);
    server.resumeAccepting();
    await until(() => server.connections.size === 1);
    server.abortClients();
  });

  test('C35 maxConnections is exact for what comes at several addresses at the same moment, and each gets its turn', async () => {
    using scene = new Scene(backend);
    const host = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
    const made: string[] = [];
    const connectionMade = (transport: Transport) => {
      made.push((transport.getExtraInfo('sockname') as Inet).address);
    };
    const server = await scene.loop.createServer({ connectionMade }, { host, port: 0, maxConnections: 5 });
    const addresses = server.sockets.map((socket) => socket.getsockname() as Inet);
    server.pauseAccepting();
    for (const address of addresses.flatMap((one) => Array<Inet>(5).fill(one))) {
      await scene.loop.sockConnect(scene.keep(new Socket('inet')), address);
    }
    server.resumeAccepting();
    for (let left = 0; left < 6; left++) {
      await until(() => made.length === 5 + left);
      await rounds(5);
      expect([made.length, server.connections.size]).toEqual([5 + left, 5]);
      const [first] = server.connections;
      first?.abort();
    }
    // No address waits for another one's second turn (L19); of the first there is nobody left.
    const [a, b, c] = host;
    expect(made.slice(0, 10)).toEqual([a, a, a, a, a, b, c, b, c, b]);
    server.abortClients();
  });

  test('C35 an address that is in use is an error with all that Node says of it', async () => {
    using scene = new Scene(backend);
    const { port } = await Serving.begin(scene);
    const error = await rejection(scene.loop.createServer({}, { host: '127.0.0.1', port }));
    expect(error).toMatchObject({
      code: 'EADDRINUSE',
      errno: expect.any(Number),
      syscall: expect.stringMatching(/bind|listen/),
      address: '127.0.0.1',
      port,
    });
  });

  test('C35 two servers share a port with reusePort', async () => {
    using scene = new Scene(backend);
    const first = await Serving.begin(scene, {}, { reusePort: true });
    const options = { host: '127.0.0.1', port: first.port, reusePort: true };
    const second = await scene.loop.createServer({}, options);
    expect(portOf(second)).toBe(first.port);
    second.close();
  });

  test('C35 an address at which nothing more is accepted is told and given up; with the last the server ends (L9, L15)', async () => {
    using scene = new Scene(backend);
    const heard: unknown[] = [];
    scene.loop.setExceptionHandler(({ exception }) => heard.push(exception));
    const host = ['127.0.0.1', '127.0.0.2'];
    const server = await scene.loop.createServer({}, { host, port: 0, maxConnections: 1 });
    const closed = server.waitClosed();
    const [first, second] = server.sockets;
    first?.shutdown();
    // In the same turn the other one takes the last connection that there may be.
    await scene.loop.sockConnect(scene.keep(new Socket('inet')), second?.getsockname() as Inet);
    await until(() => heard.length === 1 && server.connections.size === 1);
    expect([server.isServing, server.sockets]).toEqual([true, [second]]);
    for (const transport of server.connections) transport.abort();
    await until(() => server.connections.size === 0);
    second?.shutdown();
    await closed;
    expect([server.isServing, server.sockets]).toEqual([false, []]);
    expect(heard).toMatchObject([{ code: 'EINVAL' }, { code: 'EINVAL' }]);
  });
});
