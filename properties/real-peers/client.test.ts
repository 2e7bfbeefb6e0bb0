import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytes } from '../support/bytes.js';
import { root } from '../support/root.js';
import { runWith, ServerProcess } from './programs.js';

const CLIENT = join(root, 'examples/client.js');

test.each(['127.0.0.1', 'localhost'])(
  'the client that docs/connections.md begins with gets back what it sends to %s',
  async (host) => {
    const server = await ServerProcess.start([join(root, 'examples/echo-server.js')]);
    const sent = bytes(1_000_000);
    const { code, stdout, stderr } = await runWith(process.execPath, [CLIENT, host, String(server.port)], sent);
    await server.terminate();
    expect([code, stderr, stdout.equals(sent)]).toEqual([0, '', true]);
  },
);
