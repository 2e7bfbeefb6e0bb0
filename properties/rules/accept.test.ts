import { describe, expect, test } from 'vitest';
import { Loop, Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';
import * as probe from '../support/probe.js';
import { rejection, rounds, Scene, sleep } from '../support/scene.js';

describe.each(backends)('sockAccept, on %s:', (backend) => {
  test("C20 gives a socket that does not block, and the peer's address", async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener();
    const accepting = scene.loop.sockAccept(listener);
    await rounds();
    const client = scene.connect(port);
    const [connection, peer] = await accepting;
    scene.keep(connection);
    expect(peer).toEqual({ address: '127.0.0.1', port: probe.portOf(client), family: 'IPv4' });
    expect(connection.getpeername()).toEqual(peer);
    expect([connection.family, connection.type]).toEqual(['inet', 'stream']);
    expect(probe.read(connection.fileno(), 1)).toBe('EAGAIN');
  });

  test('C21 an accept that was aborted leaves nothing behind: the next one gets the connection (L8, A1)', async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener();
    const controller = new AbortController();
    const first = scene.loop.sockAccept(listener, { signal: controller.signal });
    await rounds();
    controller.abort('enough');
    expect(await rejection(first)).toMatchObject({ name: 'AbortError', code: 'ABORT_ERR', cause: 'enough' });
    const client = scene.connect(port);
    await rounds();
    const [connection, peer] = await scene.loop.sockAccept(listener);
    scene.keep(connection);
    expect(peer).toMatchObject({ port: probe.portOf(client) });
    listener.close();
  });

  test('C21 an accept whose connection was taken already settles with it, aborted or not (L10)', async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener();
    const controller = new AbortController();
    const accepting = scene.loop.sockAccept(listener, { signal: controller.signal });
    const [r, w] = scene.pipe();
    // The reader runs in the batch that brings the connection; aborting there comes too late or in time, and either way
    // the connection is not lost.
    scene.loop.addReader(r, () => {
      scene.loop.removeReader(r);
      controller.abort();
    });
    await rounds();
    probe.write(w, Buffer.from('x'));
    const client = scene.connect(port);
    const winner = await accepting.catch(() => scene.loop.sockAccept(listener));
    scene.keep(winner[0]);
    expect(winner[1]).toMatchObject({ port: probe.portOf(client) });
  });

  test('C25 several accepts of one listener are served in the order in which they asked', async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener();
    const controller = new AbortController();
    const accepts = [
      scene.loop.sockAccept(listener),
      scene.loop.sockAccept(listener, { signal: controller.signal }),
      scene.loop.sockAccept(listener),
    ];
    const [first, aborted, last] = accepts as [(typeof accepts)[0], (typeof accepts)[0], (typeof accepts)[0]];
    await rounds();
    controller.abort();
    await rejection(aborted);
    const ports = [scene.connect(port), scene.connect(port)].map(probe.portOf);
    const peers = await Promise.all([first, last]);
    expect(peers.map(([, peer]) => (peer as { port: number }).port)).toEqual(ports);
    for (const [connection] of peers) {
      scene.keep(connection);
    }
  });

  test('C26 a listener that is closed under accepts rejects each of them', async () => {
    using scene = new Scene(backend);
    const [listener] = scene.listener();
    const accepts = [scene.loop.sockAccept(listener), scene.loop.sockAccept(listener)];
    await rounds();
    listener.close();
    for (const accept of accepts) {
      expect(await rejection(accept)).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
    }
    expect(await rejection(scene.loop.sockAccept(listener))).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
  });

  test('C28 a backlog that exceeds the budget of a turn is served without a new connection (L9)', async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener(256);
    const ports = Array.from({ length: 150 }, () => probe.portOf(scene.connect(port)));
    const accepts = await Promise.all(ports.map(() => scene.loop.sockAccept(listener)));
    const peers = accepts.map(([connection, peer]) => {
      scene.keep(connection);
      return (peer as { port: number }).port;
    });
    expect(new Set(peers)).toEqual(new Set(ports));
  });

  test('a unix listener and its anonymous peer', async () => {
    using scene = new Scene(backend);
    const listener = scene.keep(new Socket('unix', 'seqpacket'));
    const path = `\0readyloop-accept-${process.pid}`;
    listener.bind({ path });
    listener.listen();
    expect(listener.getsockname()).toEqual({ path, family: 'unix' });
    const stream = scene.keep(new Socket('unix', 'stream'));
    stream.bind({ path: `${path}-stream` });
    stream.listen();
    scene.own(probe.connectUnix(`readyloop-accept-${process.pid}-stream`) as number);
    const [connection, peer] = await scene.loop.sockAccept(stream);
    scene.keep(connection);
    expect([connection.family, connection.type, peer]).toEqual(['unix', 'stream', { path: '', family: 'unix' }]);
  });

  test('a socket that does not listen is an error of the kernel', async () => {
    using scene = new Scene(backend);
    const socket = scene.keep(new Socket('inet', 'stream'));
    expect(await rejection(scene.loop.sockAccept(socket))).toMatchObject({ code: 'EINVAL', syscall: 'accept' });
  });

  test('what is no Socket is refused', async () => {
    using scene = new Scene(backend);
    for (const nonsense of [undefined, 3, {}]) {
      expect(await rejection(scene.loop.sockAccept(nonsense as never))).toMatchObject({ code: 'ERR_INVALID_ARG_TYPE' });
    }
  });

  test('L9 at the descriptor limit it reports once, and goes on by itself when there is room again (S1)', async () => {
    const { code, stdout, stderr } = await runChild(`
      import { createRequire } from 'node:module';
      import { Loop, Socket } from 'readyloop';
      const probe = createRequire(process.cwd() + '/')('./native/probe/probe.node');
      const loop = new Loop({ backend: '${backend}' });
      const reports = [];
      loop.setExceptionHandler(({ message, exception, handle }) => reports.push([exception.code, handle, message]));
      const listener = new Socket('inet', 'stream');
      listener.bind({ host: '127.0.0.1', port: 0 });
      listener.listen();
      const { port } = listener.getsockname();
      const accepts = [loop.sockAccept(listener), loop.sockAccept(listener)];
      const clients = [probe.socket(1), probe.socket(1)];
      probe.limitDescriptors(64);
      const hogs = [];
      for (let fd = probe.dup(0); fd >= 0; fd = probe.dup(0)) hogs.push(fd);
      for (const fd of clients) probe.connectPort(fd, port);
      const tries = () => loop.explain(listener).steps.filter(({ error }) => error === 'EMFILE').length;
      while (tries() < 3) await new Promise((resolve) => setTimeout(resolve, 10));
      console.log(JSON.stringify(reports));
      hogs.forEach((fd) => probe.close(fd));
      await Promise.all(accepts);
      console.log('accepted', reports.length);
      loop.close();
    `);
    expect(stderr).toBe('');
    const [reports, accepted] = stdout.trim().split('\n');
    expect([accepted, code]).toEqual(['accepted 1', 0]);
    expect(JSON.parse(reports ?? '')).toEqual([['EMFILE', null, expect.stringMatching(/waits until a limit.*EMFILE/)]]);
  });

  test('L9 without an exception handler the limit is a warning of the process', async () => {
    const { code, stderr } = await runChild(`
      import { createRequire } from 'node:module';
      import { Loop, Socket } from 'readyloop';
      const probe = createRequire(process.cwd() + '/')('./native/probe/probe.node');
      const loop = new Loop({ backend: '${backend}' });
      const listener = new Socket('inet', 'stream');
      listener.bind({ host: '127.0.0.1', port: 0 });
      listener.listen();
      const accepting = loop.sockAccept(listener);
      const client = probe.socket(1);
      probe.limitDescriptors(64);
      while (probe.dup(0) >= 0);
      probe.connectPort(client, listener.getsockname().port);
      process.once('warning', () => loop.close());
      console.log(await accepting.catch((error) => error.code));
    `);
    expect(stderr).toMatch(/\[EMFILE\] ReadyloopWarning: sockAccept waits until a limit/);
    expect(code).toBe(0);
  });

  test('closing the loop rejects what is pending (L10)', async () => {
    using scene = new Scene(backend);
    const loop = new Loop({ backend });
    const [listener] = scene.listener();
    const accepting = loop.sockAccept(listener);
    await rounds();
    loop.close();
    expect(await rejection(accepting)).toMatchObject({ code: 'ERR_LOOP_CLOSED' });
    expect(await rejection(loop.sockAccept(listener))).toMatchObject({ code: 'ERR_LOOP_CLOSED' });
    // The listener is not the loop's: another loop goes on with it.
    const again = scene.loop.sockAccept(listener);
    scene.connect(probe.portOf(listener.fileno()));
    scene.keep((await again)[0]);
    await sleep(0);
  });
});
