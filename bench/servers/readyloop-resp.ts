/**
 * The RESP server of the examples over readyloop: one write a reply. The argument is the loop's backend. Prints its port; then
 * obeys its standard input.
 */
import { Requests } from '../../examples/resp.js';
import { Loop, type LoopOptions } from '../../src/index.js';
import { Heartbeat, obey } from './heartbeat.js';

const loop = new Loop({ backend: process.argv[2] as NonNullable<LoopOptions['backend']> });
const heartbeat = new Heartbeat();
obey(heartbeat);

const server = await loop.createServer<Requests>(
  {
    connectionMade(transport) {
      transport.data = new Requests();
    },
    dataReceived(data, transport) {
      transport.data.receive(data, transport);
      heartbeat.echoed(data.length);
    },
  },
  { host: '127.0.0.1', port: 0 },
);
const name = server.sockets[0]?.getsockname();
if (name !== undefined && 'port' in name) console.log(name.port);
