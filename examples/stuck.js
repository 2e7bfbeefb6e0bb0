/** A program that does not end, and tells why when it gets SIGUSR2. */
import { Loop } from 'readyloop';

const loop = new Loop({ reportOn: 'SIGUSR2', debug: true });
const server = await loop.createServer(
  {
    connectionMade(transport) {
      transport.write('some work');
      transport.close();
    },
  },
  { host: '127.0.0.1', port: 0 },
);
const [{ port }] = server.sockets.map((socket) => socket.getsockname());
await loop.createConnection(
  {
    dataReceived(_, transport) {
      transport.pauseReading(); // and nobody resumes it
      console.log(`kill -USR2 ${process.pid}`);
    },
  },
  { host: '127.0.0.1', port },
);
server.close();
