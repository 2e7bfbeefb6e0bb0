import { BufferedProtocol, Loop, Socket, type Transport } from '../../src/index.js';
import type { Backend } from '../support/backends.js';
import { portOf } from '../support/port.js';
import * as probe from '../support/probe.js';

/**
 * A process that says how much of JavaScript's heap an event takes. Its arguments are the kind of event and the backend; it
 * runs with `--expose-gc`, and with so much room for what is new that nothing is collected meanwhile.
 */

export type Kind = keyof typeof kinds;

const EVENTS = 100_000;
const WARM_UP = 20_000;

const loop = new Loop({ backend: process.argv[3] as Backend });
let events = 0;
let before = 0;

/** Does nothing that takes memory, but at the first and the last event that count. */
function event(): void {
  events++;
  if (events === WARM_UP) {
    globalThis.gc?.();
    before = process.memoryUsage().heapUsed;
  } else if (events === WARM_UP + EVENTS) {
    console.log((process.memoryUsage().heapUsed - before) / EVENTS);
    process.exit();
  }
}

async function connected(handler: Parameters<Loop['createServer']>[0], borrowed = false): Promise<number> {
  const server = await loop.createServer(handler, { host: '127.0.0.1', port: 0, borrowed });
  const port = portOf(server);
  return probe.connectTcp(port);
}

/** Each byte is an event. */
class Drop extends BufferedProtocol {
  readonly #memory = new Uint8Array(1);

  override getBuffer(): Uint8Array {
    return this.#memory;
  }

  override bufferUpdated(): void {
    event();
  }
}

/** The peer's next byte is sent in the event before it. */
function pingPong(borrowed: boolean) {
  return async () => {
    const byte = Buffer.from('x');
    let client = -1;
    const dataReceived = (_data: Buffer, _transport: Transport) => {
      event();
      probe.native.write(client, byte);
    };
    client = await connected({ dataReceived }, borrowed);
    probe.native.write(client, byte);
  };
}

const kinds = {
  // Nobody reads it, so it runs again and again (L2).
  addReader: async () => {
    const [here, there] = Socket.pair();
    probe.write(there.fileno(), Buffer.from('x'));
    loop.addReader(here, event);
  },
  bufferUpdated: async () => {
    const client = await connected(() => new Drop());
    const all = Buffer.alloc(WARM_UP + EVENTS + 1);
    for (let sent = 0; sent < all.length; ) {
      const count = probe.native.write(client, all.subarray(sent));
      if (count > 0) sent += count;
      else await new Promise(setImmediate);
    }
  },
  dataReceived: pingPong(false),
  borrowed: pingPong(true),
};

await kinds[process.argv[2] as Kind]();
