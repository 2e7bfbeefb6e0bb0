import { join } from 'node:path';
import { Loop, type ProtocolHandler, Socket } from '../../src/index.js';
import { type Backend, otherThan } from '../support/backends.js';
import { portOf } from '../support/port.js';

/**
 * The life of a loop in a worker or a process of its own: what is pending in it, at which moment its end comes, and how.
 */
export interface Life {
  /** Of its loop; each further loop has the other one. */
  readonly backend: Backend;
  readonly pending: readonly Pending[];
  readonly moment: Moment;
  readonly end: End;
  /** A folder for the traces of its loops; without one nothing is recorded. */
  readonly traces?: string;
}

/** `terminate` is done from outside; the worker only says that it has come to the moment. */
export type End = 'terminate' | 'exit' | 'throw' | 'return';

/** What `process.exit` is given, unlike any code that Node gives by itself. */
export const EXIT_CODE = 7;

/** The message of what is thrown to end a life. */
export const THROWN = 'the end';

const LOCALHOST = '127.0.0.1';

/** The loop, and further ones. */
interface Scene {
  readonly loop: Loop;
  another(): Loop;
}

type Begin = (scene: Scene, end: () => void) => unknown;

/** What never comes to pass, and is pending to the end. */
const pending = {
  reader: ({ loop }) => loop.addReader(Socket.pair()[0], () => {}),
  'both directions': ({ loop }) => {
    const [a] = Socket.pair();
    loop.addReader(a, () => {});
    loop.addWriter(a, () => {}); // ready all the time
  },
  readable: ({ loop }) => quietly(loop.readable(Socket.pair()[0])),
  accept: ({ loop }) => quietly(loop.sockAccept(listener(1)[0])),
  receive: ({ loop }) => quietly(loop.sockRecv(Socket.pair()[0], 10)),
  'receive into a buffer': ({ loop }) => quietly(loop.sockRecvInto(Socket.pair()[0], Buffer.alloc(10))),
  send: ({ loop }) => quietly(loop.sockSendall(Socket.pair()[0], Buffer.alloc(4_000_000))),
  connect: ({ loop }) => {
    const [, port] = listener(0);
    quietly(loop.sockConnect(new Socket('inet'), { host: LOCALHOST, port })); // fills the queue
    quietly(loop.sockConnect(new Socket('inet'), { host: LOCALHOST, port }));
  },
  timer: ({ loop }) => loop.callLater(1e6, () => {}),
  'endless calls': ({ loop }) => {
    const again = () => loop.callSoon(again);
    again();
  },
  'a closed loop': ({ another }) => {
    const other = another();
    quietly(other.sockRecv(Socket.pair()[0], 1));
    other.close();
  },
  'another loop': ({ another }) => {
    const other = another();
    quietly(other.sockRecv(Socket.pair()[0], 1));
    other.callLater(1e6, () => {});
  },
  'an echo that goes round': ({ loop }) => {
    const [a, b] = Socket.pair();
    const echo = async (socket: Socket) => {
      for (;;) {
        await loop.sockSendall(socket, await loop.sockRecv(socket, 1000));
      }
    };
    quietly(loop.sockSendall(a, Buffer.from('round and round')));
    quietly(echo(a));
    quietly(echo(b));
  },
  'a connection that is being made': ({ loop }) => {
    const [, port] = listener(0);
    quietly(loop.createConnection({}, { host: LOCALHOST, port })); // fills the queue
    quietly(loop.createConnection({}, { host: LOCALHOST, port, timeout: 1e6 }));
    quietly(loop.createConnection({}, { host: 'nobody', port, lookup: () => {} }));
  },
  'a server that nobody comes to': ({ loop }) => quietly(loop.createServer({}, { host: LOCALHOST, port: 0 })),
  'a connection whose peer never reads': ({ loop }) =>
    quietly(serve(loop, { connectionMade: (transport) => transport.write(Buffer.alloc(8_000_000)) })),
  'a connection that lingers': ({ loop }) => quietly(serve(loop, { connectionMade: (transport) => transport.close() })),
} satisfies Record<string, (scene: Scene) => unknown>;

export type Pending = keyof typeof pending;
export const PENDING = Object.keys(pending) as Pending[];

/** When the end comes. Each calls `end` from where its name says. */
const moments = {
  'before there is a loop': undefined,
  'as soon as all is pending': (_, end) => end(),
  'while the loop waits': ({ loop }, end) => {
    loop.callLater(1e6, () => {}); // there may be nothing else to wait for
    setTimeout(end, 5);
  },
  'in a queued call': ({ loop }, end) => loop.callSoon(end),
  'in a timer': ({ loop }, end) => loop.callLater(1, end),
  'in a reader': ({ loop }, end) => {
    const [a, b] = Socket.pair();
    loop.addReader(a, end);
    quietly(loop.sockSendall(b, Buffer.from('x')));
  },
  'in a writer': ({ loop }, end) => loop.addWriter(Socket.pair()[0], end),
  'in the second of three callbacks of a batch': ({ loop }, end) => {
    let count = 0;
    for (let i = 0; i < 3; i++) {
      loop.addWriter(Socket.pair()[0], () => ++count === 2 && end());
    }
  },
  'between the records of a batch': ({ loop }, end) => {
    // The end is behind the reader's record, and before that of the connection.
    const [a, b] = Socket.pair();
    const [listening, port] = listener(4);
    loop.addReader(a, end);
    quietly(loop.sockAccept(listening));
    loop.callSoon(() => {
      quietly(loop.sockSendall(b, Buffer.from('x')));
      quietly(loop.sockConnect(new Socket('inet'), { host: LOCALHOST, port }));
    });
  },
  'behind an accept': async ({ loop }, end) => {
    const [listening, port] = listener(4);
    const accepted = loop.sockAccept(listening);
    quietly(loop.sockConnect(new Socket('inet'), { host: LOCALHOST, port }));
    await accepted;
    end();
  },
  'behind a connect': async ({ loop }, end) => {
    await loop.sockConnect(new Socket('inet'), { host: LOCALHOST, port: listener(4)[1] });
    end();
  },
  'behind a receive': async ({ loop }, end) => {
    const [a, b] = Socket.pair();
    const received = loop.sockRecv(a, 10);
    quietly(loop.sockSendall(b, Buffer.from('x')));
    await received;
    end();
  },
  'behind a send': async ({ loop }, end) => {
    await loop.sockSendall(Socket.pair()[0], Buffer.from('x'));
    end();
  },
  'in a tick of a callback': ({ loop }, end) => loop.callSoon(() => process.nextTick(end)),
  'in a microtask of a callback': ({ loop }, end) => loop.callSoon(() => queueMicrotask(end)),
  'in an exception handler': ({ loop }, end) => {
    loop.setExceptionHandler(() => end());
    loop.callSoon(() => {
      throw new Error('for the handler');
    });
  },
  'when an operation was aborted': ({ loop }, end) => {
    const controller = new AbortController();
    loop.sockRecv(Socket.pair()[0], 1, { signal: controller.signal }).catch(end);
    loop.callSoon(() => controller.abort());
  },
  'in connectionMade': ({ loop }, end) => quietly(serve(loop, { connectionMade: end })),
  'in dataReceived': ({ loop }, end) => quietly(serve(loop, { dataReceived: end })),
  'in connectionLost': ({ loop }, end) =>
    quietly(serve(loop, { connectionMade: (transport) => transport.abort(), connectionLost: end })),
  'in a callback that has closed the loop': ({ loop }, end) => {
    loop.callSoon(() => {
      loop.close();
      end();
    });
  },
} satisfies Record<string, Begin | undefined>;

export type Moment = keyof typeof moments;
export const MOMENTS = Object.keys(moments) as Moment[];

/** What is thrown in an exception handler is a warning only, so it ends nothing. */
export function isPossible({ moment, end }: Pick<Life, 'moment' | 'end'>): boolean {
  return !(moment === 'in an exception handler' && end === 'throw');
}

/**
 * Lives the life. Of what is open at its end, a life that returns closes only its loops.
 *
 * @param arrive says that the moment has come, where the end is another's to bring
 */
export function live({ backend, pending: kinds, moment, end, traces }: Life, arrive: () => void): void {
  const loops: Loop[] = [];
  const finish = () => {
    switch (end) {
      case 'terminate':
        return arrive();
      case 'exit':
        return process.exit(EXIT_CODE);
      case 'throw':
        throw new Error(THROWN);
      case 'return':
        for (const loop of loops) {
          loop.close();
        }
    }
  };
  const begin: Begin | undefined = moments[moment];
  if (begin === undefined) {
    finish();
    return;
  }
  const another = () => {
    const options = { backend: loops.length % 2 === 0 ? backend : otherThan(backend) };
    const loop = new Loop(
      traces === undefined ? options : { ...options, trace: join(traces, `${loops.length}.trace`) },
    );
    loops.push(loop);
    return loop;
  };
  const scene = { loop: another(), another };
  for (const kind of kinds) {
    pending[kind](scene);
  }
  begin(scene, finish);
}

/** A listener with so long a queue, and its port. */
function listener(backlog: number): [Socket, number] {
  const socket = new Socket('inet');
  socket.bind({ host: LOCALHOST, port: 0 });
  socket.listen(backlog);
  return [socket, (socket.getsockname() as { port: number }).port];
}

/** A server, and a client that connects to it and sends a few bytes. */
async function serve(loop: Loop, handler: ProtocolHandler): Promise<void> {
  const server = await loop.createServer(handler, { host: LOCALHOST, port: 0 });
  const client = new Socket('inet');
  await loop.sockConnect(client, { host: LOCALHOST, port: portOf(server) });
  await loop.sockSendall(client, Buffer.from('hello'));
}

/** What is pending to the end may fail by it, as when its loop is closed. */
function quietly(promise: Promise<unknown>): void {
  promise.catch(() => {});
}
