/**
 * Echo by node:net as a program writes it: what comes is written back at once, whatever is still unsent. Prints its port;
 * then obeys its standard input.
 */
import { createServer } from 'node:net';
import { Heartbeat, obey } from './heartbeat.js';

/** More than the connections of any cell, which come all at once: one that is turned away is tried again a second later. */
const BACKLOG = 1024;

const heartbeat = new Heartbeat();
const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('data', (data) => {
    socket.write(data);
    heartbeat.echoed(data.length);
  });
  socket.on('error', () => socket.destroy()); // a peer that resets is no failure of the server
});
server.listen(0, '127.0.0.1', BACKLOG, () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(address.port);
});
obey(heartbeat);
