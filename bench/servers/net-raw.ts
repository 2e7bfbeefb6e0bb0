/**
 * Raw echo by callbacks of node:net. What it receives it sends, and receives again only when that is sent, as the other
 * raw servers do. Prints its port; ends when standard input does.
 */
import { createServer } from 'node:net';

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('data', (data) => {
    if (socket.write(data)) return;
    socket.pause();
    socket.once('drain', () => socket.resume());
  });
  socket.on('error', () => socket.destroy()); // a peer that resets is no failure of the server
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(address.port);
});
process.stdin.resume().on('end', () => process.exit());
