import { describe, expect, test } from 'vitest';
import type { ProtocolHandler } from '../../src/index.js';
import type { NativeStats } from '../../src/native/index.js';
import { backends } from '../support/backends.js';
import { countedLoop } from '../support/native.js';
import { portOf } from '../support/port.js';
import * as probe from '../support/probe.js';
import { until } from '../support/scene.js';

/** One request on each of these connections is released at a time; their answers are awaited before the next. */
const CONNECTIONS = 64;
const ROUNDS = 30;
const REQUEST = Buffer.alloc(1_024, 'x');

const kinds: Readonly<Record<'owned' | 'borrowed', ProtocolHandler>> = {
  owned: { dataReceived: (data, transport) => transport.write(data) },
  borrowed: { dataReceived: (data, transport) => transport.write(data) },
};

/** What the engine did for ROUNDS rounds of echoes, once all is under way. */
async function counted(backend: 'mio' | 'tokio', kind: keyof typeof kinds): Promise<NativeStats> {
  const [loop, stats] = countedLoop({ backend });
  const server = await loop.createServer(kinds[kind], {
    host: '127.0.0.1',
    port: 0,
    backlog: CONNECTIONS,
    borrowed: kind === 'borrowed',
  });
  const port = portOf(server);
  const clients = Array.from({ length: CONNECTIONS }, () => probe.connectTcp(port));
  const answer = Buffer.alloc(2 * REQUEST.length);
  const round = async () => {
    // All of them stand ready before the server has a turn.
    for (const fd of clients) probe.write(fd, REQUEST);
    for (const fd of clients) {
      for (let received = 0; received < REQUEST.length; ) {
        const count = probe.native.read(fd, answer);
        if (count > 0) received += count;
        else await new Promise(setImmediate);
      }
    }
  };
  try {
    for (let i = 0; i < 3; i++) await round();
    await until(() => server.connections.size === CONNECTIONS);
    const before = stats();
    for (let i = 0; i < ROUNDS; i++) await round();
    const after = stats();
    const names = Object.keys(after) as (keyof NativeStats)[];
    return Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as unknown as NativeStats;
  } finally {
    loop.close();
    for (const fd of clients) probe.close(fd);
  }
}

describe.each(backends)('system calls of an echo, on %s:', (backend) => {
  test.each(Object.keys(kinds) as (keyof typeof kinds)[])(
    'an echo of 1 KiB takes a receive, a send and its part of a poll, and nothing is registered anew (%s)',
    async (kind) => {
      const { recv, send, poll, accept, epollAdd, epollMod, epollDel } = await counted(backend, kind);
      const echoes = CONNECTIONS * ROUNDS;
      console.info(`${backend}, ${kind}: ${recv} recv, ${send} send, ${poll} polls for ${echoes} echoes`);
      expect([epollAdd, epollMod, epollDel, accept]).toEqual([0, 0, 0, 0]);
      expect(send).toBe(echoes);
      // How often its thread polls is tokio's own.
      const most = backend === 'mio' ? 2.2 : 4;
      expect((recv + send + poll) / echoes).toBeLessThanOrEqual(most);
    },
  );
});
