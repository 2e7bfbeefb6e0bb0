import type { ConnectOptions, UnixConnectOptions } from '../connecting/index.js';
import type { Server, ServerOptions, UnixServerOptions } from '../servers/index.js';
import { checkSocket, type Socket } from '../sockets/index.js';
import {
  type AnyProtocol,
  type ConnectionOptions,
  checkConnectionOptions,
  sourceOf,
  type Transport,
} from '../transports/index.js';
import type { Core } from './core.js';
import { connectToHost, connectToPath, serveHosts, servePath } from './made.js';
import { SockOperations } from './sock-operations.js';

/** What a loop reads and writes by itself: the connections of servers, and those that are handed to it. */
export abstract class Connections extends SockOperations {
  readonly #core: Core;

  /** @internal */
  protected constructor(core: Core) {
    super(core);
    this.#core = core;
  }

  /**
   * Listens at one address or several, and tells a protocol of each connection that comes. Connections are accepted at once;
   * each is read by itself, and what is written to it leaves at the end of the batch.
   *
   * @param handler an object that is the protocol of all connections, which is the fast way, or a function that makes one for
   *   each. A function that throws closes the connection, and the exception handler is told (C28).
   * @param options `{ host, port }` at least
   * @returns when it listens at all of the addresses
   * @throws InvalidArgumentTypeError, InvalidArgumentValueError, OutOfRangeError, UnknownOptionError
   * @throws AbortError ABORT_ERR: the signal was aborted before
   * @throws LoopClosedError ERR_LOOP_CLOSED
   * @throws SystemError what bind(2) or listen(2) answered, as EADDRINUSE; or getaddrinfo(3), as ENOTFOUND. Then nothing listens.
   */
  createServer<Data = unknown>(
    handler: AnyProtocol<Data> | (() => AnyProtocol<Data>),
    options: ServerOptions,
  ): Promise<Server<Data>> {
    return serveHosts(this.#core, 'createServer', handler, options);
  }

  /**
   * Listens at a path, or at an abstract name, and tells a protocol of each connection that comes; else as `createServer`.
   *
   * When the socket is closed, its file is removed, unless another one has the path by then (C36). A file that was left behind, as
   * by a process that was killed, is removed before: one that no socket of this machine has. That somebody has it is EADDRINUSE.
   *
   * @param options `{ path }` at least
   * @returns when it listens
   * @throws InvalidArgumentTypeError, InvalidArgumentValueError, OutOfRangeError, UnknownOptionError, BadAddressError
   * @throws AbortError ABORT_ERR: the signal was aborted before
   * @throws LoopClosedError ERR_LOOP_CLOSED
   * @throws SystemError what bind(2), chmod(2) or listen(2) answered, as EADDRINUSE, with the path as `address`
   */
  createUnixServer<Data = unknown>(
    handler: AnyProtocol<Data> | (() => AnyProtocol<Data>),
    options: UnixServerOptions,
  ): Promise<Server<Data>> {
    return servePath(this.#core, 'createUnixServer', handler, options, (stranger, to, how) =>
      this.sockConnect(stranger, to, how),
    );
  }

  /**
   * Connects to a host, and tells a protocol of it. A name is looked up, and its addresses are tried in turn, both families by
   * turns, each for a while alone and then beside the next (happy eyeballs, RFC 8305). The first that connects wins; all other
   * sockets are closed before anybody is told.
   *
   * @param handler the protocol, or a function that makes it
   * @param options `{ host, port }` at least, or `{ sock }`
   * @returns the transport, when `connectionMade` has returned
   * @throws InvalidArgumentTypeError, InvalidArgumentValueError, OutOfRangeError, UnknownOptionError
   * @throws AbortError ABORT_ERR: the signal was aborted; every socket is closed
   * @throws ConnectTimeoutError ERR_CONNECT_TIMEOUT: it took longer than `timeout`; every socket is closed
   * @throws LoopClosedError ERR_LOOP_CLOSED; TooManyDescriptorsError ERR_TOO_MANY_DESCRIPTORS
   * @throws SystemError what the only address failed with, as ECONNREFUSED, with `address` and `port`; or getaddrinfo(3), as
   *   ENOTFOUND
   * @throws ConnectError none of several addresses could be connected to: `errors` tells why
   * @throws what `lookup` failed with, or the function that makes the protocol
   */
  createConnection<Data = unknown>(
    handler: AnyProtocol<Data> | (() => AnyProtocol<Data>),
    options: ConnectOptions,
  ): Promise<Transport<Data>> {
    return connectToHost(this.#core, 'createConnection', handler, options);
  }

  /**
   * Connects to a unix socket, and tells a protocol of it. A place in the queue of a listener that is full is waited for, in line
   * (L19).
   *
   * @param handler the protocol, or a function that makes it
   * @param options `{ path }` at least
   * @returns the transport, when `connectionMade` has returned
   * @throws InvalidArgumentTypeError, OutOfRangeError, UnknownOptionError, BadAddressError
   * @throws AbortError ABORT_ERR: the signal was aborted; the socket is closed
   * @throws ConnectTimeoutError ERR_CONNECT_TIMEOUT: it took longer than `timeout`; the socket is closed
   * @throws LoopClosedError ERR_LOOP_CLOSED; TooManyDescriptorsError ERR_TOO_MANY_DESCRIPTORS
   * @throws SystemError what connect(2) answered, as ENOENT and ECONNREFUSED, with the path as `address`
   * @throws what the function that makes the protocol threw
   */
  createUnixConnection<Data = unknown>(
    handler: AnyProtocol<Data> | (() => AnyProtocol<Data>),
    options: UnixConnectOptions,
  ): Promise<Transport<Data>> {
    return connectToPath(this.#core, 'createUnixConnection', handler, options);
  }

  /**
   * Makes a transport of a socket that is connected, and tells a protocol of it. The descriptor is the transport's from now on, and
   * the `Socket` is detached: operations that are pending on it are rejected, callbacks run no more.
   *
   * @param handler the protocol, or a function that makes it
   * @param options as of `createServer`, as far as they are about connections
   * @returns the transport, when `connectionMade` has returned
   * @throws InvalidArgumentTypeError, InvalidArgumentValueError, OutOfRangeError, UnknownOptionError
   * @throws SocketClosedError, LoopClosedError, TooManyDescriptorsError
   * @throws SystemError ENOTCONN: it is not connected
   * @throws what the function that makes the protocol threw
   */
  async connectAcceptedSocket<Data = unknown>(
    handler: AnyProtocol<Data> | (() => AnyProtocol<Data>),
    socket: Socket,
    options?: ConnectionOptions,
  ): Promise<Transport<Data>> {
    const call = 'connectAcceptedSocket';
    const core = this.#core;
    core.check(call);
    const source = sourceOf(handler);
    const plan = checkConnectionOptions(options);
    checkSocket(call, socket);
    const scope = core.transports.scopeNow();
    core.watchExit();
    return (await core.connecting.adopt(call, socket, plan, source, scope)) as Transport<Data>;
  }
}
