import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { type ExceptionContext, Loop, Socket } from '../../src/index.js';
import { type Backend, otherThan } from '../support/backends.js';
import { portOf } from '../support/port.js';
import * as probe from '../support/probe.js';
import { rounds, until } from '../support/scene.js';
import { testing } from '../support/testing-addon.js';
import { count } from './ending.js';

/**
 * A process whose engine panics, in one step after another: what each panic left is said, one line for each. All that the
 * panics themselves print stays in here. Its argument is the backend of the loop that panics; the bystander has the other.
 */

/** What became of a loop whose engine was to panic behind so many steps. */
export interface Panicked {
  readonly steps: number;
  /** Whether it did; a run has only so many steps. */
  readonly happened: boolean;
  /** Whether a call of the program's own was hit, which threw. */
  readonly threw: boolean;
  readonly closed: boolean;
  /** The codes that the exception handler was told. */
  readonly told: readonly string[];
  /** How each operation ended: `done`, the code of its error, or `pending`. */
  readonly outcomes: readonly string[];
  /** Whether the other loop of the thread still does its work. */
  readonly bystander: boolean;
  /** How many descriptors are left over. */
  readonly left: number;
}

const backend = process.argv[2] as Backend;

const codeOf = (error: unknown) => String((error as { code?: string }).code ?? error);

/** Everything that steps a table, in calls and in turns. */
async function act(loop: Loop, sockets: Socket[], outcomes: string[]): Promise<void> {
  const follow = (promise: Promise<unknown>) => {
    const at = outcomes.push('pending') - 1;
    promise.then(
      () => {
        outcomes[at] = 'done';
      },
      (error: unknown) => {
        outcomes[at] = codeOf(error);
      },
    );
  };
  const keep = (made: Socket[]) => {
    sockets.push(...made);
    return made as [Socket, Socket];
  };
  const [[a, b], [c, d], [e, f]] = [keep(Socket.pair()), keep(Socket.pair()), keep(Socket.pair())];
  const [listener] = keep([new Socket('inet')]);
  listener.bind({ host: '127.0.0.1', port: 0 });
  listener.listen();
  const accepting = loop.sockAccept(listener).then(([connection]) => sockets.push(connection));
  follow(accepting);
  follow(loop.sockRecv(a, 10));
  follow(loop.sockRecvInto(b, Buffer.alloc(10)));
  follow(loop.sockSendall(c, Buffer.alloc(1_000_000)));
  const controller = new AbortController();
  follow(loop.sockRecv(d, 1_000_000, { signal: controller.signal }));
  const [client] = keep([new Socket('inet')]);
  follow(loop.sockConnect(client, listener.getsockname()));
  await rounds(2);
  loop.addReader(e, () => loop.removeReader(e));
  loop.addWriter(e, () => {});
  follow(loop.writable(f));
  await rounds(2);
  follow(loop.sockSendall(a, Buffer.from('x')));
  loop.removeWriter(e);
  controller.abort();
  e.close();
  await rounds(2);
  await converse(loop, follow);
}

/** What steps the tables of a server and of its connection. Once a connection is made, its loss is told, whatever happens. */
async function converse(loop: Loop, follow: (promise: Promise<unknown>) => void): Promise<void> {
  let lose = (_error: Error | null): void => {};
  const server = await loop.createServer(
    {
      connectionMade(transport) {
        const lost = new Promise<void>((resolve, reject) => {
          lose = (error) => (error === null ? resolve() : reject(error));
        });
        follow(lost);
        transport.write('hello');
      },
      dataReceived(data, transport) {
        transport.pauseReading();
        transport.write(data);
        transport.resumeReading();
      },
      connectionLost: (error) => lose(error),
    },
    { host: '127.0.0.1', port: 0, maxConnections: 1 },
  );
  const client = probe.connectTcp(portOf(server));
  try {
    follow(server.waitClosed());
    await rounds(2);
    probe.write(client, Buffer.from('x'));
    await rounds(2);
    server.pauseAccepting();
    server.resumeAccepting();
    for (const transport of server.connections) transport.write(Buffer.alloc(1_000_000));
    await rounds(2);
    server.closeClients();
    probe.native.read(client, Buffer.alloc(2_000_000));
    probe.shutdownWrite(client);
    await rounds(4);
  } finally {
    probe.close(client);
  }
}

async function panic(steps: number): Promise<Panicked> {
  const before = count().fds;
  const [told, outcomes, sockets]: [string[], string[], Socket[]] = [[], [], []];
  const [loop, other] = [new Loop({ backend }), new Loop({ backend: otherThan(backend) })];
  loop.setExceptionHandler(({ exception }: ExceptionContext) => told.push(codeOf(exception)));
  const [mine, theirs] = Socket.pair();
  sockets.push(mine, theirs);
  const received = other.sockRecv(mine, 10);
  // A call that waits for its answer comes behind what was posted before: the bystander takes no step from here on.
  other.addWriter(theirs, () => {}).cancel();
  testing.panicAfterSteps(steps);
  let threw = false;
  try {
    await act(loop, sockets, outcomes);
    loop.close();
  } catch (error) {
    threw = true;
    if (!['ERR_NATIVE_PANIC', 'ERR_LOOP_CLOSED'].includes(codeOf(error))) throw error;
  }
  const happened = testing.panicAfterSteps(null) === null;
  await until(() => told.length > 0 === happened && !outcomes.includes('pending'));
  await other.sockSendall(theirs, Buffer.from('alive'));
  const bystander = String(await received) === 'alive';
  const { closed } = loop;
  other.close();
  loop.close();
  for (const socket of sockets) {
    socket.close();
  }
  await until(() => count().fds === before);
  return { steps, happened, threw, closed, told, outcomes, bystander, left: count().fds - before };
}

/** A worker that is ended with a panic due in the first step of its end. */
async function panicInWorker(): Promise<number> {
  const { resolve } = createRequire(import.meta.url);
  const worker = new Worker(
    `const { Loop, Socket } = await import(${JSON.stringify(resolve('readyloop'))});
    const { createRequire } = await import('node:module');
    const { parentPort } = await import('node:worker_threads');
    const loop = new Loop({ backend: ${JSON.stringify(backend)} });
    loop.sockRecv(Socket.pair()[0], 10);
    loop.sockSendall(Socket.pair()[0], Buffer.alloc(1_000_000));
    createRequire(process.cwd() + '/')(process.env.READYLOOP_ADDON).panicAfterSteps(0);
    parentPort.postMessage('up');`,
    { eval: true },
  );
  await new Promise((up) => worker.once('message', up));
  return worker.terminate();
}

for (let steps = 0; ; steps++) {
  const panicked = await panic(steps);
  console.log(JSON.stringify(panicked));
  if (!panicked.happened) {
    break;
  }
}
await panicInWorker();
const before = count().fds;
await panicInWorker();
console.log(JSON.stringify({ leftOfWorker: count().fds - before }));
