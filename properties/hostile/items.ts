import { Socket } from '../../src/index.js';
import { freshName } from '../support/place.js';
import { portOf } from '../support/port.js';
import { MUCH, type Stage } from './stage.js';

/**
 * Begins something, and answers what brings it about. A new operation of a loop joins all properties of this folder by its
 * line here.
 */
type Item = (stage: Stage) => (() => unknown) | Promise<() => unknown>;

const LARGE = Buffer.alloc(MUCH);
const LOCALHOST = '127.0.0.1';

/** What has a promise, or a connection, that has to come to an end. */
export const operations = {
  sockRecv: (stage) => {
    const [a, b] = stage.pair();
    stage.promised('sockRecv', stage.loop.sockRecv(a, 10, stage.limits));
    return () => stage.write(b);
  },
  sockRecvInto: (stage) => {
    const [a, b] = stage.pair();
    stage.promised('sockRecvInto', stage.loop.sockRecvInto(a, Buffer.alloc(10), stage.limits));
    return () => stage.write(b);
  },
  sockRecvfrom: (stage) => {
    const [a, b] = stage.pair('dgram');
    stage.promised('sockRecvfrom', stage.loop.sockRecvfrom(a, 10, stage.limits));
    return () => stage.write(b);
  },
  sockSendall: (stage) => {
    const [a, b] = stage.pair();
    stage.promised('sockSendall', stage.loop.sockSendall(a, LARGE, stage.limits));
    return () => stage.drain(b);
  },
  sockAccept: (stage) => {
    const [listener, port] = stage.listener();
    const accepting = stage.loop.sockAccept(listener, stage).then(([socket]) => stage.keep(socket));
    stage.promised('sockAccept', accepting);
    return () => stage.client(port);
  },
  sockConnect: (stage) => {
    const [listener] = stage.listener();
    const client = stage.keep(new Socket('inet'));
    return () => stage.promised('sockConnect', stage.loop.sockConnect(client, listener.getsockname(), stage.limits));
  },
  'an operation whose time is over': (stage) => {
    const [a] = stage.pair();
    stage.promised('a timeout', stage.loop.sockRecv(a, 10, { signal: stage.signal, timeout: 2 }));
    return () => {};
  },
  'an operation whose socket is closed': (stage) => {
    const [a] = stage.pair();
    stage.promised('a closed one', stage.loop.sockRecv(a, 10, stage.limits));
    return () => a.close();
  },
  readable: (stage) => {
    const [a, b] = stage.pair();
    stage.promised('readable', stage.loop.readable(a, stage.limits));
    return () => stage.write(b);
  },
  writable: (stage) => {
    const [a] = stage.pair();
    return () => stage.promised('writable', stage.loop.writable(a, stage.limits));
  },
  'a wait whose time is over': (stage) => {
    const [a] = stage.pair();
    stage.promised('a wait', stage.loop.readable(a, { signal: stage.signal, timeout: 2 }));
    return () => {};
  },
  'a read of a stream': async (stage) => {
    const [a, b] = stage.pair();
    const [reader, writer] = await stage.loop.openConnection({ sock: a });
    stage.promised('read', reader.read(10, stage.limits));
    stage.promised('waitClosed of a writer', writer.waitClosed());
    return () => {
      stage.write(b);
      b.close();
      writer.close();
    };
  },
  'a drain of a stream': async (stage) => {
    const [a, b] = stage.pair();
    const [, writer] = await stage.loop.openConnection({ sock: a });
    if (!writer.isClosing()) writer.write(LARGE);
    stage.promised('drain', writer.drain());
    stage.promised('waitClosed of a writer', writer.waitClosed());
    return () => {
      writer.close();
      stage.drain(b);
    };
  },
  'a connection that is being made': (stage) => {
    let answer: (error: Error | null) => void = () => {};
    const lookup = (_: string, __: object, callback: (error: Error | null) => void) => {
      answer = callback;
    };
    const options = { host: 'nobody', port: 1, lookup: lookup as never, signal: stage.signal };
    stage.promised('createConnection', stage.loop.createConnection({}, options));
    return () => answer(new Error('nobody'));
  },
  'a server that is served for ever': async (stage) => {
    const server = await stage.loop.createUnixServer({}, { path: `\0${freshName()}` });
    stage.promised('serveForever', server.serveForever());
    stage.promised('waitClosed', server.waitClosed());
    return () => server.close();
  },
  'a transport': async (stage) => {
    const [a, b] = stage.pair();
    await stage.loop.createConnection(stage.protocol('a transport'), { sock: a });
    return () => stage.write(b);
  },
  'a transport whose peer ends': async (stage) => {
    const [a, b] = stage.pair();
    await stage.loop.createConnection(stage.protocol('a transport'), { sock: a });
    return () => b.close();
  },
  'a transport that is full': async (stage) => {
    const [a, b] = stage.pair();
    const transport = await stage.loop.createConnection(stage.protocol('a transport'), { sock: a });
    if (!transport.isClosing()) transport.write(LARGE);
    return () => {
      transport.close();
      stage.drain(b);
    };
  },
  'a connection of a server': async (stage) => {
    const server = await stage.loop.createServer(stage.protocol('a connection'), { host: LOCALHOST, port: 0 });
    stage.promised('waitClosed', server.waitClosed());
    return () => {
      stage.write(stage.client(portOf(server)));
      setImmediate(() => server.close());
    };
  },
} satisfies Record<string, Item>;

/** What is called when it is due. */
export const callbacks = {
  reader: (stage) => {
    const [a, b] = stage.pair();
    const heard = stage.heard('a reader');
    stage.loop.addReader(a, () => {
      heard();
      stage.loop.removeReader(a);
    });
    return () => stage.write(b);
  },
  writer: (stage) => {
    const [a] = stage.pair();
    const heard = stage.heard('a writer');
    return () => {
      if (stage.loop.closed) return;
      stage.loop.addWriter(a, () => {
        heard();
        stage.loop.removeWriter(a);
      });
    };
  },
  'a queued call': (stage) => () => {
    if (!stage.loop.closed) stage.loop.callSoon(stage.heard('a queued call'));
  },
  'a timer': (stage) => {
    stage.loop.callLater(1, stage.heard('a timer'));
    return () => {};
  },
  'an operation that is aborted': (stage) => {
    const [a] = stage.pair();
    const controller = new AbortController();
    const { signal } = controller;
    stage.promised('an aborted one', stage.loop.sockRecv(a, 10, { signal }));
    return () => controller.abort();
  },
  'seven readers at once': (stage) => {
    const pairs = Array.from({ length: 7 }, () => stage.pair());
    for (const [a] of pairs) {
      const heard = stage.heard('one of seven readers');
      stage.loop.addReader(a, () => {
        heard();
        stage.loop.removeReader(a);
      });
    }
    return () => {
      for (const [, b] of pairs) stage.write(b);
    };
  },
} satisfies Record<string, Item>;

export const items: Readonly<Record<string, Item>> = { ...operations, ...callbacks };
