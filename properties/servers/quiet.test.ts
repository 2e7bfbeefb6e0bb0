import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { countedLoop } from '../support/native.js';
import { portOf } from '../support/port.js';
import * as probe from '../support/probe.js';
import { sleep, until } from '../support/scene.js';

const CONNECTIONS = 100;
/** More than the kernel takes for a peer that does not read. */
const MORE = Buffer.alloc(6_000_000);

describe.each(backends)('a server on which nothing happens, on %s:', (backend) => {
  test('L17 has no turns and makes no system calls, whatever its connections wait for', async () => {
    const [loop, stats] = countedLoop({ backend });
    const server = await loop.createServer(
      {
        // Some wait for data, some are paused, some for a peer that reads.
        connectionMade(transport) {
          const which = server.connections.size % 3;
          if (which === 1) transport.pauseReading();
          if (which === 2) transport.write(MORE);
        },
      },
      { host: '127.0.0.1', port: 0, backlog: 2 * CONNECTIONS, maxConnections: CONNECTIONS },
    );
    // All of them find a place in the backlog: a connection that does not is tried again by the kernel a second later.
    const clients = Array.from({ length: CONNECTIONS + 5 }, () => probe.connectTcp(portOf(server)));
    try {
      await until(() => server.connections.size === CONNECTIONS);
      for (const client of clients) probe.write(client, Buffer.from('x'));
      await sleep(500);
      const before = stats();
      await sleep(300);
      expect(stats()).toEqual(before);
      expect(before.registrations).toBeLessThanOrEqual(CONNECTIONS + 1);
    } finally {
      loop.close();
      for (const client of clients) probe.close(client);
    }
  });
});
