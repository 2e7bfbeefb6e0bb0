import type { Loop, ProtocolHandler, Server, Transport } from '../../index.js';
import { Count, type EchoServer } from './echo.js';
import type { Tally } from './messages.js';

/** By transports: a protocol that writes what it is told. While a client reads too slowly, no more is read of it. */
export class TransportsEcho implements EchoServer {
  readonly port: number;
  readonly #server: Server<number>;
  readonly #count: Count;

  private constructor(server: Server<number>, count: Count) {
    const [name] = server.sockets.map((socket) => socket.getsockname());
    if (name === undefined || !('port' in name)) throw new TypeError('an inet socket has an inet address');
    this.port = name.port;
    this.#server = server;
    this.#count = count;
  }

  static async listen(loop: Loop, host: string, port: number, backlog: number): Promise<TransportsEcho> {
    const count = new Count();
    return new TransportsEcho(await loop.createServer(echo(count), { host, port, backlog }), count);
  }

  stop(): void {
    this.#server.close();
  }

  told(): Promise<void> {
    return this.#server.waitClosed();
  }

  get open(): number {
    return this.#server.connections.size;
  }

  get tally(): Tally {
    return { ...this.#count };
  }

  pending(): string[] {
    return [...this.#server.connections].map((transport) => {
      const unsent = transport.getWriteBufferSize();
      const waits = unsent > 0 ? `a client that is to read ${unsent} bytes` : 'data';
      return `server, ${transport.data + 1}. connection accepted: waits for ${waits}`;
    });
  }
}

/** One for all connections; `data` is the number of each. */
function echo(count: Count): ProtocolHandler<number> {
  return {
    connectionMade(transport: Transport<number>) {
      transport.data = count.accepted++;
    },
    dataReceived(data, transport) {
      transport.write(data);
      count.bytes += data.length;
    },
    pauseWriting: (transport) => transport.pauseReading(),
    resumeWriting: (transport) => transport.resumeReading(),
    connectionLost: (error, transport) => count.lost(transport.data, error),
  };
}
