import { AssertionError, deepStrictEqual } from 'node:assert';
import { Socket } from '../../src/index.js';
import { portOf } from '../support/port.js';
import * as probe from '../support/probe.js';
import { rejection, rounds, Scene, sleep } from '../support/scene.js';

/**
 * A short life of a loop, in which each machine meets what real traffic brings: waiting, part of what was asked for,
 * ends, cancelling, and closing under what is pending. It throws where something is not as promised, or takes too long.
 */
export async function scenario(trace: string): Promise<void> {
  using scene = new Scene('mio', { trace });
  const unexpected: unknown[] = [];
  scene.loop.setExceptionHandler(({ exception }) => {
    if ((exception as NodeJS.ErrnoException).code !== 'EMFILE') unexpected.push(exception);
  });
  for (const act of [echoing, serving, sending, cancelling, callingBack, hangingUp, closing, runningOut]) {
    await within(4000, act.name, act(scene));
    if (unexpected.length > 0) throw unexpected[0];
  }
}

async function within(ms: number, what: string, acting: Promise<void>): Promise<void> {
  const ended = await Promise.race([acting.then(() => true), sleep(ms).then(() => false)]);
  if (!ended) throw new AssertionError({ message: `${what} did not end within ${ms} ms` });
}

/** Two connections at once: a few bytes, and more than is received at a time. */
async function echoing(scene: Scene): Promise<void> {
  const [listener, port] = scene.listener();
  const serving = [serve(scene, listener), serve(scene, listener)];
  await rounds();
  const clients = [scene.connect(port), scene.connect(port)] as const;
  await Promise.all([converse(clients[0], 5), converse(clients[1], 300_000), ...serving]);
}

async function serve(scene: Scene, listener: Socket): Promise<void> {
  const [connection] = await scene.loop.sockAccept(listener);
  scene.keep(connection);
  for (;;) {
    const bytes = await scene.loop.sockRecv(connection, 65_536);
    if (bytes.length === 0) break;
    await scene.loop.sockSendall(connection, bytes);
  }
  connection.close();
}

async function converse(client: number, length: number): Promise<void> {
  const sent = pattern(length);
  const echoed: Buffer[] = [];
  let [wrote, read] = [0, 0];
  for (; read < length; await rounds(1)) {
    const taken = wrote < length ? probe.write(client, sent.subarray(wrote)) : 0;
    if (typeof taken === 'number') wrote += taken;
    const got = probe.read(client, 100_000);
    if (typeof got === 'string') continue;
    echoed.push(got);
    read += got.length;
  }
  deepStrictEqual(Buffer.concat(echoed), sent);
  probe.shutdownWrite(client);
}

/** The same by transports, whose server has room for two; one that comes later waits for it, pauses, and closes first. */
async function serving(scene: Scene): Promise<void> {
  const ended: (Error | null)[] = [];
  const server = await scene.loop.createServer(
    {
      dataReceived: (data, transport) => transport.write(data),
      connectionLost: (error) => void ended.push(error),
    },
    { host: '127.0.0.1', port: 0, maxConnections: 2 },
  );
  const port = portOf(server);
  const clients = [scene.connect(port), scene.connect(port)] as const;
  await Promise.all([converse(clients[0], 5), converse(clients[1], 300_000)]);
  const late = scene.connect(port);
  while (ended.length < 2) await rounds(1);
  while (server.connections.size === 0) await rounds(1);
  const [transport] = server.connections;
  transport?.pauseReading();
  probe.write(late, Buffer.from('unread'));
  await rounds();
  transport?.write('bye');
  transport?.close();
  server.close();
  probe.shutdownWrite(late);
  await server.waitClosed();
  deepStrictEqual(ended, [null, null, null]);
  deepStrictEqual(probe.read(late, 10), Buffer.from('bye'));
}

/** Sends several times what fits, to somebody who reads slowly (L11). */
async function sending(scene: Scene): Promise<void> {
  const [a, b] = scene.socketPair();
  const socket = Socket.fromFd(a);
  const sent = pattern(1_000_000);
  const done = scene.loop.sockSendall(socket, sent);
  const arrived: Buffer[] = [];
  for (let left = sent.length; left > 0; await rounds(1)) {
    const got = probe.read(b, 50_000);
    if (typeof got === 'string') continue;
    arrived.push(got);
    left -= got.length;
  }
  await done;
  deepStrictEqual(Buffer.concat(arrived), sent);
  socket.detach();
}

const pattern = (length: number) => Buffer.from(Uint8Array.from({ length }, (_, i) => i ^ (i >> 8)));

/** Cancels each operation while it waits; what comes later goes to the next one (C21, C22). */
async function cancelling(scene: Scene): Promise<void> {
  const { loop } = scene;
  const [listener, port] = scene.listener();
  const [a, b] = scene.sockets();
  await cancelled((signal) => loop.sockAccept(listener, { signal }));
  await cancelled((signal) => loop.sockRecv(a, 10, { signal }));
  const accepts = [loop.sockAccept(listener), loop.sockAccept(listener)];
  const large = Buffer.alloc(8_000_000, 7);
  const { bytesSent } = await cancelled((signal) => loop.sockSendall(a, large, { signal }));
  await rounds();
  for (let left = bytesSent as number; left > 0; await rounds(1)) {
    const got = probe.read(b.fileno(), 1_000_000);
    left -= typeof got === 'string' ? 0 : got.length;
  }
  scene.connect(port);
  scene.connect(port);
  for (const [connection] of await Promise.all(accepts)) scene.keep(connection);
  const receiving = loop.sockRecv(b, 10);
  await loop.sockSendall(a, Buffer.from('after all'));
  deepStrictEqual(String(await receiving), 'after all');
}

async function cancelled(start: (signal: AbortSignal) => Promise<unknown>) {
  const controller = new AbortController();
  const outcome = rejection(start(controller.signal));
  await rounds();
  controller.abort();
  const error = await outcome;
  deepStrictEqual(error.name, 'AbortError');
  return error;
}

/** Callbacks that leave something for the next time, are replaced, and remove each other or themselves. */
async function callingBack(scene: Scene): Promise<void> {
  const { loop, log } = scene;
  const [a, b] = scene.socketPair();
  probe.write(b, Buffer.from('abcd'));
  loop.addReader(a, scene.logs('replaced'));
  loop.addWriter(
    a,
    scene.logs('writer', () => loop.removeWriter(a)),
  );
  loop.addReader(
    a,
    scene.logs('reader', () => probe.read(a, 1)),
  );
  await rounds(8);
  deepStrictEqual(log.splice(0), ['reader', 'writer', 'reader', 'reader', 'reader']);
  loop.removeReader(a);
  probe.write(b, Buffer.from('e'));
  await rounds();
  loop.addWriter(
    a,
    scene.logs('again', () => {
      loop.addWriter(
        a,
        scene.logs('last', () => loop.removeWriter(a)),
      );
      loop.addReader(
        a,
        scene.logs('e', () => {
          probe.read(a, 9);
          loop.removeReader(a);
        }),
      );
    }),
  );
  await rounds(8);
  deepStrictEqual(log.splice(0).sort(), ['again', 'e', 'last']);
}

/** Ends that bring no edge of their own: behind bytes, behind a short read, and for a writer (R5). */
async function hangingUp(scene: Scene): Promise<void> {
  const { loop, log } = scene;
  const [a, b] = scene.sockets();
  const first = loop.sockRecv(a, 10);
  await rounds();
  probe.write(b.fileno(), Buffer.from('last'));
  b.shutdown('write');
  deepStrictEqual(String(await first), 'last');
  deepStrictEqual((await loop.sockRecv(a, 10)).length, 0);
  const [reader, writer] = scene.pipe();
  loop.addReader(
    reader,
    scene.logs('end', () => loop.removeReader(reader)),
  );
  await rounds();
  scene.close(writer);
  await rounds();
  const [r, w] = scene.pipe();
  while (typeof probe.write(w, Buffer.alloc(4096)) === 'number') {}
  loop.addWriter(
    w,
    scene.logs('broken', () => loop.removeWriter(w)),
  );
  await rounds();
  scene.close(r);
  await rounds();
  deepStrictEqual(log.splice(0), ['end', 'broken']);
}

/** Closes sockets under each operation that waits (C26). */
async function closing(scene: Scene): Promise<void> {
  const { loop } = scene;
  const [listener] = scene.listener();
  const [a, b] = scene.sockets();
  const outcomes = [
    rejection(loop.sockAccept(listener)),
    rejection(loop.sockRecv(a, 10)),
    rejection(loop.sockSendall(a, Buffer.alloc(8_000_000))),
  ];
  await rounds();
  listener.close();
  a.close();
  for (const outcome of outcomes) deepStrictEqual((await outcome).code, 'ERR_SOCKET_CLOSED');
  b.close();
}

/** Accepts although descriptors had run out, without another connection having to come (L9, S1). */
async function runningOut(scene: Scene): Promise<void> {
  const [listener, port] = scene.listener();
  const accepting = scene.loop.sockAccept(listener);
  scene.connect(port);
  const before = probe.limitDescriptors(0);
  await sleep(250);
  probe.limitDescriptors(before);
  const [connection] = await accepting;
  scene.keep(connection);
}
