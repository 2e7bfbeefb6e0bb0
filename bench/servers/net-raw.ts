/**
 * Raw echo by callbacks of node:net. What it receives it sends, and receives again only when that is sent, as the other
 * raw servers do. Prints its port; then obeys its standard input.
 */
import { createServer } from 'node:net';
import { Heartbeat, obey } from './heartbeat.js';

/** More than the connections of any cell, which come all at once: one that is turned away is tried again a second later. */
const BACKLOG = 1024;

const heartbeat = new Heartbeat();
const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('data', (data) => {
    heartbeat.echoed(data.length);
    if (socket.write(data)) return;
    socket.pause();
    socket.once('drain', () => socket.resume());
  });
  socket.on('error', () => socket.destroy()); // a peer that resets is no failure of the server
});
server.listen(0, '127.0.0.1', BACKLOG, () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(address.port);
});
obey(heartbeat);
