/**
 * Echo by streams of readyloop: a line is read, and written back without waiting for room. The argument is the loop's backend.
 * Prints its port; then obeys its standard input.
 */
import { Loop, type LoopOptions } from '../../src/index.js';
import { Heartbeat, obey } from './heartbeat.js';

/** More than the connections of any cell, which come all at once: one that is turned away is tried again a second later. */
const BACKLOG = 1024;
/** More than the longest line of any cell. */
const LIMIT = 1_048_576;

const [backend] = process.argv.slice(2);
const loop = new Loop({ backend: backend as NonNullable<LoopOptions['backend']> });
const heartbeat = new Heartbeat();
obey(heartbeat);

const server = await loop.startServer(
  async (reader, writer) => {
    for (let line = await reader.readline(); line.length > 0; line = await reader.readline()) {
      writer.write(line);
      heartbeat.echoed(line.length);
    }
    writer.close();
  },
  { host: '127.0.0.1', port: 0, backlog: BACKLOG, limit: LIMIT },
);
const name = server.sockets[0]?.getsockname();
if (name !== undefined && 'port' in name) console.log(name.port);
