import { readSync } from 'node:fs';
import { type Handle, Loop, Socket } from '../../src/index.js';
import * as probe from '../support/probe.js';
import { rounds } from '../support/scene.js';
import { type Case, CODA_FD, EVENT_FD, hasCoda, type Kind, Line, stays } from './liveness.js';

/**
 * A process of one case: it says what it comes to, line by line. Its arguments are the case and, for a connect, the
 * abstract name of a unix listener whose queue is full.
 */

const given: Case = JSON.parse(process.argv[2] as string);
const listening = process.argv[3] as string;
const loop = new Loop({ backend: given.backend });

/** A time in milliseconds that passes soon, or not as long as anybody looks. */
const delay = stays(given) || given.fate === 'completed' ? 20 : 1e9;

/** What is pending: how to give it up, and the socket that it is on. */
interface Pending {
  cancel(): void;
  readonly handle?: Handle;
  readonly socket?: Socket;
}

let woken = false;

function wake(): void {
  woken = true;
  console.log(Line.WOKEN);
}

function byHandle(handle: Handle, socket?: Socket): Pending {
  return { handle, cancel: () => handle.cancel(), ...(socket && { socket }) };
}

function byPromise(socket: Socket, start: (signal: AbortSignal) => Promise<unknown>): Pending {
  const controller = new AbortController();
  start(controller.signal).then(wake, (error: { code?: string }) => {
    // It was cancelled, or closed under it.
    if (!/^(ABORT_ERR|ERR_(SOCKET|LOOP)_CLOSED)$/.test(String(error.code))) throw error;
  });
  return { cancel: () => controller.abort(), socket };
}

const begin: Record<Kind, () => Pending> = {
  reader: () => {
    const socket = Socket.fromFd(EVENT_FD);
    const handle = loop.addReader(socket, () => {
      handle.cancel();
      wake();
    });
    return byHandle(handle, socket);
  },
  writer: () => {
    const socket = Socket.fromFd(EVENT_FD);
    while (typeof probe.write(EVENT_FD, Buffer.alloc(65536)) === 'number') {
      // Until it is full.
    }
    const handle = loop.addWriter(socket, () => {
      handle.cancel();
      wake();
    });
    return byHandle(handle, socket);
  },
  timer: () => byHandle(loop.callLater(delay, wake)),
  // Whether one runs that does not keep the process is left open.
  'queued call': () => byHandle(loop.callSoon(stays(given) || given.fate === 'completed' ? wake : () => {})),
  readable: () => {
    const socket = Socket.fromFd(EVENT_FD);
    return byPromise(socket, (signal) => loop.readable(socket, { signal }));
  },
  accept: () => {
    const socket = new Socket('inet');
    socket.bind({ host: '127.0.0.1', port: 0 });
    socket.listen();
    console.log(`port ${(socket.getsockname() as { port: number }).port}`);
    return byPromise(socket, (signal) => loop.sockAccept(socket, { signal }));
  },
  receive: () => {
    const socket = Socket.fromFd(EVENT_FD);
    return byPromise(socket, (signal) => loop.sockRecv(socket, 10, { signal }));
  },
  send: () => {
    const socket = Socket.fromFd(EVENT_FD);
    return byPromise(socket, (signal) => loop.sockSendall(socket, Buffer.alloc(4_000_000), { signal }));
  },
  connect: () => {
    const socket = new Socket('unix');
    return byPromise(socket, (signal) => loop.sockConnect(socket, { path: `\0${listening}` }, { signal }));
  },
};

function refer({ handle }: Pending): void {
  switch (given.reference) {
    case 'unrefed':
      handle?.unref();
      break;
    case 'refed again':
      handle?.unref().ref();
      break;
    case 'its loop unrefed':
      loop.unref();
      break;
    case 'its loop refed again':
      loop.unref().ref();
  }
}

async function meet({ cancel, socket }: Pending): Promise<void> {
  switch (given.fate) {
    case 'completed': {
      // Waits also for what does not keep the process by itself.
      while (!woken) await rounds();
      break;
    }
    case 'cancelled':
      return cancel();
    case 'its socket closed':
      return socket?.close();
    case 'its loop closed':
      loop.close();
  }
}

process.on('exit', () => console.log(Line.EXIT));
const pending = begin[given.kind]();
refer(pending);
console.log(Line.BEGUN);
await rounds();
await meet(pending);
if (hasCoda(given)) {
  loop.addReader(CODA_FD, () => {
    readSync(CODA_FD, Buffer.alloc(1));
    loop.removeReader(CODA_FD);
    console.log(Line.CODA);
  });
}
await rounds();
// Said behind the last immediate, where libuv looks next whether anything keeps the process, and polls only then: an answer
// to this line comes too late to wake a process that nothing keeps.
console.log(Line.PENDING);
