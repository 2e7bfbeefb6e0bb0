/**
 * Bun.listen, and the two programs upon it: `proto` writes back what came, `resp` is the RESP server of the examples, one write a
 * reply. What a socket does not take is kept here: Bun leaves that to its user. Prints its port; then obeys its standard input.
 */
import { Requests } from '../../examples/resp.js';
import { Heartbeat, obey } from './heartbeat.js';

/** What of Bun's API is used here. */
interface BunSocket {
  data: Connection;
  write(bytes: Uint8Array): number;
  end(): void;
}
interface Handlers {
  open(socket: BunSocket): void;
  data(socket: BunSocket, data: Buffer): void;
  drain(socket: BunSocket): void;
  end(socket: BunSocket): void;
  error(socket: BunSocket, error: Error): void;
}
declare const Bun: {
  listen(options: { hostname: string; port: number; allowHalfOpen: boolean; socket: Handlers }): { port: number };
};

class Connection {
  readonly #socket: BunSocket;
  readonly requests = new Requests();
  #unsent: Buffer[] = [];
  #isAtEnd = false;

  constructor(socket: BunSocket) {
    this.#socket = socket;
  }

  write(bytes: Buffer): void {
    const taken = this.#unsent.length > 0 ? 0 : this.#socket.write(bytes);
    if (taken < bytes.length) this.#unsent.push(Buffer.from(bytes.subarray(taken)));
  }

  drain(): void {
    const unsent = this.#unsent;
    this.#unsent = [];
    for (const bytes of unsent) this.write(bytes);
    if (this.#isAtEnd) this.end();
  }

  end(): void {
    this.#isAtEnd = true;
    if (this.#unsent.length === 0) this.#socket.end();
  }
}

const heartbeat = new Heartbeat();
const isResp = process.argv[2] === 'resp';

const { port } = Bun.listen({
  hostname: '127.0.0.1',
  port: 0,
  allowHalfOpen: true,
  socket: {
    open(socket) {
      socket.data = new Connection(socket);
    },
    data({ data: connection }, data) {
      if (isResp) connection.requests.receive(Buffer.from(data), connection);
      else connection.write(data);
      heartbeat.echoed(data.length);
    },
    drain: ({ data: connection }) => connection.drain(),
    end: ({ data: connection }) => connection.end(),
    error: () => {}, // a peer that resets is no failure of the server
  },
});
console.log(port);
obey(heartbeat);
