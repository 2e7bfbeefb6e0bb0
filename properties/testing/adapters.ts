import { once } from 'node:events';
import * as net from 'node:net';
import {
  constants,
  type Loop,
  Protocol,
  type Socket,
  type StreamReader,
  type StreamWriter,
  type Transport,
} from '../../src/index.js';
import type { CheckedServer, CheckedStream } from '../../src/testing/index.js';
import { freshName, placeOf } from '../support/place.js';
import type { Scene } from '../support/scene.js';
import { listen } from '../support/serving.js';
import { Mailbox } from './mailbox.js';

/** What is checked, as the checks want it. Where anybody's streams are to be checked, it is here that a few lines are added. */

/** A transport and its protocol, which reads ahead one piece and is told when there is room. */
class TransportStream extends Protocol implements CheckedStream {
  readonly #pieces = new Mailbox<Uint8Array>();
  #tell: (error: Error | null) => void = () => {};
  #transport: Transport | undefined;
  #error: Error | undefined;
  #isFull = false;
  #wake: (() => void)[] = [];

  receive(): Promise<Uint8Array | null> {
    const next = this.#pieces.next();
    if (this.#pieces.isEmpty) this.#transport?.resumeReading();
    return next;
  }

  async sendAll(bytes: Uint8Array): Promise<void> {
    if (this.#error !== undefined || this.#transport?.isClosing()) throw this.#error ?? new Error('it is closed');
    this.#transport?.write(Uint8Array.from(bytes));
    // What is written outside of a batch leaves at the end of the turn, and that it was too much is told behind that.
    await new Promise(setImmediate);
    while (this.#isFull) await new Promise<void>((resolve) => this.#wake.push(resolve));
    if (this.#error !== undefined) throw this.#error;
  }

  sendEof(): void {
    this.#transport?.writeEof();
  }

  close(): void {
    this.#transport?.close();
    this.#pieces.end(new Error('it is closed'));
  }

  abort(): void {
    this.#transport?.abort({ reset: true });
    this.#pieces.end(new Error('it is closed'));
  }

  onLost(listener: (error: Error | null) => void): void {
    this.#tell = listener;
  }

  override connectionMade(transport: Transport): void {
    this.#transport = transport;
  }

  override dataReceived(data: Buffer, transport: Transport): void {
    this.#pieces.push(data);
    if (!this.#pieces.isEmpty) transport.pauseReading();
  }

  override eofReceived(): boolean {
    this.#pieces.end();
    return true;
  }

  override connectionLost(error: Error | null): void {
    this.#error = error ?? new Error('it is closed');
    this.#pieces.end(error ?? undefined);
    this.resumeWriting();
    this.#tell(error);
  }

  override pauseWriting(): void {
    this.#isFull = true;
  }

  override resumeWriting(): void {
    this.#isFull = false;
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** A server of transports, over whatever the scene has its connections go. */
export async function transportServer(scene: Scene): Promise<CheckedServer> {
  const { loop, over } = scene;
  const accepted = new Mailbox<TransportStream>();
  const server = await listen(scene, () => {
    const stream = new TransportStream();
    accepted.push(stream);
    return stream;
  });
  const place = placeOf(server);
  const ending = (end: () => void) => () => {
    end();
    accepted.end();
  };
  return {
    connect: async () => {
      const stream = new TransportStream();
      if (over === 'unix') await loop.createUnixConnection(stream, { path: `\0${place}` });
      else await loop.createConnection(stream, { host: '127.0.0.1', port: Number(place) });
      return stream;
    },
    accept: () => accepted.next(),
    close: ending(() => server.close()),
    closeClients: ending(() => server.closeClients()),
    abortClients: ending(() => server.abortClients()),
    waitClosed: () => server.waitClosed(),
  };
}

/** Both halves of a stream. */
function streamOf(reader: StreamReader, writer: StreamWriter): CheckedStream {
  return {
    receive: async () => {
      const piece = await reader.read(65_536);
      return piece.length > 0 ? piece : null;
    },
    sendAll: async (bytes) => {
      writer.write(Uint8Array.from(bytes));
      await writer.drain();
    },
    sendEof: () => writer.writeEof(),
    close: () => writer.close(),
    abort: () => writer.transport.abort({ reset: true }),
  };
}

/** A server of streams. */
export async function streamServer({ loop, over }: Scene): Promise<CheckedServer> {
  const accepted = new Mailbox<CheckedStream>();
  const serve = (reader: StreamReader, writer: StreamWriter) => accepted.push(streamOf(reader, writer));
  const path = `\0${freshName()}`;
  const server = await (over === 'unix'
    ? loop.startUnixServer(serve, { path })
    : loop.startServer(serve, { host: '127.0.0.1', port: 0 }));
  const ending = (end: () => void) => () => {
    end();
    accepted.end();
  };
  return {
    connect: async () => {
      const [reader, writer] = await (over === 'unix'
        ? loop.openUnixConnection({ path })
        : loop.openConnection({ host: '127.0.0.1', port: Number(placeOf(server)) }));
      return streamOf(reader, writer);
    },
    accept: () => accepted.next(),
    close: ending(() => server.close()),
    closeClients: ending(() => server.closeClients()),
    abortClients: ending(() => server.abortClients()),
    waitClosed: () => server.waitClosed(),
  };
}

/** A socket, an operation at a time. */
export function socketStream(loop: Loop, socket: Socket): CheckedStream {
  return {
    receive: async () => {
      const bytes = await loop.sockRecv(socket, 65_536);
      return bytes.length > 0 ? bytes : null;
    },
    sendAll: (bytes) => loop.sockSendall(socket, bytes),
    sendEof: () => socket.shutdown('write'),
    close: () => socket.close(),
    abort: () => {
      if (socket.closed) return;
      const atOnce = Buffer.from(Int32Array.of(1, 0).buffer);
      socket.setsockopt(constants.SOL_SOCKET, constants.SO_LINGER, atOnce);
      socket.close();
    },
  };
}

/** A socket of node:net, made with `allowHalfOpen`. */
function nodeStream(socket: net.Socket): CheckedStream {
  const pieces = socket.iterator({ destroyOnReturn: false });
  socket.on('error', () => {}); // the iterator and the callbacks of writes tell of it
  return {
    receive: async () => (await pieces.next()).value ?? null,
    sendAll: (bytes) =>
      new Promise((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    sendEof: () => void socket.end(),
    close: () => socket.destroySoon(),
    // A reset right behind an end fails (EINVAL), and leaves the socket open and the process alive.
    abort: () => void (socket.writableEnded ? socket.destroy() : socket.resetAndDestroy()),
    onLost: (listener) => void socket.on('close', () => listener(socket.errored)),
  };
}

/** A server of node:net. */
export async function nodeServer(): Promise<CheckedServer> {
  const accepted = new Mailbox<CheckedStream>();
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    accepted.push(nodeStream(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const closed = once(server, 'close');
  const { port } = server.address() as net.AddressInfo;
  const close = () => {
    server.close();
    accepted.end();
  };
  return {
    connect: async () => nodeStream(await nodeConnection(port)),
    accept: () => accepted.next(),
    close,
    abortClients: () => {
      close();
      for (const socket of sockets) socket.destroy();
    },
    waitClosed: async () => void (await closed),
  };
}

async function nodeConnection(port: number): Promise<net.Socket> {
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

/** A connection of such a server, and its two sides. */
export async function connected(server: CheckedServer): Promise<[CheckedStream, CheckedStream]> {
  const [client, served] = await Promise.all([server.connect(), server.accept()]);
  if (served === null) throw new Error('the server is closed');
  return [client, served];
}
