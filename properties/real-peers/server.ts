import { Loop } from '../../src/index.js';
import type { Backend } from '../support/backends.js';
import { portOf } from '../support/port.js';

/**
 * A process with an echo server for peers that are programs: it prints its port, and ends when its standard input does, with
 * a line of JSON that says what its protocols were told. Its argument is the backend.
 */

/** One connection. */
export interface Told {
  readonly bytes: number;
  readonly eof: boolean;
  /** The error's code; null without one, undefined while it lives. */
  readonly lost?: string | null;
}

const loop = new Loop({ backend: process.argv[2] as Backend });
const told: { bytes: number; eof: boolean; lost?: string | null }[] = [];

const server = await loop.createServer(
  {
    connectionMade(transport) {
      const mine = { bytes: 0, eof: false };
      transport.data = mine;
      told.push(mine);
    },
    dataReceived(data, transport) {
      (transport.data as { bytes: number }).bytes += data.length;
      transport.write(data);
    },
    eofReceived(transport) {
      (transport.data as { eof: boolean }).eof = true;
    },
    connectionLost(error, transport) {
      (transport.data as { lost?: string | null }).lost =
        error === null ? null : String((error as { code?: string }).code);
    },
    pauseWriting: (transport) => transport.pauseReading(),
    resumeWriting: (transport) => transport.resumeReading(),
  },
  { host: '127.0.0.1', port: 0 },
);
console.log(portOf(server));
process.stdin.resume().on('end', async () => {
  server.abortClients();
  await server.waitClosed();
  console.log(JSON.stringify(told));
  loop.close();
});
