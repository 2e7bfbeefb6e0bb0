import { lookup } from 'node:dns/promises';
import { describe, expect, test } from 'vitest';
import { Socket, SystemError } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { watched } from '../support/descriptors.js';
import * as probe from '../support/probe.js';
import { rejection, rounds, Scene, until } from '../support/scene.js';

/** What the promise was rejected with before the process's loop went on, so before any lookup can have come back. */
async function rejectedAtOnce(promise: Promise<unknown>): Promise<unknown> {
  let reason: unknown = 'it is pending still';
  promise.catch((error) => {
    reason = error;
  });
  await new Promise((resolve) => process.nextTick(resolve));
  return reason;
}

/** A listener whose queue is full: who connects waits for a place in it. */
async function fullListener(scene: Scene): Promise<[Socket, number]> {
  const [listener, port] = scene.listener(0);
  const first = scene.keep(new Socket('inet'));
  await scene.loop.sockConnect(first, { host: '127.0.0.1', port });
  return [listener, port];
}

describe.each(backends)('sockConnect, on %s:', (backend) => {
  test('makes a connection that carries bytes both ways', async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener();
    const client = scene.keep(new Socket('inet'));
    await scene.loop.sockConnect(client, { host: '127.0.0.1', port });
    const [server, peer] = await scene.loop.sockAccept(scene.keep(listener));
    scene.keep(server);
    expect(peer).toEqual(client.getsockname());
    await scene.loop.sockSendall(client, Buffer.from('there'));
    expect(String(await scene.loop.sockRecv(server, 10))).toBe('there');
    await scene.loop.sockSendall(server, Buffer.from('back'));
    expect(String(await scene.loop.sockRecv(client, 10))).toBe('back');
  });

  test('C24 begins anew what somebody else has dissolved', async () => {
    using scene = new Scene(backend);
    const [listener, port] = await fullListener(scene);
    const client = scene.keep(new Socket('inet'));
    const connected = scene.loop.sockConnect(client, { host: '127.0.0.1', port });
    await rounds();
    expect(probe.native.disconnect(client.fileno())).toBe(0);
    await rounds();
    for (let place = 0; place < 2; place++) scene.keep((await scene.loop.sockAccept(listener))[0]);
    await connected;
    expect(client.getpeername()).toEqual(listener.getsockname());
  });

  test('connects to where getsockname says that the other side is', async () => {
    using scene = new Scene(backend);
    const [listener] = scene.listener();
    const client = scene.keep(new Socket('inet'));
    await scene.loop.sockConnect(client, listener.getsockname());
    expect(client.getpeername()).toEqual(listener.getsockname());
  });

  test('C22 an aborted connect has connected nothing, and the socket connects elsewhere at once', async () => {
    using scene = new Scene(backend);
    const [, full] = await fullListener(scene);
    const [, port] = scene.listener();
    const client = scene.keep(new Socket('inet'));
    const controller = new AbortController();
    const waiting = scene.loop.sockConnect(client, { host: '127.0.0.1', port: full }, { signal: controller.signal });
    await rounds();
    controller.abort(new Error('enough'));
    expect(await rejection(waiting)).toMatchObject({ code: 'ABORT_ERR' });
    expect(() => client.getpeername()).toThrow(/ENOTCONN/);
    await scene.loop.sockConnect(client, { host: '127.0.0.1', port });
    expect(client.getpeername()).toMatchObject({ port });
  });

  test('C23 the registration of an aborted connect is gone before the descriptor is closed (A2)', async () => {
    using scene = new Scene(backend);
    const [, full] = await fullListener(scene);
    const client = new Socket('inet');
    const fd = client.fileno();
    const controller = new AbortController();
    const waiting = scene.loop.sockConnect(client, { host: '127.0.0.1', port: full }, { signal: controller.signal });
    await until(() => watched().includes(fd));
    expect(watched()).toContain(fd);
    controller.abort();
    expect(watched()).not.toContain(fd);
    client.close();
    await rejection(waiting);
    scene.pipeAt(fd);
    scene.loop.addReader(fd, scene.logs('a stranger was heard'));
    await rounds();
    expect(scene.log).toEqual([]);
  });

  test('C24 a connect that is refused says so (SO_ERROR), and the socket can be tried again', async () => {
    using scene = new Scene(backend);
    // It has its port, so that nobody else listens there, and does not listen.
    const deaf = scene.keep(new Socket('inet'));
    deaf.bind({ host: '127.0.0.1', port: 0 });
    const { port } = deaf.getsockname() as { port: number };
    const client = scene.keep(new Socket('inet'));
    const refused = await rejection(scene.loop.sockConnect(client, { host: '127.0.0.1', port }));
    expect(refused).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect' });
    const [, other] = scene.listener();
    await scene.loop.sockConnect(client, { host: '127.0.0.1', port: other });
    const absent = scene.keep(new Socket('unix'));
    const nowhere = rejection(scene.loop.sockConnect(absent, { path: '/nonexistent/readyloop.sock' }));
    expect(await nowhere).toMatchObject({ code: 'ENOENT', syscall: 'connect' });
  });

  test.each([
    ['inet', '127.0.0.1', 4],
    ['inet6', '::1', 6],
  ] as const)("C24 a name is resolved with the socket's own family: %s", async (family, host, version) => {
    using scene = new Scene(backend);
    const listener = scene.keep(new Socket(family));
    listener.bind({ host, port: 0 });
    listener.listen();
    const { port } = listener.getsockname() as { port: number };
    const client = scene.keep(new Socket(family));
    const known = await lookup('localhost', { family: version }).catch(() => undefined);
    const connecting = scene.loop.sockConnect(client, { host: 'localhost', port });
    if (known === undefined) {
      expect(await rejection(connecting)).toMatchObject({ code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    } else {
      await connecting;
      expect(client.getpeername()).toMatchObject({ address: known.address, port });
    }
  });

  test('C25 a second connect is refused while the first is pending', async () => {
    using scene = new Scene(backend);
    const [, full] = await fullListener(scene);
    const client = scene.keep(new Socket('inet'));
    const first = rejection(scene.loop.sockConnect(client, { host: '127.0.0.1', port: full }));
    await rounds();
    const second = scene.loop.sockConnect(client, { host: '127.0.0.1', port: full });
    expect(await rejection(second)).toMatchObject({ code: 'ERR_BUSY' });
    client.close();
    expect(await first).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
  });

  test('waits for a place in the queue of a unix listener, and can be aborted meanwhile', async () => {
    using scene = new Scene(backend);
    const path = `\0readyloop-connect-${process.pid}-${Math.random()}`;
    const listener = scene.keep(new Socket('unix'));
    listener.bind({ path });
    listener.listen(0);
    const clients = Array.from({ length: 3 }, () => scene.keep(new Socket('unix')));
    const controller = new AbortController();
    const [first, second, third] = clients.map((client, i) =>
      scene.loop.sockConnect(client, { path }, i === 2 ? { signal: controller.signal } : {}),
    );
    await first;
    controller.abort();
    expect(await rejection(third as Promise<void>)).toMatchObject({ code: 'ABORT_ERR' });
    scene.keep((await scene.loop.sockAccept(listener))[0]);
    await second;
    scene.keep((await scene.loop.sockAccept(listener))[0]);
  });

  test('a send beside it is refused, and the other way round (C25)', async () => {
    using scene = new Scene(backend);
    const [, full] = await fullListener(scene);
    const client = scene.keep(new Socket('inet'));
    const connecting = rejection(scene.loop.sockConnect(client, { host: '127.0.0.1', port: full }));
    await rounds();
    const sending = scene.loop.sockSendall(client, Buffer.from('x'));
    expect(await rejection(sending)).toMatchObject({ code: 'ERR_BUSY' });
    client.close();
    expect(await connecting).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
  });

  test('a callback beside it is refused; it can be added once the connect is over', async () => {
    using scene = new Scene(backend);
    const [, full] = await fullListener(scene);
    const client = scene.keep(new Socket('inet'));
    const connecting = rejection(scene.loop.sockConnect(client, { host: '127.0.0.1', port: full }));
    await rounds();
    expect(() => scene.loop.addWriter(client, () => {})).toThrow(/pending operation/);
    scene.loop.close();
    expect(await connecting).toMatchObject({ code: 'ERR_LOOP_CLOSED' });
  });

  test('a connection to oneself is a connection', async () => {
    using scene = new Scene(backend);
    const socket = scene.keep(new Socket('inet'));
    socket.bind({ host: '127.0.0.1', port: 0 });
    await scene.loop.sockConnect(socket, socket.getsockname());
    await scene.loop.sockSendall(socket, Buffer.from('echo'));
    expect(String(await scene.loop.sockRecv(socket, 10))).toBe('echo');
  });

  test('what is wrong with an address is said before anything is asked of the kernel', async () => {
    using scene = new Scene(backend);
    const client = scene.keep(new Socket('inet'));
    for (const address of [undefined, {}, { host: '::1', port: 1 }, { port: 1 }, { host: '127.0.0.1' }]) {
      const connecting = scene.loop.sockConnect(client, address as never);
      expect(await rejection(connecting)).toMatchObject({ code: 'ERR_BAD_ADDRESS' });
    }
    const closed = new Socket('inet');
    closed.close();
    expect(await rejection(scene.loop.sockConnect(closed, { host: 'localhost', port: 1 }))).toMatchObject({
      code: 'ERR_SOCKET_CLOSED',
    });
  });

  test('C24 a name that nobody has is an error of getaddrinfo, with the name and what to do', async () => {
    using scene = new Scene(backend);
    const client = scene.keep(new Socket('inet6'));
    const error = await rejection(scene.loop.sockConnect(client, { host: 'nobody.invalid', port: 1 }));
    expect(error).toBeInstanceOf(SystemError);
    expect(error).toMatchObject({
      code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/), // as the machine has a name server or none
      errno: expect.any(Number),
      syscall: 'getaddrinfo',
      message: expect.stringMatching(/^getaddrinfo E.*no IPv6 address.*"nobody\.invalid"; check the name/),
    });
  });

  describe('while a name is looked up', () => {
    const NAMED = { host: 'localhost', port: 1 };

    test('C22 the connect can be aborted, and the socket connects elsewhere at once', async () => {
      using scene = new Scene(backend);
      const [, port] = scene.listener();
      const client = scene.keep(new Socket('inet'));
      const controller = new AbortController();
      const outcome = rejectedAtOnce(scene.loop.sockConnect(client, NAMED, { signal: controller.signal }));
      controller.abort();
      await scene.loop.sockConnect(client, { host: '127.0.0.1', port });
      expect(await outcome).toMatchObject({ code: 'ABORT_ERR' });
    });

    test.each<[string, string, (scene: Scene, client: Socket) => void]>([
      ['C26 a socket that is closed', 'ERR_SOCKET_CLOSED', (_, client) => client.close()],
      ['C26 a socket that is detached', 'ERR_SOCKET_CLOSED', (scene, client) => void scene.own(client.detach())],
      ['L10 a loop that is closed', 'ERR_LOOP_CLOSED', (scene) => scene.loop.close()],
    ])('%s rejects the connect at once', async (_, code, end) => {
      using scene = new Scene(backend);
      const client = scene.keep(new Socket('inet'));
      const connecting = scene.loop.sockConnect(client, NAMED);
      end(scene, client);
      expect(await rejectedAtOnce(connecting)).toMatchObject({ code });
    });

    test('C25 a second connect and a send are refused', async () => {
      using scene = new Scene(backend);
      const client = scene.keep(new Socket('inet'));
      const connecting = rejection(scene.loop.sockConnect(client, NAMED));
      const others: Promise<void>[] = [
        scene.loop.sockConnect(client, NAMED),
        scene.loop.sockConnect(client, { host: '127.0.0.1', port: 1 }),
        scene.loop.sockSendall(client, Buffer.from('x')),
      ];
      for (const reason of await Promise.all(others.map(rejectedAtOnce))) {
        expect(reason).toMatchObject({ code: 'ERR_BUSY' });
      }
      client.close();
      await connecting;
    });

    test('C10 a writer is refused, and a reader is not', async () => {
      using scene = new Scene(backend);
      const client = scene.keep(new Socket('inet'));
      const connecting = rejection(scene.loop.sockConnect(client, NAMED));
      expect(() => scene.loop.addWriter(client, () => {})).toThrow(expect.objectContaining({ code: 'ERR_BUSY' }));
      expect(await rejection(scene.loop.writable(client))).toMatchObject({ code: 'ERR_BUSY' });
      scene.loop.addReader(client, () => {}).cancel();
      client.close();
      await connecting;
      const other = scene.keep(new Socket('inet'));
      scene.loop.addWriter(other, () => {}).cancel();
    });
  });
});
