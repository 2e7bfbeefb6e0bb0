import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { rejection, Scene, thrown, until } from '../support/scene.js';

/** What other suites test, and nothing else of ours did: docs/other-suites.md. */

const V4 = { address: '127.0.0.1', family: 4 };
const V6 = { address: '::1', family: 6 };

describe.each(backends)('cases of other suites, on %s:', (backend) => {
  test('an address to connect from decides the family of those that are tried', async () => {
    using scene = new Scene(backend);
    const [, port] = scene.listener();
    const options = { host: 'both.example', port, lookup: answering(V6, V4), localAddress: '127.0.0.1' };
    const transport = await scene.loop.createConnection({}, options);
    expect(transport.getExtraInfo('peername')).toMatchObject({ address: '127.0.0.1', port });
  });

  test('where no address is of the family that is connected from, the connection fails and says so', async () => {
    using scene = new Scene(backend);
    const [, port] = scene.listener();
    const options = { host: 'one.example', port, lookup: answering(V6), localAddress: '127.0.0.1' };
    const error = await rejection(scene.loop.createConnection({}, options));
    expect(error).toMatchObject({ code: 'ENOTFOUND', message: expect.stringContaining('one.example') });
  });

  test('a port to connect from that is in use is an error of bind', async () => {
    using scene = new Scene(backend);
    const [, port] = scene.listener();
    const options = { host: '127.0.0.1', port, localAddress: '127.0.0.1', localPort: port };
    const error = await rejection(scene.loop.createConnection({}, options));
    expect(error).toMatchObject({ code: 'EADDRINUSE', syscall: 'bind' });
  });

  test('a server at addresses of both families has one port, and hears who comes to either', async () => {
    using scene = new Scene(backend);
    const port = await freePort();
    const made: unknown[] = [];
    const handler = {
      connectionMade: (transport: { getExtraInfo(name: string): unknown }) => {
        made.push(transport.getExtraInfo('sockname'));
      },
    };
    await scene.loop.createServer(handler, { host: ['127.0.0.1', '::1'], port });
    for (const host of ['127.0.0.1', '::1']) await scene.loop.createConnection({}, { host, port });
    await until(() => made.length === 2);
    expect(made).toEqual([
      expect.objectContaining({ address: '127.0.0.1', port }),
      expect.objectContaining({ address: '::1', port }),
    ]);
  });

  test('a loop that is closed refuses calls, timers, callbacks and operations', async () => {
    using scene = new Scene(backend);
    const { loop } = scene;
    const [socket] = scene.sockets();
    loop.close();
    const closed = { code: 'ERR_LOOP_CLOSED' };
    for (const call of [
      () => loop.callSoon(() => {}),
      () => loop.callLater(1, () => {}),
      () => loop.addReader(socket, () => {}),
    ]) {
      expect(thrown(call)).toMatchObject(closed);
    }
    const server = { host: '127.0.0.1', port: 0 };
    for (const promise of [
      loop.sockRecv(socket, 1),
      loop.createServer({}, server),
      loop.createConnection({}, { ...server, port: 1 }),
    ]) {
      expect(await rejection(promise)).toMatchObject(closed);
    }
  });
});

type Answer = { readonly address: string; readonly family: number };

/** Looks names up, and finds these. */
function answering(...found: Answer[]) {
  return (_: string, _options: object, callback: (error: null, addresses: Answer[]) => void) => callback(null, found);
}

/** A port that nobody has, of either family. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '::', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
