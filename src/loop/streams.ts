import type { ConnectOptions, UnixConnectOptions } from '../connecting/index.js';
import { checkCallback } from '../errors/index.js';
import type { Server, ServerOptions, UnixServerOptions } from '../servers/index.js';
import {
  type ReaderOptions,
  type StreamHandler,
  StreamProtocol,
  type StreamReader,
  type StreamWriter,
  withoutLimit,
} from '../streams/index.js';
import { Connections } from './connections.js';
import type { Core } from './core.js';
import { connectToHost, connectToPath, serveHosts, servePath } from './made.js';

/** Options of a connection that is a stream: what is read is kept, so that nothing of it is borrowed. */
type OfStreams<T> = Omit<T, 'borrowed'> & ReaderOptions;

/** Connections that are read and written as streams, as asyncio's. */
export abstract class Streams extends Connections {
  readonly #core: Core;

  /** @internal */
  protected constructor(core: Core) {
    super(core);
    this.#core = core;
  }

  /**
   * Listens at one address or several, and calls a function with a reader and a writer for each connection that comes.
   *
   * @param serve what it throws, or its promise is rejected with, ends its connection, and the exception handler is told (C34);
   *   not of what the connection was lost by, nor of ERR_STREAM_CLOSED. When it has returned the connection goes on, until it is closed.
   * @param options `{ host, port }` at least; as of `createServer`, and `limit`
   * @returns when it listens at all of the addresses
   * @throws as `createServer`
   */
  async startServer(serve: StreamHandler, options: OfStreams<ServerOptions>): Promise<Server> {
    const { make, others } = serving(serve, options);
    return serveHosts(this.#core, 'startServer', make, others);
  }

  /**
   * Listens at a path, or at an abstract name; else as `startServer`.
   *
   * @param options `{ path }` at least; as of `createUnixServer`, and `limit`
   * @throws as `createUnixServer`
   */
  async startUnixServer(serve: StreamHandler, options: OfStreams<UnixServerOptions>): Promise<Server> {
    const { make, others } = serving(serve, options);
    return servePath(this.#core, 'startUnixServer', make, others, (socket, to, how) =>
      this.sockConnect(socket, to, how),
    );
  }

  /**
   * Connects to a host, as `createConnection`.
   *
   * @param options `{ host, port }` at least, or `{ sock }`; as of `createConnection`, and `limit`
   * @returns both halves of the stream
   * @throws as `createConnection`
   */
  async openConnection(options: OfStreams<ConnectOptions>): Promise<[reader: StreamReader, writer: StreamWriter]> {
    const { limit, others } = withoutLimit(options);
    const stream = new StreamProtocol(limit);
    await connectToHost(this.#core, 'openConnection', stream, others);
    return [stream.reader, stream.writer];
  }

  /**
   * Connects to a unix socket, as `createUnixConnection`.
   *
   * @param options `{ path }` at least; as of `createUnixConnection`, and `limit`
   * @returns both halves of the stream
   * @throws as `createUnixConnection`
   */
  async openUnixConnection(
    options: OfStreams<UnixConnectOptions>,
  ): Promise<[reader: StreamReader, writer: StreamWriter]> {
    const { limit, others } = withoutLimit(options);
    const stream = new StreamProtocol(limit);
    await connectToPath(this.#core, 'openUnixConnection', stream, others);
    return [stream.reader, stream.writer];
  }
}

function serving<T extends ReaderOptions>(serve: StreamHandler, options: T) {
  checkCallback(serve, 'serve');
  const { limit, others } = withoutLimit(options);
  return { make: () => new StreamProtocol(limit, serve), others };
}
