import { type AnyProtocol, Loop, Socket, type Transport } from '../../src/index.js';
import type { Backend } from '../support/backends.js';
import { portOf } from '../support/port.js';
import * as probe from '../support/probe.js';

/**
 * A process that says how much of JavaScript's heap an event takes. Its arguments are the kind of event and the backend; it
 * runs with `--expose-gc`, and with so much room for what is new that nothing is collected meanwhile.
 */

export type Kind = keyof typeof kinds;

/**
 * It is looked at after so many events each. What counts is one of the best of these blocks: in one or the other V8 compiles, or
 * collects after all; and on a busy machine fewer events share what a turn takes. What an event takes itself is in all of them.
 */
const BLOCK = 10_000;
const BLOCKS = 11;
const BEST = 2;
const WARM_UP = 50_000;
/** So many events come in one turn: what a turn takes is shared by them. */
const AT_ONCE = 500;
const REQUEST = Buffer.alloc(1_024, 'x');

const loop = new Loop({ backend: process.argv[3] as Backend });
const clients: number[] = [];
let events = 0;
let before = 0;
const taken: number[] = [];
/** What is received is looked at, or it would not have to be made. */
let bytes = 0;

/** Does nothing that takes memory, but between two blocks. */
function event(): void {
  if (++events >= WARM_UP && events % BLOCK === 0) look();
}

function look(): void {
  const now = process.memoryUsage().heapUsed;
  if (events > WARM_UP) taken.push((now - before) / BLOCK);
  else globalThis.gc?.();
  if (taken.length === BLOCKS) {
    console.log(taken.filter((of) => of >= 0).sort((a, b) => a - b)[BEST]);
    process.exit(bytes < 0 ? 1 : 0);
  }
  before = process.memoryUsage().heapUsed;
}

/** What a connection, whose number is its `data`, gets next is sent in the event before. */
function next(transport: Transport<number>): void {
  event();
  probe.native.write(clients[transport.data] as number, REQUEST);
}

async function serve(protocol: AnyProtocol<number>, borrowed = false): Promise<void> {
  let made = 0;
  const connectionMade = (transport: Transport<number>) => {
    transport.data = made++;
  };
  const options = { host: '127.0.0.1', port: 0, backlog: AT_ONCE, borrowed };
  const server = await loop.createServer({ ...protocol, connectionMade } as AnyProtocol<number>, options);
  while (clients.length < AT_ONCE) clients.push(probe.connectTcp(portOf(server)));
  while (made < AT_ONCE) await new Promise(setImmediate);
  for (const client of clients) probe.write(client, REQUEST);
}

const dataReceived = (borrowed: boolean) => () =>
  serve(
    {
      dataReceived(data, transport) {
        bytes += data.length;
        next(transport);
      },
    },
    borrowed,
  );

const kinds = {
  // Nobody reads them, so they run again and again (L2).
  addReader: async () => {
    for (let i = 0; i < AT_ONCE; i++) {
      const [here, there] = Socket.pair();
      probe.write(there.fileno(), REQUEST);
      loop.addReader(here, event);
    }
  },
  bufferUpdated: () => {
    const memory = Array.from({ length: AT_ONCE }, () => new Uint8Array(2_048));
    return serve({
      getBuffer: (_hint, { data }) => memory[data] as Uint8Array,
      bufferUpdated: (_bytes, transport) => next(transport),
    });
  },
  dataReceived: dataReceived(false),
  borrowed: dataReceived(true),
};

await kinds[process.argv[2] as Kind]();
