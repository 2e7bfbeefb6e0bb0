import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import * as probe from '../support/probe.js';
import { root } from '../support/root.js';
import type { Held, Server } from './idle.js';

const IDLE = join(root, 'dist/properties/servers/idle.js');
const CONNECTIONS = 10_000;
/** Of what those of node:net take; all of it moves by some tenths from run to run. */
const MOST = 1.5;
/** So many at a time: they have to be accepted, or the queue is full and connecting waits. */
const AT_A_TIME = 500;

/** How many bytes of its process an idle connection takes. */
async function bytesEach(server: Server): Promise<number> {
  const child = spawn(process.execPath, ['--expose-gc', IDLE, server], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => (await lines.next()).value as string;
  const held = async (): Promise<Held> => {
    child.stdin.write('\n');
    return JSON.parse(await line());
  };
  const clients: number[] = [];
  try {
    const port = Number(await line());
    const connect = async (count: number) => {
      for (let i = 0; i < count; i++) clients.push(probe.connectTcp(port));
      for (let now = await held(); now.connections < clients.length; now = await held());
    };
    await connect(AT_A_TIME);
    const before = await held();
    while (clients.length < CONNECTIONS) await connect(AT_A_TIME);
    const after = await held();
    expect(after.connections).toBe(CONNECTIONS);
    return (after.rss - before.rss) / (after.connections - before.connections);
  } finally {
    for (const fd of clients) probe.close(fd);
    child.stdin.end();
    await once(child, 'exit');
  }
}

test('10,000 connections on which nothing happens take about the memory of those of node:net, on both backends', async () => {
  const [net, mio, tokio] = [await bytesEach('net'), await bytesEach('mio'), await bytesEach('tokio')];
  const round = Math.round;
  console.info(`bytes of an idle connection: node:net ${round(net)}, mio ${round(mio)}, tokio ${round(tokio)}`);
  expect(mio).toBeLessThanOrEqual(MOST * net);
  expect(tokio).toBeLessThanOrEqual(MOST * net);
});
