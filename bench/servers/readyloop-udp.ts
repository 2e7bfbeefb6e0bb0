/**
 * Datagrams of readyloop: each goes back to where it came from, one receive and one send after the other. The argument is the loop's
 * backend. Prints its port; then obeys its standard input.
 */
import { Loop, type LoopOptions, Socket } from '../../src/index.js';
import { Heartbeat, obey } from './heartbeat.js';

/** More than the longest datagram of any cell. */
const LONGEST = 65_536;

const [backend] = process.argv.slice(2);
const loop = new Loop({ backend: backend as NonNullable<LoopOptions['backend']> });
const heartbeat = new Heartbeat();
obey(heartbeat);

const socket = new Socket('inet', 'dgram');
socket.bind({ host: '127.0.0.1', port: 0 });
const name = socket.getsockname();
if ('port' in name) console.log(name.port);
for (;;) {
  const [data, sender] = await loop.sockRecvfrom(socket, LONGEST);
  if (sender !== undefined) await loop.sockSendto(socket, data, sender);
  heartbeat.echoed(data.length);
}
