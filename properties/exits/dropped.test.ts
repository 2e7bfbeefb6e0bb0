import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { runProgram } from '../support/child.js';

/** Runs a module that may collect garbage, and knows how many descriptors and threads its process has. */
function run(backend: string, script: string) {
  const program = `
    import { readdirSync } from 'node:fs';
    import { Loop, Socket } from 'readyloop';
    const backend = '${backend}';
    const held = () => readdirSync('/proc/self/fd').length + readdirSync('/proc/self/task').length;
    const collect = async () => {
      for (let i = 0; i < 10; i++) {
        gc();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    process.on('warning', ({ code }) => console.log(code));
    ${script}
    await new Promise((resolve) => setTimeout(resolve, 1500));
  `;
  return runProgram(process.execPath, ['--expose-gc', '--input-type=module', '--eval', program], {}, 60_000);
}

describe.each(backends)('a loop that is dropped without close, on %s:', (backend) => {
  test('gives back its thread and its descriptors when it is collected, and is warned of once', async () => {
    const { code, stdout } = await run(
      backend,
      `
      new Loop({ backend }).close();
      await collect();
      const before = held();
      for (let i = 0; i < 50; i++) new Loop({ backend }).callSoon(() => {});
      console.log(held() > before + 50);
      await collect();
      console.log(held() - before < 10);`,
    );
    expect([stdout, code]).toEqual(['true\ntrue\nERR_LOOP_NOT_CLOSED\n', 0]);
  });

  test('goes on with what is pending, and is closed behind that', async () => {
    const { code, stdout } = await run(
      backend,
      `
      const [a, b] = Socket.pair();
      const receiving = (() => new Loop({ backend }).sockRecv(a, 10))();
      await collect();
      const other = new Loop({ backend });
      await other.sockSendall(b, Buffer.from('x'));
      console.log(String(await receiving));
      other.close();
      await collect();
      console.log('end');`,
    );
    expect([stdout.trim().split('\n').sort(), code]).toEqual([['ERR_LOOP_NOT_CLOSED', 'end', 'x'], 0]);
  });

  test('a server goes on, and so does what is unreferenced, until that is over', async () => {
    const { code, stdout } = await run(
      backend,
      `
      const server = await new Loop({ backend }).createServer(
        { dataReceived: (data, transport) => transport.write(data), eofReceived: () => server.close() },
        { host: '127.0.0.1', port: 0 },
      );
      server.unref();
      await collect();
      const other = new Loop({ backend });
      const client = new Socket('inet');
      const { port } = server.sockets[0].getsockname();
      await other.sockConnect(client, { host: '127.0.0.1', port });
      await other.sockSendall(client, Buffer.from('x'));
      console.log(String(await other.sockRecv(client, 10)));
      client.shutdown('write');
      console.log((await other.sockRecv(client, 10)).length);
      client.close();
      other.close();
      await collect();
      console.log('end');`,
    );
    expect([stdout.trim().split('\n').sort(), code]).toEqual([['0', 'ERR_LOOP_NOT_CLOSED', 'end', 'x'], 0]);
  });

  test('a server that is about to listen is pending', async () => {
    const { code, stdout } = await run(
      backend,
      `
      const lookups = Array.from({ length: 20 }, () =>
        new Loop({ backend }).createServer({}, { host: 'localhost', port: 0 }).then((server) => server.close()));
      await collect();
      console.log((await Promise.allSettled(lookups)).every(({ status }) => status === 'fulfilled'));`,
    );
    expect([stdout.replaceAll(/ERR_LOOP_NOT_CLOSED\n/g, ''), code]).toEqual(['true\n', 0]);
  });

  test('one that was closed is collected, whatever its exception handler mentions', async () => {
    const { code, stdout } = await run(
      backend,
      `
      const front = (() => {
        const loop = new Loop({ backend });
        loop.setExceptionHandler(() => loop.time());
        loop.close();
        return new WeakRef(loop);
      })();
      await collect();
      console.log(front.deref() === undefined);`,
    );
    expect([stdout, code]).toEqual(['true\n', 0]);
  });

  test('one that somebody still holds, or that was closed, is left alone', async () => {
    const { code, stdout } = await run(
      backend,
      `
      const kept = new Loop({ backend });
      new Loop({ backend }).close();
      await collect();
      console.log(kept.closed);
      kept.callSoon(() => kept.close());`,
    );
    expect([stdout, code]).toEqual(['false\n', 0]);
  });
});
