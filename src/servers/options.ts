import { isIP } from 'node:net';
import type { Known, Told } from '../../model/options.js';
import {
  checkAborting,
  checkBoolean,
  checkInteger,
  checkOptions,
  InvalidArgumentTypeError,
  InvalidArgumentValueError,
} from '../errors/index.js';
import { checkPath, isAbstract } from '../sockets/index.js';
import {
  CONNECTION,
  type ConnectionOptions,
  type Manner,
  mannerOf,
  STREAM,
  type StreamOptions,
} from '../transports/index.js';

/** Who is accepted, and for how long. */
interface AcceptOptions {
  /** How many connections may wait to be accepted: 511 unless it is given, and no more than net.core.somaxconn. */
  readonly backlog?: number | undefined;
  /** With so many connections, of all addresses, accepting pauses until one of them is lost; no limit unless it is given. */
  readonly maxConnections?: number | undefined;
  /** Closes the server, as `server.close()`; before it listens, the promise is rejected with an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
}

/** Where and how a server listens. */
export interface ServerOptions extends ConnectionOptions, AcceptOptions {
  /**
   * The numeric address or the name of a host, or several: it listens at each address that they stand for. Every address of this
   * machine has to be named: '0.0.0.0', or '::' for IPv6, and with it IPv4 unless `ipv6Only` is true.
   */
  readonly host: string | readonly string[];
  /** From 0 to 65535. With 0 each address gets a free port of its own, which `server.sockets` tell by `getsockname()`. */
  readonly port: number;
  /** SO_REUSEADDR: the port may be used although connections of an earlier server linger. True unless it is given. */
  readonly reuseAddress?: boolean | undefined;
  /** SO_REUSEPORT: others may listen at the same port, and share the connections. False unless it is given. */
  readonly reusePort?: boolean | undefined;
  /** IPV6_V6ONLY: '::' takes no connections of IPv4. False unless it is given, as with Node. */
  readonly ipv6Only?: boolean | undefined;
}

/** Where and how a server of a unix socket listens. */
export interface UnixServerOptions extends StreamOptions, AcceptOptions {
  /**
   * A path in the file system, of up to 107 bytes; or, if it begins with a NUL, a name in the abstract namespace, of up to 108,
   * taken exactly as it is.
   */
  readonly path: string | Uint8Array;
  /**
   * Who may connect: the permissions of the path's file, as 0o660, whatever the umask is. Unless it is given the umask decides. An
   * abstract name has none.
   */
  readonly mode?: number | undefined;
}

const ACCEPT: Known<AcceptOptions> = { backlog: true, maxConnections: true, signal: true };

const SERVER: Known<ServerOptions> = {
  ...CONNECTION,
  ...ACCEPT,
  host: true,
  port: true,
  reuseAddress: true,
  reusePort: true,
  ipv6Only: true,
};

const UNIX_SERVER: Known<UnixServerOptions> = { ...STREAM, ...ACCEPT, path: true, mode: true };

/** What was given, with what holds where nothing was. */
interface AcceptPlan {
  readonly backlog: number;
  /** 0 is no limit. */
  readonly most: number;
  readonly signal: AbortSignal | undefined;
  readonly manner: Manner;
}

/** The same of a server of TCP. */
export interface Plan extends AcceptPlan {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly reuseAddress: boolean;
  readonly reusePort: boolean;
  readonly ipv6Only: boolean;
  readonly noDelay: boolean;
}

/** The same of a server of a unix socket. */
export interface UnixPlan extends AcceptPlan {
  readonly path: Uint8Array;
  readonly mode: number | undefined;
}

export function checkServerOptions(options: ServerOptions): Plan {
  const told = checkOptions(options, SERVER, "{ host: '127.0.0.1', port: 0 }");
  checkInteger('options.port', told.port, 0, 65_535);
  return {
    hosts: checkHosts(told.host),
    port: told.port as number,
    reuseAddress: checkBoolean('options.reuseAddress', told.reuseAddress, true),
    reusePort: checkBoolean('options.reusePort', told.reusePort, false),
    ipv6Only: checkBoolean('options.ipv6Only', told.ipv6Only, false),
    noDelay: checkBoolean('options.noDelay', told.noDelay, true),
    ...acceptPlanOf(told),
  };
}

export function checkUnixServerOptions(options: UnixServerOptions): UnixPlan {
  const { mode, ...told } = checkOptions(options, UNIX_SERVER, "{ path: '/run/example.sock' }");
  const path = checkPath(told.path);
  if (mode !== undefined) {
    checkInteger('options.mode', mode, 0, 0o777);
    if (isAbstract(path)) {
      throw new InvalidArgumentValueError('options.mode', 'left out: an abstract name has no permissions', mode);
    }
  }
  return { path, mode: mode as number | undefined, ...acceptPlanOf(told) };
}

function acceptPlanOf(told: Told<AcceptOptions & StreamOptions>): AcceptPlan {
  const { backlog = 511, maxConnections = Number.POSITIVE_INFINITY, signal } = told;
  checkInteger('options.backlog', backlog, 0, 0x7fffffff);
  if (maxConnections !== Number.POSITIVE_INFINITY) {
    checkInteger('options.maxConnections', maxConnections, 1, 0x7fffffff);
  }
  return {
    backlog: backlog as number,
    most: maxConnections === Number.POSITIVE_INFINITY ? 0 : (maxConnections as number),
    signal: checkAborting(signal),
    manner: mannerOf(told),
  };
}

/** None is not every one: whoever listens to everybody has to say so. */
function checkHosts(host: unknown): readonly string[] {
  const hosts: readonly unknown[] = Array.isArray(host) ? host : [host];
  const expected = "the address or the name of a host, or several; '0.0.0.0' or '::' for every address of this machine";
  if (hosts.length === 0) {
    throw new InvalidArgumentValueError('options.host', expected, host);
  }
  for (const one of hosts) {
    if (typeof one !== 'string') {
      throw new InvalidArgumentTypeError('options.host', expected, one);
    }
    if (one === '' || (one.includes('%') && isIP(one) !== 0)) {
      throw new InvalidArgumentValueError('options.host', `${expected}, without a zone`, one);
    }
  }
  return hosts as readonly string[];
}
