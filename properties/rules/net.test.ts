import { once } from 'node:events';
import { type AddressInfo, connect, createServer, Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { bytes } from '../support/bytes.js';
import * as probe from '../support/probe.js';
import { until } from '../support/scene.js';

/** What of the rules node:net can express: the reference that readyloop's own tests are held against. */

const open = new Set<Socket | Server>();

afterEach(() => {
  for (const one of open) {
    one instanceof Server ? one.close() : one.destroy();
  }
  open.clear();
});

/** A listening server and its port. */
async function listening(onConnection: (socket: Socket) => void = () => {}): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  open.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function client(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  open.add(socket);
  return socket;
}

describe('the reference, on node:net:', () => {
  test('C9 the end of the stream reaches who reads, and a reset reaches who writes', async () => {
    const port = await listening((socket) => socket.end());
    const ended = client(port);
    ended.resume();
    await once(ended, 'end');
    const servers: Socket[] = [];
    const broken = client(await listening((socket) => servers.push(socket)));
    await once(broken, 'connect');
    await until(() => servers.length === 1);
    const failed = once(broken, 'error');
    servers[0]?.resetAndDestroy();
    broken.write('x');
    expect((await failed)[0]).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) });
  });

  test('C20 a connection comes with the address of its peer', async () => {
    const peers: [string | undefined, number | undefined][] = [];
    const one = client(await listening(({ remoteAddress, remotePort }) => peers.push([remoteAddress, remotePort])));
    await once(one, 'connect');
    await until(() => peers.length > 0);
    expect(peers).toEqual([['127.0.0.1', one.localPort]]);
  });

  test('C24 a connect that is refused says so, and a name has the family that was asked for', async () => {
    const deaf = probe.boundTcp();
    const [error] = await once(client(probe.portOf(deaf)), 'error');
    probe.close(deaf);
    expect(error).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect' });
    const named = connect({ host: 'localhost', port: await listening(), family: 4 });
    open.add(named);
    await once(named, 'connect');
    expect(named.remoteFamily).toBe('IPv4');
  });

  test('C27 1 MB echoed while it is still being sent arrives complete, once and in order', async () => {
    const one = client(await listening((socket) => socket.pipe(socket)));
    const parts: Buffer[] = [];
    one.on('data', (part) => parts.push(part));
    one.end(bytes(1_000_000));
    await once(one, 'end');
    expect(Buffer.concat(parts).equals(bytes(1_000_000))).toBe(true);
  });

  test('C28 many connections that wait in the backlog are all served', async () => {
    let served = 0;
    const port = await listening(() => {
      served++;
    });
    const waiting = Array.from({ length: 100 }, () => probe.connectTcp(port));
    await until(() => served === 100);
    expect(served).toBe(100);
    for (const fd of waiting) {
      probe.close(fd);
    }
  });

  test('C32 the sending half stays open behind the end of the other one, where that is asked for', async () => {
    const one = client(
      await listening((socket) => {
        socket.resume();
        socket.on('end', () => socket.end(bytes(1_000_000)));
      }),
    );
    const parts: Buffer[] = [];
    one.on('data', (part) => parts.push(part));
    one.end('question');
    await once(one, 'end');
    expect(Buffer.concat(parts).equals(bytes(1_000_000))).toBe(true);
  });
});
