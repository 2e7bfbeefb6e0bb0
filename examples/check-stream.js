/** Holds the sockets of node:net to what users of a stream rely on, and prints what does not hold. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { checkHalfClose, checkStream } from 'readyloop/testing';

const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();

/** A socket as the checks want a stream. */
function adapted(socket) {
  const pieces = socket.iterator({ destroyOnReturn: false });
  socket.on('error', () => {}); // whoever reads or writes is told
  return {
    receive: async () => (await pieces.next()).value ?? null,
    sendAll: (bytes) =>
      new Promise((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    sendEof: () => void socket.end(),
    close: () => socket.destroySoon(),
    // A reset right behind an end fails (EINVAL), and leaves the socket open and the process alive.
    abort: () => void (socket.writableEnded ? socket.destroy() : socket.resetAndDestroy()),
    onLost: (listener) => void socket.on('close', () => listener(socket.errored)),
  };
}

/** A new connection: its two sides. */
async function make() {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const [[served]] = await Promise.all([once(server, 'connection'), once(socket, 'connect')]);
  return [adapted(socket), adapted(served)];
}

for (const check of [checkStream, checkHalfClose]) {
  await check(make).catch((finding) => console.log(finding.message));
}
server.close();
