import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';

/**
 * What a process may hang in: the program whose last statement is the culprit's, and the row that names it. Each loses nothing of
 * what it waits for, and would wait for ever.
 */
const ways: readonly (readonly [name: string, program: string, row: RegExp])[] = [
  [
    'a receive from a peer that is silent',
    `const [a, b] = Socket.pair();
     globalThis.kept = b;
     const pending = loop.sockRecv(a, 10);`,
    /sockRecv +bytes from its peer/,
  ],
  [
    'a callback of a descriptor that is never ready',
    `const [a, b] = Socket.pair();
     globalThis.kept = b;
     loop.addReader(a, () => {});`,
    /addReader\(\d+\) +the descriptor to be readable/,
  ],
  [
    'a timer that is far away',
    'loop.callLater(1e8, () => {});',
    /callLater +its time, in 99999\.\d s|callLater +its time, in 100000\.0 s/,
  ],
  [
    'a connection whose reading somebody has paused',
    `const server = await loop.createServer({ connectionMade: (t) => t.write('x') }, { host: '127.0.0.1', port: 0 });
     server.unref();
     const { port } = server.sockets[0].getsockname();
     await loop.createConnection({ connectionMade: (t) => t.pauseReading() }, { host: '127.0.0.1', port });`,
    /transport \(createConnection\) +resumeReading/,
  ],
  [
    'a connection whose peer has ended, and that nobody closes',
    `const [a, b] = Socket.pair();
     const [reader] = await loop.openConnection({ sock: a });
     b.close();
     await reader.read();`,
    /transport \(openConnection\) +close \(its peer has ended\)/,
  ],
  [
    'what was written to a peer that does not read',
    `const [a, b] = Socket.pair();
     globalThis.kept = b;
     const transport = await loop.connectAcceptedSocket({}, a);
     transport.write(Buffer.alloc(8_000_000));
     transport.close();`,
    /transport \(connectAcceptedSocket\) .*its peer to take what is sent \(\d+ bytes unsent\)/,
  ],
  [
    'a name that nobody looks up',
    "const pending = loop.createConnection({}, { host: 'nowhere.example', port: 1, lookup: () => {} });",
    /createConnection +its lookup/,
  ],
  [
    'a server that was closed and has a connection',
    `const end = () => (server.close(), server.waitClosed());
     const server = await loop.createServer({ connectionMade: end }, { host: '127.0.0.1', port: 0 });
     const { address: host, port } = server.sockets[0].getsockname();
     globalThis.client = new Socket('inet');
     await loop.sockConnect(client, { host, port });`,
    /createServer \(unref\) +the end of its 1 connection, for waitClosed/,
  ],
  [
    'a send whose peer does not read',
    `const [a, b] = Socket.pair();
     globalThis.kept = b;
     const pending = loop.sockSendall(a, Buffer.alloc(8_000_000));`,
    /sockSendall +its peer to take what is sent/,
  ],
];

/** A program that hangs, and asks itself who is to blame. */
const programOf = (backend: string, hang: string, options = '') => `
  import { Loop, Socket } from 'readyloop';
  const loop = new Loop({ backend: '${backend}', reportOn: 'SIGUSR2' ${options} });
  ${hang}
  setTimeout(() => process.kill(process.pid, 'SIGUSR2'), 100);
  setTimeout(() => process.exit(), 300);
`;

describe.each(backends)('a process that hangs tells by a signal what it hangs in, on %s:', (backend) => {
  test.each(ways)('%s', async (_, hang, row) => {
    const { code, stderr } = await runChild(programOf(backend, hang));
    expect(stderr).toMatch(
      new RegExp(`^readyloop: a loop on ${backend}, \\d+ pending\\n +age +fd +what +waits for\\n`),
    );
    expect(stderr).toMatch(row);
    expect(code).toBe(0);
  });

  test('with debug, the line of the program that began it', async () => {
    const { stderr } = await runChild(programOf(backend, 'loop.callLater(1e8, () => {});', ', debug: true'));
    expect(stderr).toMatch(/callLater .*\[eval1\]:4:8\n/);
  });
});

test('the environment asks every loop of the main thread for it, and a worker is asked by nobody', async () => {
  const program = `
    import { Loop } from 'readyloop';
    import { Worker } from 'node:worker_threads';
    const loops = ['mio', 'tokio'].map((backend) => new Loop({ backend }));
    const source = "import('readyloop').then(({ Loop }) => { new Loop().close(); try { new Loop({ reportOn: 'SIGUSR2' }) } catch (e) { console.log(e.code) } })";
    new Worker(source, { eval: true }).on('exit', () => {
      process.kill(process.pid, 'SIGUSR2');
      setTimeout(() => loops.forEach((loop) => loop.close()), 100);
    });
    process.on('exit', () => console.log(process.listenerCount('SIGUSR2')));
  `;
  const { code, stdout, stderr } = await runChild(program, { READYLOOP_REPORT: 'SIGUSR2' });
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: 'ERR_INVALID_ARG_VALUE\n0\n',
    stderr: 'readyloop: a loop on mio, 0 pending\nreadyloop: a loop on tokio, 0 pending\n',
  });
});

test.each([
  ['SIGNAL', 'ERR_INVALID_ARG_VALUE'],
  ['SIGKILL', 'ERR_INVALID_ARG_VALUE'],
])('READYLOOP_REPORT=%s is refused', async (signal, expected) => {
  const program = "import { Loop } from 'readyloop'; try { new Loop() } catch (e) { console.log(e.code, e.message) }";
  const { stdout } = await runChild(program, { READYLOOP_REPORT: signal });
  expect(stdout).toMatch(new RegExp(`^${expected} .*READYLOOP_REPORT.*"${signal}"`));
});
