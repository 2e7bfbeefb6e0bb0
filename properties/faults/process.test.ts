import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';
import * as probe from '../support/probe.js';
import { Scene } from '../support/scene.js';

/** What every script below begins with: a loop, and an echo over TCP that proves that it works. */
const prelude = (backend: string) => `
  import { createRequire } from 'node:module';
  import { Loop, Socket } from 'readyloop';
  const probe = createRequire(process.cwd() + '/')('./native/probe/probe.node');
  const loop = new Loop({ backend: '${backend}' });
  const codes = (...calls) => calls.map((call) => { try { call(); return 'none'; } catch ({ code }) { return code; } });
  async function echo(length) {
    const listener = new Socket('inet');
    listener.bind({ host: '127.0.0.1', port: 0 });
    listener.listen();
    const client = new Socket('inet');
    const [[server]] = await Promise.all([loop.sockAccept(listener), loop.sockConnect(client, listener.getsockname())]);
    const data = Buffer.alloc(length, 'abcdefg');
    const serve = async () => {
      for (let part; (part = await loop.sockRecv(server, 1000)).length > 0; ) await loop.sockSendall(server, part);
      server.close();
    };
    const collect = async () => {
      const parts = [];
      for (let part; (part = await loop.sockRecv(client, 777)).length > 0; ) parts.push(part);
      return Buffer.concat(parts);
    };
    const [back] = await Promise.all([
      collect(), serve(), loop.sockSendall(client, data).then(() => client.shutdown('write')),
    ]);
    for (const socket of [listener, client]) socket.close();
    return back.equals(data);
  }
`;

/** The descriptors of a program that is started now. */
const inherited = () => spawnSync('ls', ['/proc/self/fd'], { encoding: 'utf8' }).stdout;

describe.each(backends)('what the process meets, on %s:', (backend) => {
  test('at the limit of descriptors nothing new is made, what there is goes on, and afterwards all is as before', async () => {
    const outcome = await runChild(`${prelude(backend)}
      const [a, b] = Socket.pair();
      probe.limitDescriptors(64);
      const hogs = [];
      for (let fd = probe.dup(0); fd >= 0; fd = probe.dup(0)) hogs.push(fd);
      console.log(...codes(() => new Loop({ backend: '${backend}' }), () => new Socket('inet'), () => Socket.pair()));
      const received = loop.sockRecv(a, 10);
      await loop.sockSendall(b, Buffer.from('alive'));
      console.log(String(await received));
      for (const fd of hogs) probe.close(fd);
      new Loop({ backend: '${backend}' }).close();
      console.log(await echo(1000), probe.dup(0) === hogs[0]);
      loop.close();
    `);
    expect(outcome).toEqual({ code: 0, hung: false, stderr: '', stdout: 'EMFILE EMFILE EMFILE\nalive\ntrue true\n' });
  });

  test('a loop that finds fewer descriptors than it needs, however many, keeps none of them', async () => {
    const outcome = await runChild(`${prelude(backend)}
      probe.limitDescriptors(64);
      const taken = [];
      const takeAll = () => { for (let fd = probe.dup(0); fd >= 0; fd = probe.dup(0)) taken.push(fd); };
      takeAll();
      const all = taken.length;
      let free = 0;
      for (; codes(() => new Loop({ backend: '${backend}' }).close()).includes('EMFILE'); free++) {
        takeAll();
        if (taken.length !== all) console.log('with', free, 'of them it has kept', all - taken.length);
        for (const fd of taken.splice(-1 - free)) probe.close(fd);
      }
      console.log(free > 1);
      loop.close();
    `);
    expect(outcome).toEqual({ code: 0, hung: false, stderr: '', stdout: 'true\n' });
  });

  test('a program that is started gets none of our descriptors (CLOEXEC)', async () => {
    const before = inherited();
    using scene = new Scene(backend);
    const [listener, port] = scene.listener();
    const client = scene.keep(new Socket('inet'));
    await scene.loop.sockConnect(client, { host: '127.0.0.1', port });
    const [server] = await scene.loop.sockAccept(listener);
    scene.keep(server);
    for (const socket of Socket.pair()) {
      scene.keep(socket);
    }
    const [a, b] = probe.tcpPair();
    scene.own(b);
    probe.makeInheritable(a);
    expect(inherited()).not.toEqual(before);
    scene.keep(Socket.fromFd(a));
    expect(inherited()).toEqual(before);
    const child = spawn('sleep', ['60']);
    server.close();
    expect(await scene.loop.sockRecv(client, 10)).toHaveLength(0);
    child.kill();
    await once(child, 'exit');
  });

  test('a storm of signals interrupts no operation and no timer', async () => {
    const outcome = await runChild(`${prelude(backend)}
      probe.interruptEvery(200);
      const began = performance.now();
      let late;
      loop.callLater(300, () => { late = performance.now() - began; });
      for (let i = 0; i < 5 || late === undefined || probe.interruptions() < 200; i++) {
        if (!(await echo(200_000))) throw new Error('other bytes came back');
      }
      probe.interruptEvery(0);
      console.log(late >= 300);
      loop.close();
    `);
    expect(outcome).toEqual({ code: 0, hung: false, stderr: '', stdout: 'true\n' });
  });
});
