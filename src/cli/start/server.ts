import { readSync } from 'node:fs';
import { Loop } from '../../index.js';
import type { Backend } from './backend.js';
import { echoOn } from './echoes.js';
import { switchFaultOn } from './fault.js';
import { type Command, tell } from './messages.js';
import type { Way } from './way.js';

/**
 * The server's process: the echo server on a loop that records its trace, and a control channel on descriptor 3.
 *
 * The channel is read by a callback, one byte each time it runs, on purpose: what is left has to wake it again (L2, F3).
 */

const CONTROL = 3;
const [backend, way, trace, backlog] = process.argv.slice(2) as [Backend, Way, string, string];

switchFaultOn(process.env);
const loop = new Loop({ backend, trace });
const server = await echoOn(loop, way, '127.0.0.1', 0, Number(backlog));

const commands: Record<Command, () => void> = {
  pending: () => tell({ kind: 'pending', lines: server.pending() }),
  stop,
};

let line = '';
loop.addReader(CONTROL, () => {
  const byte = Buffer.alloc(1);
  if (readSync(CONTROL, byte) === 0) process.exit(1);
  line += byte.toString();
  if (!line.endsWith('\n')) return;
  commands[line.trim() as Command]();
  line = '';
});

/** Ends when the last connection did: the server learns of a reset a little later than the client, who made it. */
function stop(): void {
  server.stop();
  if (server.open > 0) {
    loop.callLater(10, stop);
    return;
  }
  loop.removeReader(CONTROL);
  void close();
}

/** Completes the trace, whatever is still pending. */
async function close(): Promise<void> {
  server.stop();
  loop.close();
  await server.told();
  process.send?.({ kind: 'closed', ...server.tally }, () => process.exit(0));
}

process.on('SIGTERM', () => void close());
tell({ kind: 'listening', port: server.port });
