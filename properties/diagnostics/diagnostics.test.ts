import { type ChannelListener, channel } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { type DiagnosticMessages, Loop, Socket, type Transport } from '../../src/index.js';
import { backends, otherThan } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rounds, Scene, until } from '../support/scene.js';
import { Serving } from '../support/serving.js';

const listeners: [string, ChannelListener][] = [];

/** What is published on a channel until the test is over. */
function heard<Name extends keyof DiagnosticMessages>(name: Name): DiagnosticMessages[Name][] {
  const messages: DiagnosticMessages[Name][] = [];
  const listener = (message: unknown) => messages.push(message as DiagnosticMessages[Name]);
  channel(name).subscribe(listener);
  listeners.push([name, listener]);
  return messages;
}

afterEach(() => {
  for (const [name, listener] of listeners.splice(0)) channel(name).unsubscribe(listener);
});

/** Keeps the thread busy. */
function busy(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

/** The warnings with this code that come while it acts, and a little longer. */
async function warnings(code: string, act: () => Promise<void>): Promise<Error[]> {
  const told: Error[] = [];
  const listen = (warning: Error & { code?: string }) => {
    if (warning.code === code) told.push(warning);
  };
  process.on('warning', listen);
  try {
    await act();
    await rounds();
  } finally {
    process.off('warning', listen);
  }
  return told;
}

describe.each(backends)('diagnostics channels, on %s:', (backend) => {
  test('a server that listens, and each connection, made and lost, before its protocol hears of it', async () => {
    using scene = new Scene(backend);
    const [listening, made, lost] = [
      heard('readyloop:server:listening'),
      heard('readyloop:connection:made'),
      heard('readyloop:connection:lost'),
    ];
    const known: boolean[] = [];
    const isIn = (messages: readonly { transport: Transport }[], transport: Transport) =>
      messages.some((message) => message.transport === transport);
    const serving = await Serving.begin(scene, {
      connectionMade: (transport) => void known.push(isIn(made, transport)),
      connectionLost: (_, transport) => void known.push(isIn(lost, transport)),
    });
    expect(listening).toEqual([{ server: serving.server }]);
    const { peer, recorder, transport } = await serving.pair();
    peer.reset();
    await until(() => recorder.lost);
    // Connections of a test before may end just now.
    expect(made.filter((message) => message.transport === transport)).toHaveLength(1);
    expect(lost.filter((message) => message.transport === transport)).toEqual([{ transport, error: recorder.error }]);
    expect(known).toEqual([true, true]);
  });

  test('a subscriber may do what a protocol may, and one that throws costs nobody anything (L16)', async () => {
    using scene = new Scene(backend);
    const uncaught: unknown[] = [];
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => uncaught.push(error));
    const closing = (message: unknown) => {
      (message as { transport: Transport }).transport.close();
      throw new Error('a subscriber');
    };
    channel('readyloop:connection:made').subscribe(closing);
    listeners.push(['readyloop:connection:made', closing]);
    try {
      const serving = await Serving.begin(scene);
      const { peer, recorder } = await serving.pair();
      peer.finish();
      await until(() => recorder.lost);
      expect(recorder.told).toEqual(['made', 'lost']);
      expect(uncaught).toMatchObject([{ message: 'a subscriber' }]);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const other of others) process.on('uncaughtException', other);
    }
  });

  test('what an exception handler is told is published, and without a handler as well', async () => {
    using scene = new Scene(backend);
    const errors = heard('readyloop:error');
    const thrown = new Error('thrown');
    scene.loop.setExceptionHandler(() => {});
    const handle = scene.loop.callSoon(() => {
      throw thrown;
    });
    await until(() => errors.length === 1);
    expect(errors).toEqual([{ message: 'Exception in a callback of callSoon', exception: thrown, handle }]);
  });

  test('a callback that is slow is published with who it is, and a fast one is not', async () => {
    using scene = new Scene(backend, { slowCallback: 20 });
    const slow = heard('readyloop:callback:slow');
    const serving = await Serving.begin(scene, { dataReceived: () => busy(25) });
    scene.loop.callSoon(() => {});
    const handle = scene.loop.callLater(0, () => busy(25));
    await until(() => slow.length === 1);
    expect(slow).toEqual([{ callback: 'callLater', duration: expect.any(Number), subject: handle }]);
    const { peer, transport } = await serving.pair();
    await peer.send('x');
    await until(() => slow.length === 2);
    expect(slow[1]).toMatchObject({ callback: 'dataReceived', subject: transport });
    expect(slow[1]?.duration).toBeGreaterThanOrEqual(20);
    expect(scene.loop.metrics().longestCallback).toBeGreaterThanOrEqual(20);
  });
});

describe.each(backends)('debug mode, on %s:', (backend) => {
  test('warns of a callback that is slow, by its name', async () => {
    using scene = new Scene(backend, { debug: true, slowCallback: 20 });
    const [r, w] = scene.pipe();
    const told = await warnings('ERR_SLOW_CALLBACK', async () => {
      scene.loop.addReader(
        r,
        scene.logs('reader', () => {
          scene.loop.removeReader(r);
          busy(25);
        }),
      );
      probe.write(w, Buffer.from('x'));
      await scene.logged(1);
    });
    expect(told.map(({ message }) => message)).toEqual([
      expect.stringMatching(new RegExp(`^A callback \\(addReader\\(${r}\\)\\) ran for \\d+\\.\\d ms,`)),
    ]);
  });

  test('is silent of fast ones, and without it of slow ones', async () => {
    using fast = new Scene(backend, { debug: true });
    using slow = new Scene(backend, { debug: false, slowCallback: 1 });
    const told = await warnings('ERR_SLOW_CALLBACK', async () => {
      fast.loop.callSoon(fast.logs('fast'));
      slow.loop.callSoon(slow.logs('slow', () => busy(5)));
      await Promise.all([fast.logged(1), slow.logged(1)]);
    });
    expect(told).toEqual([]);
    expect(slow.loop.metrics().longestCallback).toBe(null);
  });
});

describe.each(backends)('metrics, on %s:', (backend) => {
  test('count what there is, and what there was', async () => {
    using scene = new Scene(backend);
    const { loop } = scene;
    expect(loop.metrics()).toMatchObject({ batches: 0, events: 0, connections: 0, operations: 0, timers: 0 });
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    const [r] = scene.pipe();
    const [a, b] = scene.sockets();
    loop.addReader(r, () => {});
    loop.callLater(1e6, () => {});
    loop.callSoon(() => {});
    const receiving = loop.sockRecv(a, 1);
    transport.write(Buffer.alloc(8_000_000));
    await rounds();
    const { queuedBytes, longestBatch, systemCalls, turns, batches, events, ...counts } = loop.metrics();
    expect(counts).toMatchObject({
      ...{ connections: 1, connectionsMade: 1, connectionsLost: 0, servers: 1 },
      ...{ operations: 1, callbacks: 1, timers: 1, queuedCalls: 0, forbiddenEvents: 0, longestCallback: null },
    });
    expect(queuedBytes).toBe(transport.getWriteBufferSize());
    expect(queuedBytes).toBeGreaterThan(0);
    expect(turns).toBeGreaterThan(0);
    expect(batches).toBeGreaterThan(0);
    expect(events).toBeGreaterThanOrEqual(1);
    expect(longestBatch).toBeGreaterThan(0);
    expect(systemCalls.accept).toBeGreaterThan(0);
    expect(systemCalls.send).toBeGreaterThan(0);
    peer.reset();
    await until(() => recorder.lost);
    await loop.sockSendall(b, Buffer.from('x'));
    await receiving;
    serving.server.close();
    expect(loop.metrics()).toMatchObject({
      ...{ connections: 0, connectionsMade: 1, connectionsLost: 1, servers: 0, operations: 0, queuedBytes: 0 },
    });
  });

  test('count each call of JavaScript once, and no turn of a loop that only waits', async () => {
    using scene = new Scene(backend);
    const { loop } = scene;
    const [r] = scene.pipe();
    loop.addReader(r, () => {});
    await rounds();
    // A thread beside JavaScript's takes a turn to hear of it.
    if (backend === 'mio') expect(loop.metrics().turns).toBe(0);
    for (let call = 1; call <= 3; call++) {
      await new Promise<void>((resolve) => void loop.callSoon(resolve));
      await rounds();
      expect(loop.metrics().batches).toBe(call);
    }
  });

  test('are what they were once the loop is closed', async () => {
    using scene = new Scene(backend);
    scene.loop.callSoon(scene.logs('ran'));
    await scene.logged(1);
    const before = scene.loop.metrics();
    scene.loop.close();
    await rounds();
    const after = scene.loop.metrics();
    expect(after.turns).toBeGreaterThanOrEqual(before.turns);
    expect(after.timers).toBe(0);
  });

  test('the longest batch has the continuations in it that ran behind its callbacks', async () => {
    using scene = new Scene(backend);
    scene.loop.callSoon(
      () =>
        void Promise.resolve()
          .then(() => busy(30))
          .then(scene.logs('done')),
    );
    await scene.logged(1);
    expect(scene.loop.metrics().longestBatch).toBeGreaterThanOrEqual(30);
  });
});

describe.each(backends)('a transport is explained, on %s:', (backend) => {
  test('that is paused, with what is kept for it', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene, { dataReceived: (_, transport) => transport.pauseReading() });
    const { peer, recorder, transport } = await serving.pair();
    await peer.send('x');
    await until(() => recorder.received.length === 1);
    const explanation = scene.loop.explain(transport);
    expect(explanation.transport).toMatchObject({ life: 'open', reading: 'paused', unsent: 0, error: null });
    expect(explanation.descriptor?.connection?.life).toBe('going');
    expect(String(explanation)).toMatch(/^The transport is open\.\npauseReading was called: .*\nDescriptor \d+:\n/);
  });

  test('whose peer does not read, and that is corked', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene);
    const { transport } = await serving.pair();
    transport.write(Buffer.alloc(8_000_000));
    await rounds();
    transport.cork();
    const { transport: facts, text } = scene.loop.explain(transport);
    expect(facts).toMatchObject({ life: 'open', reading: 'reading', isWritingPaused: true, corks: 1 });
    expect(facts.unsent).toBe(transport.getWriteBufferSize());
    expect(text).toContain(`${facts.unsent} bytes were written that have not left: pauseWriting was told`);
    expect(text).toContain('It is corked: what is written is gathered until uncork is called once.');
    transport.close();
    expect(scene.loop.explain(transport).text).toMatch(/^The transport was ended: .*\n\d+ bytes were written that/);
  });

  test('of a BufferedProtocol, and in each life that it has', async () => {
    using scene = new Scene(backend);
    const lives: string[] = [];
    const note = (transport: Transport) => {
      lives.push(scene.loop.explain(transport).transport.life);
    };
    const serving = await Serving.begin(scene, {
      connectionMade: note,
      dataReceived: (_, transport) => note(transport),
      connectionLost: (_, transport) => note(transport),
    });
    const { peer, recorder, transport } = await serving.pair();
    await peer.send('x');
    await until(() => recorder.received.length === 1);
    transport.abort();
    note(transport);
    await until(() => recorder.lost);
    const { transport: facts, descriptor, text } = scene.loop.explain(transport);
    expect(lives).toEqual(['beginning', 'open', 'closing', 'over']);
    expect({ life: facts.life, descriptor, text }).toEqual({
      life: 'over',
      descriptor: undefined,
      text: 'The transport is over: nothing more is told.',
    });
  });

  test('that is lost tells why', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    peer.reset();
    await until(() => recorder.lost);
    expect(scene.loop.explain(transport).text).toMatch(
      /^The transport is over, for .*ECONNRESET.*: nothing more is told\.$/,
    );
  });

  test('and a server; and of another loop neither is', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene, {}, { maxConnections: 1 });
    const { server } = serving;
    const text = () => scene.loop.explain(server).text;
    expect(text()).toMatch(/^The server accepts connections\.\nIt has no connections\.\nDescriptor \d+:\n/);
    const { recorder, transport } = await serving.pair();
    server.waitClosed();
    expect(text()).toMatch(
      /^The server accepts nothing: it has as many connections as it may, 1\.\nIt has 1 connection\.\n1 promise of waitClosed/,
    );
    server.pauseAccepting();
    expect(text()).toMatch(/^The server accepts nothing: pauseAccepting was called/);
    server.close();
    expect(text()).toBe(
      'The server is closed: it listens no more.\nIt has 1 connection.\n' +
        '1 promise of waitClosed or serveForever waits for the end of 1 connection.',
    );
    using other = new Scene(otherThan(backend));
    const wrong = { code: 'ERR_INVALID_ARG_VALUE' };
    expect(() => other.loop.explain(server)).toThrow(expect.objectContaining(wrong));
    expect(() => other.loop.explain(transport)).toThrow(expect.objectContaining(wrong));
    transport.abort();
    await until(() => recorder.lost);
    expect(scene.loop.explain(server)).toMatchObject({ server: { isClosed: true, connections: 0 }, listeners: [] });
  });
});

describe.each(backends)('console.log shows what one wants to know, on %s:', (backend) => {
  test('of a transport, a server and a loop', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene);
    const { transport, recorder } = await serving.pair();
    transport.data = { user: 'ada' };
    const options = { breakLength: Infinity };
    const { port } = serving;
    expect(inspect(transport, options)).toMatch(
      new RegExp(
        `^Transport { state: 'open', reading: 'reading', unsent: 0, fd: \\d+, local: '127.0.0.1:${port}', ` +
          `peer: '127.0.0.1:\\d+', data: { user: 'ada' } }$`,
      ),
    );
    expect(inspect(serving.server, options)).toBe(
      `Server { state: 'serving', listening: [ '127.0.0.1:${port}' ], connections: 1 }`,
    );
    expect(inspect(scene.loop, options)).toBe(
      `Loop { backend: '${backend}', closed: false, servers: 1, connections: 1 }`,
    );
    expect(inspect([[[transport]]], { depth: 2 })).toContain('[Transport]');
    transport.abort();
    await until(() => recorder.lost);
    expect(inspect(transport, options)).toMatch(
      /^Transport { state: 'over', reading: 'ended', unsent: 0, peer: '.*', data: .* }$/,
    );
  });
});

test('console.log shows of a socket and of a callback what one wants to know', () => {
  const options = { breakLength: Infinity };
  const loop = new Loop();
  const [socket, peer] = Socket.pair();
  expect(inspect(socket, options)).toBe(`Socket { family: 'unix', type: 'stream', fd: ${socket.fileno()} }`);
  const reader = loop.addReader(socket, () => {}).unref();
  expect(inspect(reader, options)).toMatch(/^Watch { of: 'addReader\(\d+\)', state: 'waiting', ref: false }$/);
  const timer = loop.callLater(1000, () => {});
  timer.cancel();
  expect(inspect(timer, options)).toMatch(/^Timer { of: 'callLater', state: 'cancelled', ref: true, when: [\d.]+ }$/);
  for (const one of [socket, peer]) one.close();
  expect(inspect(socket, options)).toBe("Socket { family: 'unix', type: 'stream', closed: true }");
  loop.close();
});

describe.each(backends)('a report, on %s:', (backend) => {
  test('has all that is pending with its age, its descriptor and what it waits for, and nothing else', async () => {
    using scene = new Scene(backend, { debug: true });
    const { loop } = scene;
    expect(String(loop.report())).toBe(`readyloop: a loop on ${backend}, 0 pending`);
    const [r] = scene.pipe();
    const [a] = scene.sockets();
    loop.addReader(r, () => {});
    const receiving = loop.sockRecv(a, 1).catch(({ code }) => code);
    const timer = loop.callLater(1e6, () => {}).unref();
    const soon = loop.callSoon(() => {});
    const { pending } = loop.report();
    const line = expect.stringMatching(/diagnostics\.test\.ts:\d+:\d+$/);
    expect([...pending].sort((one, other) => one.what.localeCompare(other.what))).toEqual([
      {
        what: `addReader(${r})`,
        fd: r,
        waitsFor: 'the descriptor to be readable',
        age: expect.any(Number),
        keepsAlive: true,
        at: line,
      },
      { what: 'callLater', waitsFor: 'its time, in 1000.0 s', age: expect.any(Number), keepsAlive: false, at: line },
      { what: 'callSoon', waitsFor: 'the next turn', keepsAlive: true, at: line },
      {
        what: 'sockRecv',
        fd: a.fileno(),
        waitsFor: 'bytes from its peer',
        age: expect.any(Number),
        keepsAlive: true,
        at: line,
      },
    ]);
    loop.removeReader(r);
    timer.cancel();
    soon.cancel();
    a.close();
    expect(await receiving).toBe('ERR_SOCKET_CLOSED');
    expect(loop.report().pending).toEqual([]);
  });

  test('of a loop that was unrefed nothing keeps the process alive, and the oldest comes first', async () => {
    using scene = new Scene(backend);
    scene.loop.callLater(2e6, () => {});
    await rounds();
    const [a] = scene.sockets();
    const receiving = scene.loop.sockRecv(a, 1).catch(() => {});
    scene.loop.unref();
    const { pending } = scene.loop.report();
    expect(pending.map(({ what, keepsAlive }) => [what, keepsAlive])).toEqual([
      ['callLater', false],
      ['sockRecv', false],
    ]);
    scene.loop.close();
    await receiving;
  });

  test('of more than 200 the table has the oldest, and says how many there are', () => {
    using scene = new Scene(backend);
    for (let i = 0; i < 250; i++) scene.loop.callLater(1e6, () => {});
    const lines = String(scene.loop.report()).split('\n');
    expect(lines).toHaveLength(1 + 1 + 200 + 2);
    expect(lines.at(-2)).toBe('and 50 younger ones');
  });
});

test.each([
  [{ slowCallback: '1' }, 'ERR_INVALID_ARG_TYPE'],
  [{ slowCallback: Number.NaN }, 'ERR_OUT_OF_RANGE'],
  [{ reportOn: 12 }, 'ERR_INVALID_ARG_TYPE'],
  [{ reportOn: 'SIGNOTHING' }, 'ERR_INVALID_ARG_VALUE'],
  [{ reportOn: 'SIGKILL' }, 'ERR_INVALID_ARG_VALUE'],
])('options %j are refused with %s', (options, code) => {
  expect(() => new Loop(options as object)).toThrow(expect.objectContaining({ code }));
});
