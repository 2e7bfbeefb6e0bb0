import type { AddressInfo, Loop } from '../../src/index.js';
import { Socket } from '../../src/index.js';
import { LawBroken } from '../kernel-laws/law.js';
import { bytes } from '../support/bytes.js';
import * as probe from '../support/probe.js';
import type { Scene } from '../support/scene.js';
import { injectFault } from '../support/testing-addon.js';
import { type Coming, type Connection, ERRORS, type Plan } from './plan.js';

/** More often than that no operation can fail by its faults. */
const MOST_FAILURES = 100;

/** The operations on one socket, of whose calls some fail: what failed took nothing, so it is begun anew. */
class Persistent {
  readonly #expected: ReadonlySet<string>;

  /** @param faults what the descriptor's calls may meet */
  constructor(
    readonly loop: Loop,
    readonly socket: Socket,
    faults: readonly Coming[],
  ) {
    this.#expected = new Set(
      faults.flatMap(({ call, errno }) => {
        const { failing }: { readonly failing: readonly string[] } = ERRORS[call as keyof typeof ERRORS];
        return errno !== undefined && failing.includes(errno) ? [errno] : [];
      }),
    );
    for (const fault of faults) {
      injectFault({ ...fault, fd: socket.fileno() });
    }
  }

  async connect(port: number): Promise<void> {
    await this.#insist(() => this.loop.sockConnect(this.socket, { host: '127.0.0.1', port }));
  }

  accept(): Promise<[Socket, AddressInfo]> {
    return this.#insist(() => this.loop.sockAccept(this.socket));
  }

  receive(most: number, into: boolean): Promise<Buffer> {
    return this.#insist(async () => {
      if (!into) return this.loop.sockRecv(this.socket, most);
      const buffer = Buffer.alloc(most);
      return buffer.subarray(0, await this.loop.sockRecvInto(this.socket, buffer));
    });
  }

  /** Goes on behind what a send that failed says was sent (L10). */
  async send(data: Buffer): Promise<void> {
    let sent = 0;
    await this.#insist(() =>
      this.loop.sockSendall(this.socket, data.subarray(sent)).catch((error) => {
        sent += error.bytesSent;
        throw error;
      }),
    );
  }

  async #insist<T>(start: () => Promise<T>): Promise<T> {
    for (let failures = 0; ; failures++) {
      try {
        return await start();
      } catch (error) {
        if (!this.#expected.has((error as { code: string }).code) || failures > MOST_FAILURES) {
          throw new LawBroken('L16', `an operation failed with what no call of its descriptor met: ${error}`);
        }
      }
    }
  }
}

/** Sends back all that comes, and then the end. */
async function serve(server: Persistent, part: number): Promise<void> {
  for (let data = await server.receive(part, false); data.length > 0; data = await server.receive(part, false)) {
    await server.send(data);
  }
  server.socket.shutdown('write');
}

/** All that comes until the end. */
async function collect(client: Persistent, { part, into }: Connection): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let got = await client.receive(part, into); got.length > 0; got = await client.receive(part, into)) {
    parts.push(got);
  }
  return Buffer.concat(parts);
}

/** L11: all that was sent comes back, once and in order. */
async function demandEcho(client: Persistent, connection: Connection): Promise<void> {
  const data = bytes(connection.length);
  const sending = client.send(data).then(() => client.socket.shutdown('write'));
  const [back] = await Promise.all([collect(client, connection), sending]);
  if (!back.equals(data)) {
    const at = data.findIndex((byte, i) => byte !== back[i]);
    throw new LawBroken('L11', `of ${data.length} bytes ${back.length} came back, and are others from byte ${at} on`);
  }
}

/** Who meets no fault notices none of the others' (L16). */
async function pingPong(scene: Scene): Promise<void> {
  const [a, b] = scene.sockets();
  for (let i = 0; i < 20; i++) {
    await scene.loop.sockSendall(a, Buffer.from([i]));
    const got = await scene.loop.sockRecv(b, 10);
    if (got[0] !== i || got.length !== 1) {
      throw new LawBroken('L11', `a connection without faults received ${[...got]} for ${i}`);
    }
  }
}

/** L8: each of those who connected is accepted once, and nobody else; and each is served to its end. */
function serveAll(listener: Persistent, expected: ReadonlyMap<number, Connection>, scene: Scene): Promise<void>[] {
  const waiting = new Map(expected);
  return [...expected].map(async () => {
    const [socket, peer] = await listener.accept();
    scene.keep(socket);
    const { port } = peer as { port: number };
    const connection = waiting.get(port);
    if (connection === undefined || !waiting.delete(port)) {
      throw new LawBroken('L8', `port ${port} was accepted ${expected.has(port) ? 'twice' : 'and never connected'}`);
    }
    if (connection.small) {
      probe.shrinkBuffers(socket.fileno());
    }
    await serve(new Persistent(scene.loop, socket, connection.server), connection.part);
  });
}

/** Runs a plan to its end: all is accepted and all comes back, whatever was met on the way; else a law is broken. */
export async function echo(scene: Scene, { listener, connections }: Plan): Promise<void> {
  const [listening, port] = scene.listener();
  const accepting = new Persistent(scene.loop, listening, listener);
  const clients = connections.map((connection) => {
    const socket = scene.keep(new Socket('inet'));
    if (connection.small) {
      probe.shrinkBuffers(socket.fileno());
    }
    socket.bind({ host: '127.0.0.1', port: 0 });
    return { connection, socket };
  });
  const expected = new Map(clients.map(({ connection, socket }) => [probe.portOf(socket.fileno()), connection]));
  const serving = serveAll(accepting, expected, scene);
  const asking = clients.map(async ({ connection, socket }) => {
    await new Persistent(scene.loop, socket, connection.connect).connect(port);
    await demandEcho(new Persistent(scene.loop, socket, connection.client), connection);
  });
  await Promise.all([...serving, ...asking, pingPong(scene)]);
  const abort = new AbortController();
  const another = scene.loop.sockAccept(listening, { signal: abort.signal });
  abort.abort();
  await another.then(
    () => {
      throw new LawBroken('L8', 'an accept was fulfilled without a connection');
    },
    () => {},
  );
}
