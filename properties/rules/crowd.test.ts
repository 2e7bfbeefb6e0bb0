import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';
import * as probe from '../support/probe.js';
import { rounds, Scene } from '../support/scene.js';
import { TraceFile } from '../support/trace-file.js';

describe.each(backends)('many at once, on %s:', (backend) => {
  test('C27 the registration is kept from one operation to the next', async () => {
    using trace = new TraceFile();
    {
      using scene = new Scene(backend, { trace: trace.path });
      const [a, b] = scene.sockets();
      for (let i = 0; i < 100; i++) {
        const receiving = scene.loop.sockRecv(a, 100);
        // Who explains comes behind what was asked for before, on any thread.
        expect(scene.loop.explain(a).pending).toEqual([{ machine: 'receive', flow: 'waiting' }]);
        await scene.loop.sockSendall(b, Buffer.from(`${i}`));
        expect(await receiving).toEqual(Buffer.from(`${i}`));
      }
    }
    const calls = await trace.calls();
    const count = (...wanted: string[]) => wanted.map((call) => calls.filter((one) => one === call).length);
    expect(count('epoll_add', 'epoll_mod', 'epoll_del')).toEqual([1, 0, 1]);
    // One that would block, then one a message: after a short read the next is not even tried.
    expect(count('recv', 'send')).toEqual([101, 100]);
  });

  test('what exceeds the memory of one batch comes with the next, complete', async () => {
    using scene = new Scene(backend);
    const pairs = Array.from({ length: 60 }, () => scene.sockets());
    const data = pairs.map((_, i) => Buffer.alloc(100_000, i));
    const receiving = pairs.map(async ([a]) => {
      const parts: Buffer[] = [];
      for (let length = 0; length < 100_000; ) {
        const part = await scene.loop.sockRecv(a, 100_000);
        parts.push(part);
        length += part.length;
      }
      return Buffer.concat(parts);
    });
    await rounds();
    await Promise.all(pairs.map(([, b], i) => scene.loop.sockSendall(b, data[i] as Buffer)));
    const received = await Promise.all(receiving);
    expect(received.every((bytes, i) => bytes.equals(data[i] as Buffer))).toBe(true);
  });

  test('more callbacks than one batch holds run all, each once a turn', async () => {
    const { stdout, code } = await runChild(`
      import { createRequire } from 'node:module';
      import { Loop } from 'readyloop';
      const probe = createRequire(process.cwd() + '/')('./native/probe/probe.node');
      probe.limitDescriptors(10_000);
      const loop = new Loop({ backend: '${backend}' });
      const counts = [];
      for (let i = 0; i < 1500; i++) {
        const ends = new Int32Array(2);
        if (probe.pipe(ends) < 0) break;
        counts.push(0);
        loop.addReader(ends[0], () => { counts[i]++; probe.read(ends[0], new Uint8Array(1)); });
        probe.write(ends[1], new Uint8Array(3));
      }
      const round = () => new Promise(setImmediate);
      while (counts.some((count) => count < 3)) await round();
      for (let i = 0; i < 4; i++) await round();
      console.log(counts.length, counts.every((count) => count === 3));
      loop.close();
    `);
    expect([stdout, code]).toEqual(['1500 true\n', 0]);
  });

  test('a firehose beside 1,000 quiet connections starves none of them', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    let flowing = true;
    const flow = (async () => {
      const water = Buffer.alloc(1_000_000);
      const drink = (async () => {
        while ((await scene.loop.sockRecv(a, 1_000_000)).length > 0) {}
      })();
      while (flowing) {
        await scene.loop.sockSendall(b, water);
      }
      b.close();
      await drink;
    })();
    const quiet = Array.from({ length: 1000 }, () => scene.socketPair());
    for (const [r] of quiet) {
      scene.loop.addReader(r, () => scene.log.push(String(probe.read(r, 9))));
    }
    for (const [i, [, w]] of quiet.entries()) {
      if (i % 20 === 0) await rounds(1);
      probe.write(w, Buffer.from(`${i}`));
    }
    await scene.logged(quiet.length);
    expect(scene.log.sort()).toEqual(quiet.map((_, i) => `${i}`).sort());
    flowing = false;
    await flow;
  });

  test('a listener that is closed in the callback that reads it', async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener();
    scene.loop.addReader(listener, () => {
      scene.log.push('ready');
      const connection = probe.accept(listener.fileno());
      scene.own(connection as number);
      listener.close();
    });
    scene.connect(port);
    scene.connect(port);
    await scene.logged(1);
    expect(scene.log).toEqual(['ready']);
  });
});
