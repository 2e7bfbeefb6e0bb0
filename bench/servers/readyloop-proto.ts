/**
 * Echo by a protocol of readyloop: what comes is written back at once, by one handler for all connections. The arguments are
 * the loop's backend and whether data is `owned` or `borrowed`. Prints its port; then obeys its standard input.
 */
import { Loop, type LoopOptions } from '../../src/index.js';
import { Heartbeat, obey } from './heartbeat.js';

/** More than the connections of any cell, which come all at once: one that is turned away is tried again a second later. */
const BACKLOG = 1024;

const [backend, memory] = process.argv.slice(2);
const loop = new Loop({ backend: backend as NonNullable<LoopOptions['backend']> });
const heartbeat = new Heartbeat();
obey(heartbeat);

const server = await loop.createServer(
  {
    dataReceived(data, transport) {
      transport.write(data);
      heartbeat.echoed(data.length);
    },
  },
  { host: '127.0.0.1', port: 0, backlog: BACKLOG, borrowed: memory === 'borrowed' },
);
const name = server.sockets[0]?.getsockname();
if (name !== undefined && 'port' in name) console.log(name.port);
