import { createServer } from 'node:net';
import { setImmediate as immediately } from 'node:timers/promises';
import { Loop } from '../../src/index.js';
import type { Backend } from '../support/backends.js';
import { portOf } from '../support/port.js';

/**
 * A process that serves connections on which nothing happens: prints its port, and, for each line on its standard input, how
 * many it has and how much memory it takes. Its argument is a backend or `net`; it runs with `--expose-gc`.
 */

export type Server = Backend | 'net';

/** What is printed for a line. */
export interface Held {
  readonly connections: number;
  readonly rss: number;
}

const BACKLOG = 4_096;

async function serve(server: Server): Promise<{ port: number; connections: () => number }> {
  if (server !== 'net') {
    const loop = new Loop({ backend: server });
    // What a program has of each connection.
    const served = await loop.createServer(
      { dataReceived: (data, transport) => transport.write(data) },
      { host: '127.0.0.1', port: 0, backlog: BACKLOG },
    );
    const port = portOf(served);
    return { port, connections: () => served.connections.size };
  }
  const sockets = new Set<object>();
  const net = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (data) => socket.write(data));
  });
  await new Promise<void>((resolve) => net.listen(0, '127.0.0.1', BACKLOG, resolve));
  return { port: (net.address() as { port: number }).port, connections: () => sockets.size };
}

async function held(connections: number): Promise<Held> {
  for (let i = 0; i < 5; i++) {
    globalThis.gc?.();
    await immediately();
  }
  return { connections, rss: process.memoryUsage.rss() };
}

const { port, connections } = await serve(process.argv[2] as Server);
console.log(port);
process.stdin.on('data', async () => console.log(JSON.stringify(await held(connections()))));
process.stdin.on('end', () => process.exit());
