import { describe, expect, test } from 'vitest';
import { Loop } from '../../src/index.js';
import { type Native, withNative } from '../hostile/stage.js';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';

/** Everything a script of these tests begins with. */
const prelude = (backend: string) => `
  import { createRequire } from 'node:module';
  import { Loop, Socket } from 'readyloop';
  const probe = createRequire(process.cwd() + '/')('./native/probe/probe.node');
  const loop = new Loop({ backend: '${backend}' });
  const ends = new Int32Array(2);
  probe.pipe(ends);
  const [r, w] = ends;
  const [a, b] = Socket.pair();
  process.on('exit', () => console.log('exit'));
`;

describe.each(backends)('L15 the process stays alive exactly as long as something is pending, on %s:', (backend) => {
  test.each([
    ['a loop that nothing was asked of', ''],
    [
      'a loop that is closed',
      'loop.addReader(r, () => {}); loop.callLater(1e6, () => {}); loop.sockRecv(a, 1).catch(() => {}); loop.close();',
    ],
    ['a reader that was removed', 'loop.addReader(r, () => {}); loop.removeReader(r);'],
    ['a reader that was replaced and removed', 'loop.addReader(r, () => {}); loop.addReader(r, () => {}).cancel();'],
    ['a reader that was unrefed', 'loop.addReader(r, () => {}).unref();'],
    [
      'a reader whose descriptor was closed under it',
      'loop.addReader(r, () => probe.close(r)); probe.write(w, new Uint8Array(1));',
    ],
    ['a reader of a socket that was closed', 'loop.addReader(a, () => {}); a.close();'],
    ['a timer that was cancelled', 'loop.callLater(1e6, () => {}).cancel();'],
    ['a timer that was unrefed', 'loop.callLater(1e6, () => {}).unref();'],
    [
      'a queued call that was unrefed and one that was cancelled',
      'loop.callSoon(() => {}).unref(); loop.callSoon(() => {}).cancel();',
    ],
    [
      'an operation that was aborted',
      `
      const controller = new AbortController();
      loop.sockRecv(a, 1, { signal: controller.signal }).catch(() => {});
      setTimeout(() => controller.abort(), 20);`,
    ],
    ['an operation whose socket was closed', 'loop.sockRecv(a, 1).catch(() => {}); setTimeout(() => a.close(), 20);'],
    [
      'an accept that was aborted',
      `
      const listener = new Socket('inet', 'stream');
      listener.bind({ host: '127.0.0.1', port: 0 });
      listener.listen();
      const controller = new AbortController();
      loop.sockAccept(listener, { signal: controller.signal }).catch(() => {});
      setTimeout(() => controller.abort(), 20);`,
    ],
    [
      'a loop that was unrefed',
      'loop.unref(); loop.addReader(r, () => {}); loop.callLater(1e6, () => {}); loop.sockRecv(a, 1);',
    ],
    ['an operation that settled', 'b.close(); await loop.sockRecv(a, 1);'],
  ])('it ends with %s', async (_, script) => {
    expect(await runChild(prelude(backend) + script, {}, 10_000)).toMatchObject({
      code: 0,
      stdout: 'exit\n',
      hung: false,
    });
  });

  test.each([
    ['a queued call', "loop.callSoon(() => console.log('done'));"],
    ['a timer', "loop.callLater(50, () => console.log('done'));"],
    ['a timer that was refed again', "loop.callLater(50, () => console.log('done')).unref().ref();"],
    [
      'a reader',
      `loop.addReader(r, () => { console.log('done'); loop.removeReader(r); });
      setTimeout(() => probe.write(w, new Uint8Array(1)), 50);`,
    ],
    [
      'an operation',
      `setTimeout(() => b.close(), 50).unref();
      await loop.sockRecv(a, 1);
      console.log('done');`,
    ],
    ['a loop that was refed again', "loop.unref(); loop.callLater(50, () => console.log('done')); loop.ref();"],
  ])('it waits for %s', async (_, script) => {
    expect(await runChild(prelude(backend) + script, {}, 10_000)).toMatchObject({
      code: 0,
      stdout: 'done\nexit\n',
      hung: false,
    });
  });

  test('what comes and goes in a batch is nothing that the engine hears of', async () => {
    const told: number[] = [];
    const noted = (Native: Native) =>
      class extends Native {
        constructor(...args: ConstructorParameters<Native>) {
          super(...args);
          const { setRef } = this;
          this.setRef = (alive) => {
            told.push(alive);
            setRef.call(this, alive);
          };
        }
      };
    const loop = withNative(noted, () => new Loop({ backend }));
    let left = 5;
    await new Promise<void>((resolve) => {
      const again = () => void (--left === 0 ? resolve() : loop.callSoon(again));
      loop.callSoon(again);
    });
    await new Promise(setImmediate);
    expect(told).toEqual([1, 0]);
    loop.close();
  });

  test('a process that exits in a callback does so', async () => {
    const script = 'loop.addWriter(w, () => process.exit(7)); loop.addReader(r, () => {});';
    expect(await runChild(prelude(backend) + script)).toMatchObject({ code: 7, stdout: 'exit\n' });
  });

  test('L15 closing a loop gives back every descriptor it had', async () => {
    const script = `
      import { readdirSync } from 'node:fs';
      const before = readdirSync('/proc/self/fd').length;
      const loops = Array.from({ length: 20 }, () => new Loop({ backend: '${backend}' }));
      loops.forEach((loop, i) => { loop.callSoon(() => {}); loop.addReader(r, () => {}); });
      const during = readdirSync('/proc/self/fd').length;
      loops.forEach((loop) => loop.close());
      setTimeout(() => console.log(during > before, readdirSync('/proc/self/fd').length - before), 20);`;
    expect(await runChild(prelude(backend) + script)).toMatchObject({ code: 0, stdout: 'true 0\nexit\n' });
  });

  test('L10 a worker that is terminated with everything pending frees it, and the process ends', async () => {
    const worker = `
      import { parentPort } from 'node:worker_threads';
      import { Loop, Socket } from 'readyloop';
      const loop = new Loop({ backend: '${backend}' });
      const [a, b] = Socket.pair();
      loop.sockRecv(a, 10);
      loop.sockSendall(a, Buffer.alloc(10_000_000));
      const turn = () => { loop.callSoon(turn); };
      turn();
      loop.addWriter(b, () => {});
      loop.callLater(1e6, () => {});
      parentPort.postMessage('up');
    `;
    const script = `
      import { readdirSync } from 'node:fs';
      import { Worker } from 'node:worker_threads';
      const count = () => readdirSync('/proc/self/fd').length;
      const once = async () => {
        const thread = new Worker(${JSON.stringify(worker)}, { eval: true });
        await new Promise((resolve) => thread.once('message', resolve));
        await thread.terminate();
      };
      await once();
      const before = count();
      for (let i = 0; i < 10; i++) await once();
      // Sockets are not their loop's, but they are their worker's.
      console.log(count() - before);
    `;
    const outcome = await runChild(prelude(backend) + script, {}, 60_000);
    expect(outcome).toMatchObject({ code: 0, stderr: '', hung: false });
    expect(outcome.stdout).toBe('0\nexit\n');
  });

  test('`await using` closes the loop', async () => {
    const script = `
      loop.addReader(r, () => {});
      await loop[Symbol.asyncDispose]();
      console.log(loop.closed);`;
    expect(await runChild(prelude(backend) + script)).toMatchObject({ code: 0, stdout: 'true\nexit\n' });
  });
});
