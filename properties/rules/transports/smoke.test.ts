import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { connect, type Socket as NetSocket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type AnyProtocol,
  BufferedProtocol,
  Protocol,
  type ProtocolHandler,
  type Server,
  type ServerOptions,
  Socket,
  type Transport,
} from '../../../src/index.js';
import { backends } from '../../support/backends.js';
import { rejection, rounds, Scene, until } from '../../support/scene.js';

const here = { host: '127.0.0.1', port: 0 };
const clients = new Set<NetSocket>();

afterEach(() => {
  for (const client of clients) {
    client.destroy();
  }
  clients.clear();
});

function portOf(server: Server<never> | Server): number {
  const [socket] = server.sockets as readonly Socket[];
  return socket === undefined ? 0 : (socket.getsockname() as { port: number }).port;
}

/** A client of node:net, and all that it has received. */
async function client(port: number): Promise<NetSocket & { got: Buffer[] }> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  clients.add(socket);
  const got: Buffer[] = [];
  socket.on('data', (data) => got.push(data));
  socket.on('error', () => {});
  await once(socket, 'connect');
  return Object.assign(socket, { got });
}

describe.each(backends)('connections, on %s:', (backend) => {
  /** A server with this protocol, and a client of it. */
  async function scene(handler: AnyProtocol<never> | (() => AnyProtocol<never>), options: Partial<ServerOptions> = {}) {
    const all = new Scene(backend);
    const server = await all.loop.createServer(handler as ProtocolHandler, { ...here, ...options });
    return Object.assign(all, { server, client: await client(portOf(server)) });
  }

  const echo: ProtocolHandler = { dataReceived: (data, transport) => transport.write(data) };

  test.each([false, true])('C32 10 MB come back, and then the end, borrowed: %s', async (borrowed) => {
    using all = await scene(echo as never, {
      borrowed,
    });
    const sent = Buffer.alloc(10_000_000, 'readyloop, ');
    all.client.end(sent);
    await once(all.client, 'end');
    expect(Buffer.concat(all.client.got).equals(sent)).toBe(true);
    await until(() => all.server.connections.size === 0);
    all.server.close();
    await all.server.waitClosed();
  });

  test('C29 C30 C35 what a connection is told, in order', async () => {
    const log: unknown[] = [];
    class Logged extends Protocol {
      override connectionMade(transport: Transport): void {
        log.push('made', (transport.getExtraInfo('sockname') as { port: number }).port);
      }
      override dataReceived(data: Buffer, transport: Transport): void {
        log.push(data.toString());
        transport.write('bye');
        transport.close();
        expect(transport.isClosing()).toBe(true);
        log.push('closed');
      }
      override eofReceived(): boolean {
        log.push('eof');
        return true;
      }
      override connectionLost(error: Error | null): void {
        log.push('lost', error);
      }
    }
    using all = await scene(() => new Logged() as never);
    await until(() => log.length > 0);
    const port = portOf(all.server);
    all.server.close();
    const waiting = all.server.waitClosed();
    all.client.write('hello');
    await once(all.client, 'end');
    all.client.end('more');
    await waiting;
    expect(log).toEqual(['made', port, 'hello', 'closed', 'lost', null]);
    expect([Buffer.concat(all.client.got).toString(), all.server.sockets]).toEqual(['bye', []]);
  });

  test('C29 C31 nothing is told while reading is paused, and everything after', async () => {
    const log: string[] = [];
    let held: Transport | undefined;
    using all = await scene({
      connectionMade(transport: Transport) {
        held = transport;
        transport.pauseReading();
        transport.pauseReading();
      },
      dataReceived: (data: Buffer) => log.push(data.toString()),
      eofReceived: () => log.push('eof'),
      connectionLost: () => log.push('lost'),
    } as never);
    all.client.end('hello');
    await until(() => held !== undefined);
    await rounds(20);
    expect([log, held?.isReading()]).toEqual([[], false]);
    held?.resumeReading();
    held?.resumeReading();
    expect(log).toEqual([]);
    await until(() => log.length === 3);
    expect(log).toEqual(['hello', 'eof', 'lost']);
  });

  test.each(['connectionMade', 'dataReceived', 'eofReceived'])('L12 a close in %s', async (where) => {
    const log: string[] = [];
    const act =
      (name: string) =>
      (...args: unknown[]) => {
        log.push(name);
        if (name === where) {
          (args.at(-1) as Transport).close();
        }
      };
    const names = ['connectionMade', 'dataReceived', 'eofReceived', 'connectionLost'];
    using all = await scene(Object.fromEntries(names.map((name) => [name, act(name)])) as never);
    all.client.end('x');
    await until(() => log.includes('connectionLost'));
    await rounds();
    expect(log).toEqual([...names.slice(0, names.indexOf(where) + 1), 'connectionLost']);
  });

  test.each(['connectionMade', 'dataReceived', 'eofReceived', 'connectionLost'])('C34 a throw in %s', async (where) => {
    const log: unknown[] = [];
    const wrong = new Error('wrong');
    const names = ['connectionMade', 'dataReceived', 'eofReceived', 'connectionLost'];
    const act =
      (name: string) =>
      (...args: unknown[]) => {
        log.push(name === 'connectionLost' ? args[0] : name);
        if (name === where) {
          throw wrong;
        }
      };
    const handler = Object.fromEntries(names.map((name) => [name, act(name)]));
    using all = await scene(handler as never);
    all.loop.setExceptionHandler(({ exception, transport }) =>
      log.push(['handled', exception, transport !== undefined]),
    );
    all.client.end('x');
    await until(() => log.some((one) => Array.isArray(one)));
    await rounds();
    const told = names.slice(0, Math.min(names.indexOf(where), 2) + 1);
    expect(log).toEqual([...told, where === 'connectionLost' ? null : wrong, ['handled', wrong, true]]);
  });

  test('C34 a promise that is rejected', async () => {
    const log: unknown[] = [];
    const wrong = new Error('wrong');
    using all = await scene({
      dataReceived: async () => {
        throw wrong;
      },
      connectionLost: (error: Error) => log.push(error),
    } as never);
    all.loop.setExceptionHandler(({ exception }) => log.push(exception));
    all.client.write('x');
    await until(() => log.length === 2);
    expect(log).toEqual([wrong, wrong]);
  });

  test('C28 a factory that throws closes the connection, and the server goes on', async () => {
    const log: unknown[] = [];
    let fails = false;
    using all = await scene(() => {
      if (fails) {
        throw new Error('no');
      }
      return echo as never;
    });
    all.loop.setExceptionHandler(({ message }) => log.push(message));
    await until(() => all.server.connections.size === 1);
    fails = true;
    const lost = await client(portOf(all.server));
    lost.end();
    await once(lost, 'close');
    fails = false;
    const other = await client(portOf(all.server));
    other.write('x');
    await until(() => other.got.length === 1);
    expect([log, all.server.connections.size]).toEqual([['Exception in the factory of a server'], 2]);
  });

  test('L12 the loop is closed, in a callback and elsewhere: told when close has returned', async () => {
    for (const inside of [true, false]) {
      const log: unknown[] = [];
      const all = await scene({
        dataReceived() {
          if (inside) {
            all.loop.close();
            log.push('returned');
          } else {
            log.push('data');
          }
        },
        connectionLost: (error: Error & { code: string }) => log.push(error.code),
      } as never);
      all.client.write('x');
      await until(() => log.length > 0);
      if (!inside) {
        all.loop.close();
        log.push('returned');
      }
      await until(() => log.includes('ERR_LOOP_CLOSED'));
      expect(log).toEqual([...(inside ? [] : ['data']), 'returned', 'ERR_LOOP_CLOSED']);
      await all.server.waitClosed();
      expect([all.server.sockets, all.server.isServing]).toEqual([[], false]);
      all[Symbol.dispose]();
    }
  });

  test('C39 51 bytes into 50, then the end', async () => {
    const log: unknown[] = [];
    class Small extends BufferedProtocol {
      readonly #memory = Buffer.alloc(50);
      getBuffer(hint: number): Uint8Array {
        log.push(`buffer ${hint > 0}`);
        return this.#memory;
      }
      bufferUpdated(bytes: number): void {
        log.push(this.#memory.toString('latin1', 0, bytes).length);
      }
      override eofReceived(): boolean {
        log.push('eof');
        return false;
      }
      override connectionLost(error: Error | null): void {
        log.push(error);
      }
    }
    using all = await scene(() => new Small() as never);
    all.client.end('x'.repeat(51));
    await until(() => log.includes(null));
    expect(log.filter((one) => one !== 'buffer true')).toEqual([50, 1, 'eof', null]);
  });

  test('C31 C33 V3 another protocol gets what was kept, in its parts', async () => {
    const log: string[] = [];
    let held: Transport | undefined;
    using all = await scene({
      dataReceived(data: Buffer, transport: Transport) {
        log.push(`first ${data}`);
        transport.pauseReading();
        held = transport;
      },
    } as never);
    all.client.write('a');
    await until(() => held !== undefined);
    all.client.write('b');
    await rounds(20);
    const second: ProtocolHandler = { dataReceived: (data) => void log.push(`second ${data}`) };
    held?.setProtocol(second);
    expect(held?.getProtocol()).toBe(second);
    held?.resumeReading();
    await until(() => log.length === 2);
    expect(log).toEqual(['first a', 'second b']);
  });

  test('C33 the marks: told in the batch of the write, never inside it, and in turn', async () => {
    const log: string[] = [];
    let held: Transport | undefined;
    using all = await scene({
      dataReceived(_data: Buffer, transport: Transport) {
        held = transport;
        transport.write(Buffer.alloc(20_000_000));
        log.push(`written ${transport.getWriteBufferSize() > 0}`);
      },
      pauseWriting: () => log.push('pause'),
      resumeWriting: () => log.push('resume'),
    } as never);
    all.client.pause();
    all.client.write('x');
    await until(() => log.length === 2);
    await rounds(10);
    expect(log).toEqual(['written true', 'pause']);
    all.client.resume();
    await until(() => log.length === 3);
    expect(log).toEqual(['written true', 'pause', 'resume']);
    await until(() => held?.getWriteBufferSize() === 0);
    expect(held?.getWriteBufferSize()).toBe(0);
  });

  test('C33 many kinds of writes arrive in order, corked or not', async () => {
    using all = await scene({
      connectionMade(transport: Transport) {
        transport.write('é');
        transport.writelines([Buffer.from('b'), new Uint16Array([0x6463]), 'e'.repeat(10_000)]);
        transport.cork();
        transport.write(Buffer.alloc(100_000, 'f'));
        transport.write('g');
        transport.uncork();
        transport.writeEof();
        expect(() => transport.write('h')).toThrow(expect.objectContaining({ code: 'ERR_WRITE_AFTER_EOF' }));
        expect(() => transport.write(1 as never)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }));
      },
    } as never);
    await once(all.client, 'end');
    const expected = `ébcd${'e'.repeat(10_000)}${'f'.repeat(100_000)}g`;
    expect(Buffer.concat(all.client.got).toString()).toBe(expected);
  });

  test('C10 a descriptor of a transport is nobody else’s until it is closing', async () => {
    let held: Transport | undefined;
    using all = await scene({
      connectionMade: (transport: Transport) => {
        held = transport;
      },
    } as never);
    await until(() => held !== undefined);
    const socket = held?.getExtraInfo('socket') as Socket;
    const fd = socket.fileno();
    const owned = expect.objectContaining({ code: 'ERR_OWNED' });
    expect(() => all.loop.addReader(fd, () => {})).toThrow(owned);
    expect(() => all.loop.removeWriter(fd)).toThrow(owned);
    expect(() => socket.close()).toThrow(owned);
    expect(await rejection(all.loop.sockRecv(socket, 1))).toMatchObject({ code: 'ERR_OWNED' });
    held?.close();
    expect(all.loop.removeWriter(fd)).toBe(false);
    all.client.end();
    await until(() => all.server.connections.size === 0);
    expect([socket.fileno(), socket.closed]).toEqual([-1, true]);
  });

  test('C35 three ends of a server', async () => {
    for (const end of ['close', 'closeClients', 'abortClients'] as const) {
      const log: unknown[] = [];
      using all = await scene({
        dataReceived: (data: Buffer, transport: Transport) => transport.write(data),
        connectionLost: (error: Error | null) => log.push(error),
      } as never);
      await until(() => all.server.connections.size === 1);
      const found: Transport[] = [];
      const waiting = all.server.waitClosed();
      all.server[end]();
      expect([all.server.isServing, all.server.sockets]).toEqual([false, []]);
      if (end === 'close') {
        all.client.write('x');
        await until(() => all.client.got.length === 1);
        all.client.end();
      } else if (end === 'closeClients') {
        await once(all.client, 'end');
        all.client.end();
      }
      await waiting;
      expect([log, all.server.connections.size, found]).toEqual([[null], 0, []]);
    }
  });

  test('C35 transports come by iteration, and a server that pauses accepts later', async () => {
    using all = await scene(echo as never, { maxConnections: 1 });
    const found: Transport[] = [];
    const iterating = (async () => {
      for await (const transport of all.server) {
        found.push(transport);
      }
    })();
    await until(() => all.server.connections.size === 1);
    const second = await client(portOf(all.server));
    await rounds(20);
    expect(all.server.connections.size).toBe(1);
    all.client.end();
    second.write('x');
    await until(() => second.got.length === 1);
    all.server.close();
    await iterating;
    expect(found.length).toBeGreaterThan(0);
  });

  test('C35 maxConnections holds over all addresses, pauseAccepting or not', async () => {
    using all = await scene(echo as never, { host: ['127.0.0.1', '127.0.0.2'], maxConnections: 1 });
    await until(() => all.server.connections.size === 1);
    const { port } = (all.server.sockets[1] as Socket).getsockname() as { port: number };
    const other = connect({ port, host: '127.0.0.2' });
    clients.add(other);
    await once(other, 'connect');
    await rounds(20);
    expect(all.server.connections.size).toBe(1);
    all.server.pauseAccepting();
    all.client.end();
    await until(() => all.server.connections.size === 0);
    await rounds(20);
    expect([all.server.connections.size, all.server.isServing]).toEqual([0, false]);
    all.server.resumeAccepting();
    await until(() => all.server.connections.size === 1);
    expect(all.server.connections.size).toBe(1);
  });

  test('a socket that is connected gets a transport', async () => {
    using all = new Scene(backend);
    const [a, b] = all.sockets();
    const log: unknown[] = [];
    const transport = await all.loop.connectAcceptedSocket<string>(
      { dataReceived: (data, one) => void log.push(data.toString(), one.data) },
      a,
    );
    transport.data = 'mine';
    expect([a.closed, transport.isReading()]).toEqual([true, true]);
    await all.loop.sockSendall(b, Buffer.from('hello'));
    await until(() => log.length === 2);
    expect(log).toEqual(['hello', 'mine']);
    expect(transport.tryWrite('back')).toBe(4);
    expect((await all.loop.sockRecv(b, 10)).toString()).toBe('back');
    const failing = all.loop.connectAcceptedSocket(() => {
      throw new Error('no');
    }, b);
    expect(await rejection(failing)).toMatchObject({ message: 'no' });
    expect(await rejection(all.loop.connectAcceptedSocket({}, new Socket('inet')))).toMatchObject({ code: 'ENOTCONN' });
  });

  test('V21 protocols are called in the context of createServer, or of setProtocol', async () => {
    const storage = new AsyncLocalStorage<string>();
    const log: unknown[] = [];
    using all = new Scene(backend);
    const server = await storage.run('server', () =>
      all.loop.createServer(
        {
          connectionMade: () => void log.push(storage.getStore()),
          dataReceived(_, transport) {
            log.push(storage.getStore());
            storage.run('other', () =>
              transport.setProtocol({ connectionLost: () => void log.push(storage.getStore()) }),
            );
          },
        },
        here,
      ),
    );
    const one = await client(portOf(server));
    one.end('x');
    await until(() => log.length === 3);
    expect(log).toEqual(['server', 'server', 'other']);
  });

  test('an idle connection is lost, or its callback called', async () => {
    const log: unknown[] = [];
    using all = await scene({
      connectionMade: (transport: Transport) => {
        transport.setTimeout(20, () => {
          log.push('idle');
          transport.setTimeout(20);
        });
      },
      connectionLost: (error: Error & { code: string }) => log.push(error.code),
    } as never);
    await until(() => log.length === 2);
    expect([log, all.server.connections.size]).toEqual([['idle', 'ERR_IDLE_TIMEOUT'], 0]);
  });

  test('V15 a reset is told with its error, its system call and its address, behind the data', async () => {
    const log: unknown[] = [];
    using all = await scene({
      dataReceived: (data: Buffer) => log.push(data.toString()),
      connectionLost: (error: Error) => log.push(error),
    } as never);
    const { localPort } = all.client;
    all.client.write('x');
    await until(() => log.length === 1);
    all.client.resetAndDestroy();
    await until(() => log.length === 2);
    const error = { code: 'ECONNRESET', errno: -104, syscall: 'recv', address: '127.0.0.1', port: localPort };
    expect(log).toEqual(['x', expect.objectContaining(error)]);
  });

  test('servers are refused where nothing can listen, and leave nothing', async () => {
    using all = await scene(echo as never);
    const port = portOf(all.server);
    const taken = all.loop.createServer(echo, { host: ['127.0.0.2', '127.0.0.1'], port });
    expect(await rejection(taken)).toMatchObject({ code: 'EADDRINUSE', syscall: 'bind' });
    const aborted = all.loop.createServer(echo, { ...here, signal: AbortSignal.abort() });
    expect(await rejection(aborted)).toMatchObject({ code: 'ABORT_ERR' });
    const controller = new AbortController();
    const server = await all.loop.createServer(echo, { ...here, signal: controller.signal });
    const serving = server.serveForever();
    controller.abort();
    await serving;
    expect([server.isServing, await rejection(server.serveForever())]).toMatchObject([
      false,
      { code: 'ERR_SERVER_CLOSED' },
    ]);
  });
});
