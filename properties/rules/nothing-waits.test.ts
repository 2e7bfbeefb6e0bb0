import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';

/**
 * L15b: no system call of the loop waits, whatever others do to the open file that they share with it. O_NONBLOCK is a
 * flag of the open file: a program that is started with it as one of its standard streams takes it away.
 *
 * Each test is a process of its own, which can be ended where it is stuck in the kernel.
 */
const prelude = (backend: string) => `
  import { spawn } from 'node:child_process';
  import { once } from 'node:events';
  import { readdirSync, readFileSync } from 'node:fs';
  import { createRequire } from 'node:module';
  import { setTimeout as sleep } from 'node:timers/promises';
  import { Loop, Socket } from 'readyloop';
  const probe = createRequire(process.cwd() + '/')('./native/probe/probe.node');
  const loop = new Loop({ backend: '${backend}' });
  const LOCAL = { host: '127.0.0.1', port: 0 };
  const name = '\\0readyloop-waits-' + process.pid;

  function listening(socket, address, backlog = 128) {
    socket.bind(address);
    socket.listen(backlog);
    return socket;
  }

  /** A program that shares an open file and does something to it again and again; \`0\` is its number there. */
  async function meddler(fd, does) {
    const program = "const p = require('./native/probe/probe.node'); process.stdout.write('x');" +
      'const asked = Int32Array.of(0), events = Int16Array.of(1), ready = Int16Array.of(0), parent = process.ppid;' +
      'while (process.ppid === parent) {' + does + '}';
    const child = spawn(process.execPath, ['--eval', program], { stdio: [fd, 'pipe', 'ignore'] });
    process.on('exit', () => child.kill('SIGKILL'));
    await once(child.stdout, 'data');
  }

  /** For how many milliseconds threads of this process could have run, and were not let. */
  function delayed() {
    const told = readdirSync('/proc/self/task').map((id) => readFileSync('/proc/self/task/' + id + '/schedstat', 'utf8'));
    return told.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0) / 1e6;
  }

  /**
   * Begins something a thousand times and gives it up a turn later. For how long JavaScript was held each time, longest
   * first, by anything but other work of the machine.
   */
  async function held(begin) {
    const times = [];
    for (let i = 0; i < 1000; i++) {
      const controller = new AbortController();
      const before = performance.now() - delayed();
      const outcome = begin(controller.signal).catch((error) => error.code);
      await new Promise(setImmediate);
      controller.abort();
      times.push(performance.now() - delayed() - before);
      await outcome;
    }
    times.sort((a, b) => b - a);
    return times;
  }

  const told = (what) => (console.log(JSON.stringify(what)), process.exit());
`;

/** What is stuck in the kernel stays there: longer than any of it takes, also on a machine with much else to do. */
const LIMIT = 60_000;

async function run(backend: string, script: string): Promise<unknown> {
  const outcome = await runChild(prelude(backend) + script, {}, LIMIT);
  expect(outcome).toMatchObject({ hung: false, stderr: '', code: 0 });
  return JSON.parse(outcome.stdout);
}

/** A virtual machine has other work beside it, of which it knows nothing: now and then that may be longer. */
function expectShort(times: unknown): void {
  const [longest = 0, ...others] = (times as number[]).filter((ms) => ms >= 50);
  expect(others.length).toBeLessThan(5);
  expect(longest).toBeLessThan(1000);
}

const CLEARS = 'p.setBlocking(0, true);';
const STEALS = 'p.setBlocking(0, true); p.poll(asked, events, ready); if (ready[0]) p.close(p.accept(0));';

describe.each(backends)('L15b nothing waits in the kernel, on %s:', (backend) => {
  test.each([
    [
      'a listener that a child has as its standard input',
      `
      const listener = listening(new Socket('inet'), LOCAL);
      spawn('sleep', ['4'], { stdio: [listener.fileno(), 'ignore', 'ignore'] }).unref();`,
    ],
    [
      'a listener that was made to wait before it was handed over, and behind that',
      `
      const fd = probe.listenTcp(8);
      probe.setBlocking(fd, true);
      const listener = Socket.fromFd(fd);
      probe.setBlocking(fd, true);`,
    ],
    [
      'a unix listener that was made to wait',
      `
      const listener = listening(new Socket('unix'), { path: name });
      probe.setBlocking(listener.fileno(), true);`,
    ],
  ])('%s holds nothing up: timers run, an abort rejects, a connection is accepted later', async (_, share) => {
    const told = await run(
      backend,
      `${share}
      let ticks = 0;
      setInterval(() => ticks++, 5);
      const controller = new AbortController();
      const aborted = loop.sockAccept(listener, { signal: controller.signal }).catch((error) => error.code);
      await sleep(200);
      controller.abort();
      const [code, seen] = [await aborted, ticks >= 5];
      const accepting = loop.sockAccept(listener);
      const client = new Socket(listener.family);
      await sleep(50);
      await loop.sockConnect(client, listener.getsockname());
      const [connection] = await accepting;
      await loop.sockSendall(client, Buffer.from('there'));
      told({ code, seen, heard: String(await loop.sockRecv(connection, 9)) });`,
    );
    expect(told).toEqual({ code: 'ABORT_ERR', seen: true, heard: 'there' });
  });

  test.each([
    ['a connect to a unix listener whose queue is full', `new Socket('unix')`, `{ path: name }`],
    ['a connect that nobody answers', `new Socket('inet')`, `LOCAL`],
  ])('%s, of a socket that was made to wait, holds nothing up and is made later', async (_, socket, address) => {
    const told = await run(
      backend,
      `
      const listener = listening(${socket}, ${address}, 0);
      await loop.sockConnect(${socket}, listener.getsockname());
      const client = ${socket};
      probe.setBlocking(client.fileno(), true);
      let ticks = 0;
      setInterval(() => ticks++, 5);
      const controller = new AbortController();
      const { signal } = controller;
      const aborted = loop.sockConnect(client, listener.getsockname(), { signal }).catch((error) => error.code);
      await sleep(200);
      controller.abort();
      const [code, seen] = [await aborted, ticks >= 5];
      probe.setBlocking(client.fileno(), true);
      const connecting = loop.sockConnect(client, listener.getsockname());
      await sleep(20);
      await loop.sockAccept(listener);
      await connecting;
      const [connection] = await loop.sockAccept(listener);
      await loop.sockSendall(client, Buffer.from('there'));
      told({ code, seen, heard: String(await loop.sockRecv(connection, 9)) });`,
    );
    expect(told).toEqual({ code: 'ABORT_ERR', seen: true, heard: 'there' });
  });

  test.each([
    ['while another process makes the listener wait', CLEARS, ''],
    ['while another process also takes its connections', STEALS, 'probe.close(probe.connectTcp(port));'],
  ])('1,000 accepts hold JavaScript for a moment each, %s again and again', async (_, does, connects) => {
    const times = await run(
      backend,
      `
      const listener = listening(new Socket('inet'), LOCAL);
      const { port } = listener.getsockname();
      await meddler(listener.fileno(), '${does}');
      told(await held((signal) => {
        ${connects}
        return loop.sockAccept(listener, { signal }).then(([connection]) => connection.close());
      }));`,
    );
    expectShort(times);
  });

  test.each([
    ['to a full queue', `new Socket('unix')`, `{ path: name }`],
    ['that nobody answers', `new Socket('inet')`, `LOCAL`],
  ])(
    '1,000 connects %s hold JavaScript for a moment each, while another process makes the socket wait',
    async (_, socket, address) => {
      const times = await run(
        backend,
        `
      const listener = listening(${socket}, ${address}, 0);
      const [first, client] = [${socket}, ${socket}];
      await loop.sockConnect(first, listener.getsockname());
      await meddler(client.fileno(), '${CLEARS}');
      told(await held((signal) => loop.sockConnect(client, listener.getsockname(), { signal })));`,
      );
      expectShort(times);
    },
  );

  test('sockets that are the standard streams of a child go on, in both directions', async () => {
    const told = await run(
      backend,
      `
      const [input, theirs] = Socket.pair();
      const [output, other] = Socket.pair();
      const child = spawn('cat', { stdio: [theirs.fileno(), other.fileno(), 'ignore'] });
      // What we keep of them waits as well, and so does what we write to while nobody reads.
      for (const socket of [input, output, theirs, other]) probe.setBlocking(socket.fileno(), true);
      let ticks = 0;
      setInterval(() => ticks++, 5);
      const receiving = loop.sockRecv(output, 9);
      await sleep(100);
      await loop.sockSendall(input, Buffer.from('there'));
      const heard = String(await receiving);
      const controller = new AbortController();
      const sending = loop.sockSendall(other, Buffer.alloc(4e6), { signal: controller.signal }).catch((error) => error.code);
      await sleep(100);
      controller.abort();
      told({ heard, code: await sending, seen: ticks >= 5 });`,
    );
    expect(told).toEqual({ heard: 'there', code: 'ABORT_ERR', seen: true });
  });

  test('a close does not linger, and what was sent arrives all the same', async () => {
    const told = await run(
      backend,
      `
      const listener = listening(new Socket('inet'), LOCAL);
      const client = new Socket('inet');
      await loop.sockConnect(client, listener.getsockname());
      const [connection] = await loop.sockAccept(listener);
      const controller = new AbortController();
      const sending = loop.sockSendall(client, Buffer.alloc(64e6), { signal: controller.signal });
      await sleep(100);
      controller.abort();
      const { bytesSent } = await sending.catch((error) => error);
      probe.lingerFor(client.fileno(), 3);
      const before = performance.now();
      client.close();
      const short = performance.now() - before < 1000;
      let bytesReceived = 0;
      for (let part; (part = await loop.sockRecv(connection, 1e6)).length; ) bytesReceived += part.length;
      told({ short, whole: bytesReceived === bytesSent, some: bytesSent > 0 });`,
    );
    expect(told).toEqual({ short: true, whole: true, some: true });
  });

  test('a trace into a pipe that nobody reads is cut off, and the loop goes on', async () => {
    const told = await run(
      backend,
      `
      const { mkdtempSync, openSync, rmSync } = await import('node:fs');
      const { execFileSync } = await import('node:child_process');
      const folder = mkdtempSync('/tmp/readyloop-trace-');
      process.on('exit', () => rmSync(folder, { recursive: true }));
      execFileSync('mkfifo', [folder + '/pipe']);
      let refused;
      try { new Loop({ backend: '${backend}', trace: folder + '/pipe' }); } catch (error) { refused = error.code; }
      openSync(folder + '/pipe', 'r+');
      const traced = new Loop({ backend: '${backend}', trace: folder + '/pipe' });
      const [a, b] = Socket.pair();
      for (let i = 0; i < 5000; i++) {
        await traced.sockSendall(a, Buffer.from('x'));
        await traced.sockRecv(b, 1);
      }
      traced.close();
      told(refused);`,
    );
    expect(told).toBe('ENXIO');
  });

  test('a worker whose accepts and connects others would make wait can be terminated', async () => {
    const told = await run(
      backend,
      `
      const { Worker } = await import('node:worker_threads');
      const listener = listening(new Socket('unix'), { path: name }, 0);
      await loop.sockConnect(new Socket('unix'), { path: name });
      const program = \`
        import { createRequire } from 'node:module';
        import { parentPort, workerData } from 'node:worker_threads';
        import { Loop, Socket } from 'readyloop';
        const probe = createRequire(process.cwd() + '/')('./native/probe/probe.node');
        const loop = new Loop({ backend: '${backend}' });
        const listener = Socket.fromFd(probe.listenTcp(8));
        probe.setBlocking(listener.fileno(), true);
        loop.sockAccept(listener).catch(() => {});
        parentPort.postMessage('begun');
        for (;;) {
          const client = new Socket('unix');
          probe.setBlocking(client.fileno(), true);
          const controller = new AbortController();
          const waiting = loop.sockConnect(client, { path: workerData }, { signal: controller.signal }).catch(() => {});
          await new Promise(setImmediate);
          controller.abort();
          await waiting;
          client.close();
        }\`;
      const worker = new Worker(program, { eval: true, workerData: name });
      await once(worker, 'message');
      await sleep(50);
      const before = performance.now();
      await worker.terminate();
      told(performance.now() - before < 1000);`,
    );
    expect(told).toBe(true);
  });
});
