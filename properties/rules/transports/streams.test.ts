import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ExceptionContext, StreamReader, StreamWriter } from '../../../src/index.js';
import { backends, carried } from '../../support/backends.js';
import { Peer } from '../../support/peer.js';
import { placeOf } from '../../support/place.js';
import { rejection, rounds, Scene, thrown, until } from '../../support/scene.js';
import { open, served, startServer } from '../../support/streaming.js';

/** More than any socket of the kernel takes at once. */
const MUCH = Buffer.alloc(20_000_000, 'x');

/** Notes when a promise has settled. */
function watched(promise: Promise<unknown>): { settled: string | undefined } {
  const watch: { settled: string | undefined } = { settled: undefined };
  promise.then(
    () => {
      watch.settled = 'resolved';
    },
    (error) => {
      watch.settled = error.code;
    },
  );
  return watch;
}

/** Fills the connection, whose peer reads nothing, until who drains has to wait. */
async function fill(writer: StreamWriter): Promise<void> {
  writer.write(MUCH);
  await rounds();
}

describe.each(carried)('streams over %s, on %s:', (over, backend) => {
  test('what is written to one end is read at the other, by lines, by number and to the end (L11)', async () => {
    using scene = new Scene(backend, { over });
    const server = await startServer(scene, async (reader, writer) => {
      for await (const line of reader.lines()) writer.write(`${line.toUpperCase()}\n`);
      writer.close();
    });
    const [reader, writer] = await open(scene, server);
    writer.writelines(['one\n', Buffer.from('two\nthr'), 'ee\n']);
    expect(String(await reader.readline())).toBe('ONE\n');
    expect(String(await reader.readexactly(3))).toBe('TWO');
    writer.writeEof();
    expect([String(await reader.read()), reader.atEof()]).toEqual(['\nTHREE\n', true]);
    writer.close();
    await writer.waitClosed();
    expect([writer.isClosing(), writer.canWriteEof()]).toEqual([true, true]);
    expect(thrown(() => writer.write(7 as never))).toMatchObject({ code: 'ERR_INVALID_ARG_TYPE' });
  });

  test('a read that is given a time ends with it, and takes nothing (L10)', async () => {
    using scene = new Scene(backend, { over });
    const server = await startServer(scene, async (reader, writer) => {
      for await (const line of reader) writer.write(line);
    });
    const [reader, writer] = await open(scene, server);
    writer.write('half of a ');
    const late = { code: 'ERR_TIMEOUT' };
    await expect(reader.readline({ timeout: 20 })).rejects.toMatchObject(late);
    await expect(reader.readexactly(1, { timeout: 0 })).rejects.toMatchObject(late);
    writer.write('line\n');
    expect(await reader.readline({ timeout: 10_000, encoding: 'utf8' })).toBe('half of a line\n');
    await expect(reader.read(1, { timeout: -1 })).rejects.toMatchObject({ code: 'ERR_OUT_OF_RANGE' });
    expect(scene.loop.metrics().timers).toBe(0);
  });

  test('who writes and drains in promises alone has no more unsent than the mark and one write (L18)', async () => {
    using scene = new Scene(backend, { over });
    const server = await startServer(scene, () => new Promise(() => {}));
    const [, writer] = await open(scene, server);
    const { high } = writer.transport.getWriteBufferLimits();
    const piece = Buffer.alloc(10_000);
    let most = 0;
    const writing = (async () => {
      for (let count = 0; count < 5000; count++) {
        writer.write(piece);
        await writer.drain();
        most = Math.max(most, writer.transport.getWriteBufferSize());
      }
    })();
    const watch = watched(writing);
    await rounds();
    expect(watch.settled).toBe(undefined);
    expect(writer.transport.getWriteBufferSize()).toBeLessThanOrEqual(high + piece.length);
    expect(most).toBeLessThanOrEqual(high);
    writer.transport.abort();
    await writing.catch(() => {});
  });

  test('20 MB there and back, with each write drained, come complete and in order (L11, C33)', async () => {
    using scene = new Scene(backend, { over });
    const server = await startServer(scene, async (reader, writer) => {
      for (let data = await reader.read(65_536); data.length > 0; data = await reader.read(65_536)) {
        writer.write(data);
        await writer.drain();
      }
      writer.close();
    });
    const [reader, writer] = await open(scene, server);
    const sending = (async () => {
      for (let i = 0; i < 200; i++) {
        writer.write(Buffer.alloc(100_000, i));
        await writer.drain();
      }
      writer.writeEof();
    })();
    for (let i = 0; i < 200; i++) {
      expect((await reader.readexactly(100_000)).equals(Buffer.alloc(100_000, i))).toBe(true);
    }
    await sending;
    expect((await reader.read()).length).toBe(0);
    writer.close();
    await writer.waitClosed();
  });

  test('C29 the function is called before anything is read, and what it pauses stays paused', async () => {
    using scene = new Scene(backend, { over });
    let resume = () => {};
    let line: Promise<Buffer> | undefined;
    const server = await startServer(scene, (reader, writer) => {
      writer.transport.pauseReading();
      resume = () => writer.transport.resumeReading();
      line = reader.readline();
    });
    const peer = Peer.connect(scene, placeOf(server));
    await peer.send('hello\n');
    await until(() => line !== undefined);
    const watch = watched(line as Promise<Buffer>);
    await rounds(10);
    expect(watch.settled).toBeUndefined();
    resume();
    expect(String(await line)).toBe('hello\n');
  });

  test('C30 close flushes what was written, and then a read that waits gets the end', async () => {
    using scene = new Scene(backend, { over });
    const { peer, reader, writer } = await served(scene);
    const line = reader.readline();
    writer.write(MUCH);
    writer.close();
    const all = await peer.receiveAll();
    expect([all.bytes.length, all.ending]).toEqual([MUCH.length, 'end']);
    peer.close();
    expect(String(await line)).toBe('');
    await writer.waitClosed();
    expect(await rejection(writer.drain())).toMatchObject({ code: 'ERR_STREAM_CLOSED' });
  });

  test('C30 an abort drops what was written, and every waiter settles', async () => {
    using scene = new Scene(backend, { over });
    const { reader, writer } = await served(scene);
    await fill(writer);
    const watches = [writer.drain(), writer.drain(), writer.waitClosed(), reader.readline()].map(watched);
    writer.transport.abort();
    expect(watches.map(({ settled }) => settled)).toEqual(Array(4).fill(undefined));
    await until(() => watches.every(({ settled }) => settled !== undefined));
    expect(watches.map(({ settled }) => settled)).toEqual(Array(4).fill('resolved'));
  });

  test('C31 more than the limit pauses the transport, and reading resumes it; nothing is lost (L18)', async () => {
    using scene = new Scene(backend, { over });
    const { peer, reader, writer } = await served(scene, { limit: 1000 });
    const sent = Buffer.from(Array.from({ length: 50_000 }, (_, i) => `${i}\n`).join(''));
    const sending = peer.send(sent);
    await until(() => !writer.transport.isReading());
    expect(writer.transport.isReading()).toBe(false);
    const read: Buffer[] = [];
    for (let i = 0; i < 50_000; i++) read.push(await reader.readline());
    await sending;
    expect(Buffer.concat(read).equals(sent)).toBe(true);
    expect(writer.transport.isReading()).toBe(true);
  });

  test("C32 the peer's end leaves the writing half as it is, and what waits to be sent leaves (V8)", async () => {
    using scene = new Scene(backend, { over });
    const { peer, reader, writer } = await served(scene);
    writer.write(MUCH);
    await peer.send('all\n');
    peer.finish();
    expect([String(await reader.readline()), String(await reader.readline())]).toEqual(['all\n', '']);
    const receiving = peer.receive(MUCH.length + 4);
    writer.write('more');
    await writer.drain();
    expect(String((await receiving).subarray(-4))).toBe('more');
    expect(writer.isClosing()).toBe(false);
    writer.close();
    expect((await peer.receiveAll()).ending).toBe('end');
  });

  test('C32 who leaves an iteration over lines may write on, and read on (V8)', async () => {
    using scene = new Scene(backend, { over });
    const { peer, reader, writer } = await served(scene);
    await peer.send('first\n');
    for await (const line of reader) {
      expect(String(line)).toBe('first\n');
      break;
    }
    writer.write('still here');
    expect(String(await peer.receive(10))).toBe('still here');
    const second = reader.readline();
    await peer.send('second\n');
    expect(String(await second)).toBe('second\n');
  });

  test('C33 drain waits for room above the mark, any number at once; below it nobody waits (V6)', async () => {
    using scene = new Scene(backend, { over });
    const { peer, writer } = await served(scene);
    writer.write('little');
    await writer.drain();
    await fill(writer);
    const drains = [writer.drain(), writer.drain(), writer.drain()].map(watched);
    await rounds();
    expect(drains.map(({ settled }) => settled)).toEqual(Array(3).fill(undefined));
    await peer.receive(MUCH.length + 6);
    await until(() => drains.every(({ settled }) => settled === 'resolved'));
    expect(drains.map(({ settled }) => settled)).toEqual(Array(3).fill('resolved'));
  });

  test('C33 all who drain are told of a reset, and so is who waits for the end (L10, V6)', async () => {
    using scene = new Scene(backend, { over });
    const { peer, writer } = await served(scene);
    await fill(writer);
    const watches = [writer.drain(), writer.drain(), writer.waitClosed()].map(watched);
    peer.reset();
    await until(() => watches.every(({ settled }) => settled !== undefined));
    expect(watches.map(({ settled }) => settled)).toEqual(Array(3).fill(expect.stringMatching(/^(ECONNRESET|EPIPE)$/)));
    expect(await rejection(writer.drain())).toMatchObject({ syscall: expect.any(String) });
    expect(await rejection(writer.waitClosed())).toMatchObject({ syscall: expect.any(String) });
  });

  test('C33 a write after writeEof is an error, a write after the loss is dropped', async () => {
    using scene = new Scene(backend, { over });
    const { peer, writer } = await served(scene);
    writer.writeEof();
    expect(thrown(() => writer.write('late'))).toMatchObject({ code: 'ERR_WRITE_AFTER_EOF' });
    writer.close();
    peer.close();
    await writer.waitClosed();
    writer.write('later');
  });

  test('C34 what the function throws, or is rejected with, ends its connection, and is told', async () => {
    using scene = new Scene(backend, { over });
    const heard: ExceptionContext[] = [];
    scene.loop.setExceptionHandler((context) => heard.push(context));
    const faults = [new Error('at once'), new Error('later')];
    let calls = 0;
    const server = await startServer(scene, (reader) => {
      if (calls++ === 0) throw faults[0];
      return reader.readline().then(() => Promise.reject(faults[1]));
    });
    for (const [i] of faults.entries()) {
      const peer = Peer.connect(scene, placeOf(server));
      await peer.send('go\n');
      expect((await peer.receiveAll()).ending).toMatch(/^(end|ECONNRESET)$/);
      await until(() => heard.length > i);
    }
    expect(heard.map(({ exception }) => exception)).toEqual(faults);
    expect(server.connections.size).toBe(0);
  });

  test('C34 a function that fails of the loss of its connection is not blamed', async () => {
    using scene = new Scene(backend, { over });
    const heard: ExceptionContext[] = [];
    scene.loop.setExceptionHandler((context) => heard.push(context));
    const served: Promise<unknown>[] = [];
    const server = await startServer(scene, (reader, writer) => {
      const serving = served.length === 0 ? lines(reader) : write(writer);
      served.push(serving);
      return serving;
    });
    const lines = async (reader: StreamReader) => {
      for await (const _ of reader);
    };
    const write = async (writer: StreamWriter) => {
      for (;;) {
        writer.write(MUCH);
        await writer.drain();
      }
    };
    const first = Peer.connect(scene, placeOf(server));
    await first.send('a\n');
    await until(() => served.length === 1);
    const [transport] = server.connections;
    transport?.write('unread by the peer');
    // Written at the end of the turn, and then with the kernel.
    await rounds();
    await until(() => transport?.getWriteBufferSize() === 0);
    first.reset();
    expect(await rejection(served[0] as Promise<unknown>)).toMatchObject({ code: 'ECONNRESET' });
    Peer.connect(scene, placeOf(server));
    await until(() => served.length === 2);
    await rounds();
    server.abortClients();
    expect(await rejection(served[1] as Promise<unknown>)).toMatchObject({ code: 'ERR_STREAM_CLOSED' });
    await rounds();
    expect(heard).toEqual([]);
  });

  test('C35 a server of streams ends as any other: its connections go on, or are closed, or dropped', async () => {
    using scene = new Scene(backend, { over });
    const { server, peer, reader, writer } = await served(scene);
    server.close();
    expect(server.sockets).toEqual([]);
    await peer.send('still\n');
    expect(String(await reader.readline())).toBe('still\n');
    const waiting = reader.readline();
    writer.write('bye');
    server.closeClients();
    expect(String((await peer.receiveAll()).bytes)).toBe('bye');
    peer.close();
    await server.waitClosed();
    expect(String(await waiting)).toBe('');
    const other = await served(scene);
    const line = other.reader.readline();
    other.server.abortClients();
    await other.server.waitClosed();
    expect(String(await line)).toBe('');
  });

  test('C39 51 bytes through reads of 50, then close: all data, the end, and no error', async () => {
    using scene = new Scene(backend, { over });
    const { peer, reader, writer } = await served(scene);
    await peer.send('x'.repeat(51));
    peer.close();
    const parts = [await reader.read(50), await reader.read(50), await reader.read(50)];
    expect(Buffer.concat(parts).length).toBe(51);
    await until(() => reader.atEof());
    expect((await reader.read(50)).length).toBe(0);
    writer.close();
    await writer.waitClosed();
  });

  test('what came before a reset is read before it is told (V15)', async () => {
    using scene = new Scene(backend, { over });
    const { peer, reader, writer } = await served(scene);
    writer.write('unread by the peer');
    await peer.send('one\ntwo');
    await rounds();
    await until(() => writer.transport.getWriteBufferSize() === 0);
    peer.reset();
    expect(String(await reader.readline())).toBe('one\n');
    expect(await rejection(reader.readline())).toMatchObject({ code: 'ECONNRESET' });
    expect(String(await reader.read(9))).toBe('two');
  });

  test('a line beyond the limit is an error that loses nothing, and a greater limit goes on (V10)', async () => {
    using scene = new Scene(backend, { over });
    const { peer, reader } = await served(scene, { limit: 100 });
    const long = `${'x'.repeat(300_000)}\n`;
    const sending = peer.send(long);
    expect(await rejection(reader.readline())).toMatchObject({ code: 'ERR_LIMIT_OVERRUN', limit: 100 });
    expect(await reader.readline({ limit: 1_000_000, encoding: 'latin1' })).toBe(long);
    await sending;
  });

  test('loop.close() settles all that waits (L10)', async () => {
    using scene = new Scene(backend, { over });
    const { reader, writer } = await served(scene);
    await fill(writer);
    const waiting = [reader.readline(), writer.drain(), writer.waitClosed()].map(watched);
    scene.loop.close();
    await until(() => waiting.every(({ settled }) => settled !== undefined));
    expect(waiting.map(({ settled }) => settled)).toEqual(Array(3).fill('ERR_LOOP_CLOSED'));
  });

  test('an abort of a read takes nothing', async () => {
    using scene = new Scene(backend, { over });
    const { peer, reader } = await served(scene);
    const reading = rejection(reader.readline({ signal: AbortSignal.timeout(20) }));
    await peer.send('par');
    expect(await reading).toMatchObject({ code: 'ABORT_ERR' });
    await peer.send('tial\n');
    expect(String(await reader.readline())).toBe('partial\n');
  });
});

describe.each(backends)('streams, on %s:', (backend) => {
  test('C36 a unix server of streams takes its path with it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'readyloop-'));
    const path = join(folder, 'socket');
    try {
      using scene = new Scene(backend);
      const server = await scene.loop.startUnixServer((_, writer) => writer.write('hello\n'), { path });
      const [reader, writer] = await scene.loop.openUnixConnection({ path });
      expect(String(await reader.readline())).toBe('hello\n');
      await using _ = writer;
      server.close();
      expect(existsSync(path)).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('addresses and the socket are told, errors name the call, and what is borrowed is refused', async () => {
    using scene = new Scene(backend);
    const server = await scene.loop.startServer(() => {}, { host: '127.0.0.1', port: 0 });
    const port = placeOf(server) as number;
    const [, writer] = await scene.loop.openConnection({ host: '127.0.0.1', port });
    expect(writer.getExtraInfo('peername')).toMatchObject({ port });
    expect(writer.getExtraInfo('socket').fileno()).toBeGreaterThan(2);
    const options = { host: '127.0.0.1', port, borrowed: true };
    expect(await rejection(scene.loop.openConnection(options as never))).toMatchObject({ code: 'ERR_UNKNOWN_OPTION' });
    expect(await rejection(scene.loop.openConnection({ host: '', port }))).toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    });
    expect(await rejection(scene.loop.startServer({} as never, { host: '127.0.0.1', port: 0 }))).toMatchObject({
      code: 'ERR_INVALID_ARG_TYPE',
    });
    scene.loop.close();
    expect((await rejection(scene.loop.openConnection({ host: '127.0.0.1', port }))).message).toContain(
      'openConnection',
    );
  });
});
