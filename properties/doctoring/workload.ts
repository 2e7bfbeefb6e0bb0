import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Loop, Socket } from '../../src/index.js';
import type { Backend } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rounds, until } from '../support/scene.js';

/** How often each part is done: so many records come of it that one of them is less than one in a hundred of its kind. */
const TIMES = 4;

/** More than a connection takes at once. */
const MUCH = 300_000;

/** A run with every operation in it, in each of the ways in which it goes: done at once, after a wait, in parts, given up. */
export async function work(backend: Backend, trace: string): Promise<void> {
  const loop = new Loop({ backend, trace });
  loop.setExceptionHandler(() => {});
  const sockets: Socket[] = [];
  const keep = <Sockets extends readonly Socket[]>(...some: Sockets): Sockets => {
    sockets.push(...some);
    return some;
  };
  const path = join(tmpdir(), `readyloop-doctoring-${process.pid}-${backend}`);
  const listening = (family: 'inet' | 'unix', backlog: number): Socket => {
    const [socket] = keep(new Socket(family, 'stream'));
    socket.bind(family === 'unix' ? { path } : { host: '127.0.0.1', port: 0 });
    socket.listen(backlog);
    return socket;
  };
  try {
    for (let time = 0; time < TIMES; time++) {
      await callbacks(loop);
      await streams(loop, keep);
      await datagrams(loop, keep);
      await refusals(loop, keep);
      const listener = listening('inet', 16);
      await connections(loop, listener, keep);
      listener.close();
    }
    await queue(loop, listening('unix', 0), path);
    await callbacks(loop);
    await leavePending(loop, keep);
  } finally {
    loop.close();
    for (const socket of sockets) socket.close();
    rmSync(path, { force: true });
  }
  await rounds();
}

type Keep = <Sockets extends readonly Socket[]>(...sockets: Sockets) => Sockets;

/** Callbacks that run, are replaced, removed, and wait beside each other. */
async function callbacks(loop: Loop): Promise<void> {
  const [reader, writer] = probe.pipe();
  let ran = 0;
  const read = () => {
    ran++;
    probe.read(reader, 1);
  };
  loop.addReader(reader, () => {});
  loop.addReader(reader, read);
  probe.write(writer, Buffer.from('ab'));
  await until(() => ran === 2);
  const written = loop.writable(writer);
  await written;
  loop.removeReader(reader);
  loop.addReader(reader, read);
  probe.close(writer);
  await until(() => ran > 3);
  loop.removeReader(reader);
  probe.close(reader);
}

/** Bytes there and back: at once, after a wait, into the user's memory, in parts, aborted, and up to the end. */
async function streams(loop: Loop, keep: Keep): Promise<void> {
  const [a, b] = keep(...tcpPair());
  const early = loop.sockRecv(a, 64);
  await rounds(1);
  await loop.sockSendall(b, Buffer.from('hello'));
  await early;
  await loop.sockSendall(b, Buffer.from('at once'));
  await rounds(2);
  await loop.sockRecvInto(a, Buffer.alloc(7));
  const gone = new AbortController();
  const aborted = loop.sockRecv(a, 64, { signal: gone.signal });
  gone.abort();
  await aborted.catch(() => {});
  const sent = loop.sockSendall(b, Buffer.alloc(MUCH));
  for (let left = MUCH; left > 0; ) left -= (await loop.sockRecv(a, 100_000)).length;
  await sent;
  b.shutdown('write');
  await loop.sockRecv(a, 64);
  const [c, d] = keep(...Socket.pair());
  probe.shrinkBuffers(c.fileno());
  const stuck = new AbortController();
  const sending = loop.sockSendall(c, Buffer.alloc(MUCH), { signal: stuck.signal });
  await rounds(2);
  stuck.abort();
  await sending.catch(() => {});
  d.close();
  await loop.sockSendall(c, Buffer.from('to nobody')).catch(() => {});
  for (const socket of [a, b, c]) socket.close();
}

/** Messages with and without an address. */
async function datagrams(loop: Loop, keep: Keep): Promise<void> {
  const [here, there] = keep(new Socket('inet', 'dgram'), new Socket('inet', 'dgram'));
  here.bind({ host: '127.0.0.1', port: 0 });
  there.bind({ host: '127.0.0.1', port: 0 });
  const message = loop.sockRecvfrom(here, 100);
  await rounds(1);
  await loop.sockSendto(there, Buffer.from('message'), here.getsockname());
  await message;
  here.close();
  there.close();
}

/** Operations and callbacks that would take each other's readiness, and callbacks where a promise waits. */
async function refusals(loop: Loop, keep: Keep): Promise<void> {
  const [a, b] = keep(...Socket.pair());
  const reader = loop.addReader(a, () => {});
  await loop.sockRecv(a, 10).catch(() => {});
  reader.cancel();
  const gone = new AbortController();
  const waiting = loop.readable(b, { signal: gone.signal }).catch(() => {});
  try {
    loop.addReader(b, () => {});
  } catch {}
  await loop.sockSendall(a, Buffer.from('x'));
  await waiting;
  await loop.sockRecv(b, 10);
  for (const socket of [a, b]) socket.close();
}

/** Connections made, refused, accepted at once and after a wait, and accepts that are given up. */
async function connections(loop: Loop, listener: Socket, keep: Keep): Promise<void> {
  const connected = async (client: Socket): Promise<void> => {
    await loop.sockConnect(client, listener.getsockname());
  };
  const waits = [loop.sockAccept(listener), loop.sockAccept(listener)];
  const [first, second, third] = keep(
    new Socket('inet', 'stream'),
    new Socket('inet', 'stream'),
    new Socket('inet', 'stream'),
  );
  await Promise.all([connected(first), connected(second)]);
  const accepted = (await Promise.all(waits)).map(([socket]) => socket);
  await connected(third);
  await rounds(2);
  accepted.push((await loop.sockAccept(listener))[0]);
  keep(...accepted);
  const gone = new AbortController();
  const givenUp = loop.sockAccept(listener, { signal: gone.signal });
  const left = loop.sockAccept(listener).catch(() => {});
  await rounds(1);
  gone.abort();
  await givenUp.catch(() => {});
  const address = listener.getsockname();
  listener.close();
  await left;
  const [refused] = keep(new Socket('inet', 'stream'));
  await loop.sockConnect(refused, address).catch(() => {});
  for (const socket of [first, second, third, refused, ...accepted]) socket.close();
}

/** A full queue of a unix listener, in which some wait in line and one gives up. */
async function queue(loop: Loop, listener: Socket, path: string): Promise<void> {
  const clients = [1, 2, 3, 4].map(() => new Socket('unix', 'stream'));
  const gone = new AbortController();
  const connects = clients.map((client, at) =>
    loop.sockConnect(client, { path }, at === 3 ? { signal: gone.signal } : {}).catch(() => {}),
  );
  await rounds(2);
  gone.abort();
  const accepted = [];
  for (let at = 0; at < 3; at++) accepted.push((await loop.sockAccept(listener))[0]);
  await Promise.all(connects);
  for (const socket of [listener, ...clients, ...accepted]) socket.close();
}

/** What the end of the loop finds pending. */
async function leavePending(loop: Loop, keep: Keep): Promise<void> {
  const [a, b] = keep(...Socket.pair());
  for (const socket of [a, b]) loop.sockRecv(socket, 10).catch(() => {});
  await rounds(2);
}

function tcpPair(): [Socket, Socket] {
  const [a, b] = probe.tcpPair();
  return [Socket.fromFd(a), Socket.fromFd(b)];
}
