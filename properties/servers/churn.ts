import { setImmediate as immediately } from 'node:timers/promises';
import type { ProtocolHandler } from '../../src/index.js';
import { count } from '../exits/ending.js';
import type { Holding } from '../exits/leaking.js';
import type { Backend } from '../support/backends.js';
import { countedLoop } from '../support/native.js';
import { portOf } from '../support/port.js';
import * as probe from '../support/probe.js';

/**
 * A process that makes connections and drops them, over and over, each in one of the ways in which one can end; it says what it
 * holds after each tenth. Its arguments are the backend and the number of connections; it runs with `--expose-gc`.
 */

/** What a process has after a tenth, beside what every process has. */
export interface Tenth extends Holding {
  readonly slots: number;
  readonly registrations: number;
  readonly connections: number;
}

const TENTHS = 10;
const AT_A_TIME = 50;

const [backend, total] = [process.argv[2] as Backend, Number(process.argv[3])];
const [loop, stats] = countedLoop({ backend });
loop.setExceptionHandler(() => {});

/** What the server does with the first byte; the byte says which. */
const doings: readonly NonNullable<ProtocolHandler['dataReceived']>[] = [
  (_, transport) => transport.close(),
  (_, transport) => transport.abort(),
  (_, transport) => transport.abort({ reset: true }),
  (data, transport) => transport.write(data),
  (_, transport) => transport.writeEof(),
  (_, transport) => {
    transport.pauseReading();
    loop.callLater(1, () => transport.resumeReading());
  },
  () => {
    throw new Error('a mistake');
  },
];

let made = 0;
let lost = 0;
const server = await loop.createServer(
  {
    connectionMade: () => {
      made++;
    },
    dataReceived: (data, transport) => doings[data[0] as number]?.(data, transport),
    connectionLost: () => {
      lost++;
    },
  },
  { host: '127.0.0.1', port: 0, backlog: 2 * AT_A_TIME },
);
const port = portOf(server);

async function crowd(first: number): Promise<void> {
  const clients = Array.from({ length: AT_A_TIME }, () => probe.connectTcp(port));
  for (const [at, fd] of clients.entries()) {
    const which = (first + at) % (doings.length + 1);
    // Some are dropped before they have said anything.
    if (which < doings.length) probe.write(fd, Buffer.from([which]));
  }
  while (made < first + AT_A_TIME) await immediately();
  for (const [at, fd] of clients.entries()) {
    if ((first + at) % 3 === 0) probe.close(fd);
    else probe.reset(fd);
  }
  while (lost < made) await immediately();
}

async function holding(): Promise<Tenth> {
  for (let i = 0; i < 5; i++) {
    globalThis.gc?.();
    await immediately();
  }
  const { slots, registrations } = stats();
  const rssMb = process.memoryUsage.rss() / 2 ** 20;
  return { ...count(), rssMb, slots, registrations, connections: server.connections.size };
}

const tenths: Tenth[] = [];
for (let first = 0; first < total; first += AT_A_TIME) {
  if (first % (total / TENTHS) === 0 && first > 0) tenths.push(await holding());
  await crowd(first);
}
tenths.push(await holding());
console.log(JSON.stringify(tenths));
loop.close();
