import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { root } from '../support/root.js';
import { ServerProcess } from './programs.js';

const CLUSTERED = join(root, 'dist/properties/real-peers/clustered.js');
const CLIENTS = 40;

/** A client, the worker that serves it, and whether it is lost. */
interface Client {
  readonly socket: Socket;
  readonly worker: string;
  readonly ended: Promise<unknown>;
}

const open = new Set<Socket>();
afterEach(() => {
  for (const socket of open) socket.destroy();
  open.clear();
});

async function client(port: number): Promise<Client> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  open.add(socket);
  const ended = once(
    socket.on('error', () => {}),
    'close',
  );
  const [hello] = await once(socket, 'data');
  return { socket, worker: /^worker (\d+)\n$/.exec(String(hello))?.[1] ?? `none: ${hello}`, ended };
}

async function echo({ socket }: Client, text: string): Promise<string> {
  socket.write(text);
  const [back] = await once(socket, 'data');
  return String(back);
}

describe('the cluster of the examples', () => {
  test('its workers share connections, and one that is terminated loses its own and no other', async () => {
    const server = await ServerProcess.start([CLUSTERED, '2']);
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => client(server.port)));
    const workers = [...new Set(clients.map(({ worker }) => worker))];
    expect(workers).toHaveLength(2);
    const [gone, stays] = workers as [string, string];
    expect(await server.ask(gone)).toBe(`${gone} has ended`);
    await Promise.all(clients.filter(({ worker }) => worker === gone).map(({ ended }) => ended));
    for (const one of clients.filter(({ worker }) => worker === stays))
      expect(await echo(one, 'still there')).toBe('still there');
    // Who connects now is served by those who are left, and by the one that has come.
    const later = await Promise.all(Array.from({ length: CLIENTS }, () => client(server.port)));
    const now = new Set(later.map(({ worker }) => worker));
    expect([now.size, now.has(stays), now.has(gone)]).toEqual([2, true, false]);
    for (const { socket } of [...clients, ...later]) socket.end();
    expect(await server.finish()).toBe('closed');
  });
});
