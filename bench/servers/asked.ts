/**
 * What servers whose requests are no echoes have in common: a client's message asks for some work, and comes back when that is
 * done. The work is so much that the message is next to nothing beside it.
 */
import { createServer } from 'node:net';

/** Serves on a port that it prints; `work` calls back when what a message of so many bytes asks for is done. */
export function serve(work: (bytes: number, done: () => void) => void): void {
  const server = createServer((client) => {
    client.setNoDelay(true);
    client.on('data', (message) => work(message.length, () => client.write(message)));
    client.on('error', () => client.destroy()); // a peer that resets is no failure of the server
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address !== null && typeof address === 'object') console.log(address.port);
  });
}
