/** The RESP server of the examples over node:net: the same code, one write a reply. Prints its port; then obeys its standard input. */
import { createServer } from 'node:net';
import { Requests } from '../../examples/resp.js';
import { Heartbeat, obey } from './heartbeat.js';

const heartbeat = new Heartbeat();
const server = createServer((socket) => {
  const requests = new Requests();
  socket.setNoDelay(true);
  socket.on('data', (data: Buffer) => {
    requests.receive(data, socket);
    heartbeat.echoed(data.length);
  });
  socket.on('error', () => socket.destroy()); // a peer that resets is no failure of the server
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(address.port);
});
obey(heartbeat);
