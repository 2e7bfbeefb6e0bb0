/**
 * A proxy for TCP: `node dist/examples/proxy.js 80 127.0.0.1 8080` takes connections at port 8080, each of which it connects to
 * port 80 of 127.0.0.1. What one side sends goes to the other as it comes, and so does its end, each way by itself. Who reads slowly
 * slows down who sends: of each way no more is kept than the high mark and one read.
 */
import { Loop, type ProtocolHandler, type Transport } from 'readyloop';

const [port = '', host = '127.0.0.1', at = '0'] = process.argv.slice(2);

/** What a side knows of the connection. */
interface Side {
  readonly other: Transport<Side>;
  isAtEnd: boolean;
}

/** Both sides have the same protocol. */
const side: ProtocolHandler<Side> = {
  dataReceived: (data, transport) => transport.data.other.write(data),
  pauseWriting: (transport) => transport.data.other.pauseReading(),
  resumeWriting: (transport) => transport.data.other.resumeReading(),
  eofReceived(transport) {
    const { other } = transport.data;
    transport.data.isAtEnd = true;
    other.writeEof();
    if (other.data.isAtEnd) other.close();
    // Else what comes from the other side can still be sent to this one.
    return !other.data.isAtEnd;
  },
  connectionLost(error, transport) {
    const { other } = transport.data;
    error === null ? other.close() : other.abort({ reset: true });
  },
};

/** From here on, what one of them sends is the other's. */
function join(client: Transport<Side>, server: Transport<Side>): void {
  client.data = { other: server, isAtEnd: false };
  server.data = { other: client, isAtEnd: false };
  client.setProtocol(side);
  if (client.isClosing()) server.abort();
  client.resumeReading();
}

const loop = new Loop({ backend: process.env.BACKEND === 'tokio' ? 'tokio' : 'mio' });

const proxy = await loop.createServer<Side>(
  {
    async connectionMade(client) {
      // Nothing is read before there is somebody to send it to.
      client.pauseReading();
      try {
        const joined = { ...side, connectionMade: (server: Transport<Side>) => join(client, server) };
        await loop.createConnection(joined, { host, port: Number(port), borrowed: true });
      } catch (error) {
        console.error((error as Error).message);
        client.abort({ reset: true });
      }
    },
  },
  // What is received is lent, for it is written at once.
  { host: '127.0.0.1', port: Number(at), borrowed: true },
);
const [name] = proxy.sockets.map((socket) => socket.getsockname());
if (name !== undefined && 'port' in name) console.log(`listening on port ${name.port}`);
