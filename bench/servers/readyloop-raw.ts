/**
 * Raw echo over readyloop: accept; then receive, send, receive again. The arguments are the loop's backend and
 * whether each call is `timed`. Prints its port; then obeys its standard input.
 */
import { constants, Loop, type LoopOptions, Socket } from '../../src/index.js';
import { Heartbeat, obey } from './heartbeat.js';

const RECEIVE_BYTES = 102_400;
/** More than the connections of any cell, which come all at once: one that is turned away is tried again a second later. */
const BACKLOG = 1024;

/** One that never runs out here: what counts is to have it. */
const OPTIONS = process.argv[3] === 'timed' ? { timeout: 60_000 } : undefined;

const loop = new Loop({ backend: process.argv[2] as NonNullable<LoopOptions['backend']> });
const listener = new Socket('inet', 'stream');
listener.bind({ host: '127.0.0.1', port: 0 });
listener.listen(BACKLOG);
const name = listener.getsockname();
if ('port' in name) console.log(name.port);
const heartbeat = new Heartbeat();
obey(heartbeat);

async function echo(connection: Socket): Promise<void> {
  using _ = connection;
  connection.setsockopt(constants.IPPROTO_TCP, constants.TCP_NODELAY, 1);
  for (;;) {
    const data = await loop.sockRecv(connection, RECEIVE_BYTES, OPTIONS);
    if (data.length === 0) return;
    await loop.sockSendall(connection, data, OPTIONS);
    heartbeat.echoed(data.length);
  }
}

for (;;) {
  const [connection] = await loop.sockAccept(listener);
  echo(connection).catch(() => {}); // a peer that resets is no failure of the server
}
