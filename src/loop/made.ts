import {
  type ConnectOptions,
  checkConnectOptions,
  checkUnixConnectOptions,
  type UnixConnectOptions,
} from '../connecting/index.js';
import { type Abortable, AbortError, addAbortListener, fromCaller, removeAbortListener } from '../errors/index.js';
import {
  addressesOf,
  checkServerOptions,
  checkUnixServerOptions,
  listen,
  listenAtPath,
  type Server,
  type ServerOptions,
  staleAt,
  type UnixServerOptions,
} from '../servers/index.js';
import type { Socket, UnixAddress } from '../sockets/index.js';
import { type AnyProtocol, sourceOf, type Transport } from '../transports/index.js';
import type { Core } from './core.js';

/** One protocol for all connections, or what makes one for each. */
type Handler<Data> = AnyProtocol<Data> | (() => AnyProtocol<Data>);

/** A server at one address or several, for a call of this name. */
export async function serveHosts<Data>(
  core: Core,
  call: string,
  handler: Handler<Data>,
  options: ServerOptions,
): Promise<Server<Data>> {
  core.check(call);
  const source = sourceOf(handler);
  const plan = checkServerOptions(options);
  const { signal } = plan;
  refuseAborted(call, { signal });
  const origin = { call, at: core.origins.line() };
  const scope = core.transports.scopeNow();
  core.watchExit();
  const addresses = await pendingIn(core, addressesOf(call, plan.hosts));
  core.check(call);
  refuseAborted(call, { signal });
  const server = core.servers.serve(origin, listen(addresses, plan), source, scope, plan.manner, plan.most);
  closeWith(server, signal);
  return server as Server<Data>;
}

/**
 * The same at a path, or at an abstract name.
 *
 * @param connect asks for a connection, to find out whether anybody has the path
 */
export async function servePath<Data>(
  core: Core,
  call: string,
  handler: Handler<Data>,
  options: UnixServerOptions,
  connect: (socket: Socket, to: UnixAddress, options: Abortable) => Promise<void>,
): Promise<Server<Data>> {
  core.check(call);
  const source = sourceOf(handler);
  const plan = checkUnixServerOptions(options);
  const { path, signal } = plan;
  refuseAborted(call, { signal });
  const origin = { call, at: core.origins.line() };
  const scope = core.transports.scopeNow();
  core.watchExit();
  let socket: Socket;
  try {
    socket = listenAtPath(plan);
  } catch (error) {
    const stale = await staleAt(path, error, (stranger) => connect(stranger, { path }, { signal }));
    core.check(call);
    refuseAborted(call, { signal });
    if (stale?.remove() !== true) {
      throw error;
    }
    socket = listenAtPath(plan);
  }
  const server = core.servers.serve(origin, [socket], source, scope, plan.manner, plan.most);
  closeWith(server, signal);
  return server as Server<Data>;
}

/** A connection to a host, or one of a socket that is connected already. */
export async function connectToHost<Data>(
  core: Core,
  call: string,
  handler: Handler<Data>,
  options: ConnectOptions,
): Promise<Transport<Data>> {
  core.check(call);
  const source = sourceOf(handler);
  const plan = checkConnectOptions(options);
  const { signal } = plan;
  refuseAborted(call, { signal });
  const scope = core.transports.scopeNow();
  core.watchExit();
  const made =
    'sock' in plan
      ? core.connecting.adopt(call, plan.sock, plan, source, scope, () => abortedBy(call, signal))
      : core.connecting.toHost(call, plan, source, scope);
  return (await fromCaller(made)) as Transport<Data>;
}

/** The same to a unix socket. */
export async function connectToPath<Data>(
  core: Core,
  call: string,
  handler: Handler<Data>,
  options: UnixConnectOptions,
): Promise<Transport<Data>> {
  core.check(call);
  const source = sourceOf(handler);
  const plan = checkUnixConnectOptions(options);
  refuseAborted(call, plan);
  const scope = core.transports.scopeNow();
  core.watchExit();
  return (await fromCaller(core.connecting.toPath(call, plan, source, scope))) as Transport<Data>;
}

/** What is looked up is pending: whoever has dropped the loop meanwhile waits for it all the same (L15). */
async function pendingIn<T>({ liveness }: Core, found: Promise<T>): Promise<T> {
  liveness.retain();
  try {
    return await found;
  } finally {
    liveness.release();
  }
}

function closeWith(server: Server, signal: AbortSignal | undefined): void {
  if (signal !== undefined) {
    const closing = { handleEvent: () => server.close() };
    addAbortListener(signal, closing);
    server.waitClosed().then(() => removeAbortListener(signal, closing));
  }
}

function refuseAborted(call: string, { signal }: Abortable): void {
  const error = abortedBy(call, signal);
  if (error !== null) {
    throw error;
  }
}

function abortedBy(call: string, signal: AbortSignal | undefined): AbortError | null {
  return signal?.aborted ? new AbortError(call, signal.reason) : null;
}
