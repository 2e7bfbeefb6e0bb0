import { describe, expect, test } from 'vitest';
import { backends } from '../../support/backends.js';
import { type Outcome, runChild } from '../../support/child.js';

/** More than the kernel's buffers hold. */
const MORE = 20_000_000;

describe.each(backends)('how long a process with a server lives, on %s:', (backend) => {
  /** Runs a program that has a loop, a probe, and what connects to a server. */
  function run(script: string): Promise<Outcome> {
    return runChild(`
      import { createRequire } from 'node:module';
      import { Loop } from 'readyloop';
      const probe = createRequire(process.cwd() + '/')('./native/probe/probe.node');
      const loop = new Loop({ backend: '${backend}' });
      const at = { host: '127.0.0.1', port: 0 };
      const portOf = (server) => server.sockets[0].getsockname().port;
      const turn = () => new Promise(setImmediate);
      const bytesOf = async (fd) => {
        const sink = Buffer.alloc(1_000_000);
        for (let all = 0; ; ) {
          const count = probe.read(fd, sink);
          if (count === 0) return all;
          if (count > 0) all += count;
          else await turn();
        }
      };
      ${script}
    `);
  }
  const good = (stdout: string): Outcome => ({ code: 0, stdout, stderr: '', hung: false });

  test('L15 it ends when the server is closed and the last connection is lost, though the loop is open', async () => {
    const outcome = await run(`
      const server = await loop.createServer({ connectionLost: () => console.log('lost') }, at);
      const fd = probe.connectTcp(portOf(server));
      for await (const transport of server) {
        server.close();
        console.log('closed');
        setTimeout(() => probe.close(fd), 50);
      }
    `);
    expect(outcome).toEqual(good('closed\nlost\n'));
  });

  test('L15 a server and a connection that are unref-ed keep nobody', async () => {
    const outcome = await run(`
      const server = await loop.createServer({ connectionMade: (transport) => transport.unref() }, at);
      probe.connectTcp(portOf(server));
      while (server.connections.size === 0) await turn();
      server.unref();
      console.log(server.hasRef(), [...server.connections][0].hasRef());
    `);
    expect(outcome).toEqual(good('false false\n'));
  });

  /** A server whose connections are unreferenced, and closed with more than fits on its way. */
  const closedWithMore = `
    const server = await loop.createServer({
      connectionMade(transport) {
        transport.unref();
        server.unref();
        transport.write(Buffer.alloc(${MORE}, 'x'));
        transport.close();
        server.close();
      },
    }, at);
  `;

  test('L15 what was written to a connection that is closed keeps it alive until it has left, unref-ed or not', async () => {
    const outcome = await run(`
      import { spawn } from 'node:child_process';
      ${closedWithMore}
      const client = "const s = require('node:net').connect(" + portOf(server) + ", '127.0.0.1'); let n = 0; "
        + "s.on('data', (d) => { n += d.length; }).on('end', () => console.log(n));";
      spawn(process.execPath, ['-e', client], { stdio: ['ignore', 'inherit', 'inherit'], detached: true }).unref();
    `);
    expect(outcome).toEqual(good(`${MORE}\n`));
  });

  test('L15 and no longer, though the peer does not end', async () => {
    const outcome = await run(`
      ${closedWithMore}
      console.log(await bytesOf(probe.connectTcp(portOf(server))));
      const began = Date.now();
      process.on('exit', () => console.log(Date.now() - began < 2000));
    `);
    expect(outcome).toEqual(good(`${MORE}\ntrue\n`));
  });

  /** A connection to `fd` that keeps nobody: `then` is done when nothing else is left to do. */
  const unreferenced = (then: string) => `
    const server = await loop.createServer({}, at);
    const fd = probe.connectTcp(portOf(server));
    for await (const transport of server) {
      server.close();
      transport.unref();
      setTimeout(() => { ${then} }, 20);
      break;
    }
  `;

  test('L15 C33 what is written to a connection that is unref-ed leaves before the process runs out of work', async () => {
    const outcome = await run(`
      ${unreferenced("transport.write('last words');")}
      process.once('beforeExit', () => {
        const sink = Buffer.alloc(100);
        let count = -1;
        for (const end = Date.now() + 5000; count < 0 && Date.now() < end; ) count = probe.read(fd, sink);
        console.log(String(sink.subarray(0, Math.max(count, 0))));
      });
    `);
    expect(outcome).toEqual(good('last words\n'));
  });

  test('L15 but a connection that was asked for something keeps nobody once that is done, however busy its loop is', async () => {
    const outcome = await run(`
      const turnAgain = () => void loop.callSoon(turnAgain).unref();
      ${unreferenced("transport.write('x'); turnAgain();")}
      process.once('exit', () => console.log('exit'));
    `);
    expect(outcome).toEqual(good('exit\n'));
  });

  test('C33 at the exit of the process what can still go goes', async () => {
    const outcome = await run(`
      const server = await loop.createServer({}, at);
      const fd = probe.connectTcp(portOf(server));
      for await (const transport of server) {
        process.on('exit', () => {
          const sink = Buffer.alloc(100);
          let count = -1;
          for (const end = Date.now() + 5000; count < 0 && Date.now() < end; ) count = probe.read(fd, sink);
          console.log(String(sink.subarray(0, Math.max(count, 0))));
        });
        transport.write('last words');
        process.exit();
      }
    `);
    expect(outcome).toEqual(good('last words\n'));
  });
});
