/** A server that sends back what it gets: `node examples/echo-server.js 7007`, then `nc 127.0.0.1 7007`. */
import { Loop } from 'readyloop';

const loop = new Loop();
const server = await loop.createServer(
  {
    dataReceived(data, transport) {
      transport.write(data);
    },
  },
  { host: '127.0.0.1', port: Number(process.argv[2] ?? 0) },
);

const [socket] = server.sockets;
console.log(`listening on port ${socket.getsockname().port}`);
