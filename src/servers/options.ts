import { isIP } from 'node:net';
import type { Known } from '../../model/options.js';
import {
  checkBoolean,
  checkInteger,
  checkOptions,
  InvalidArgumentTypeError,
  InvalidArgumentValueError,
} from '../errors/index.js';
import { CONNECTION, type ConnectionOptions, type Manner, mannerOf } from '../transports/index.js';

/** Where and how a server listens. */
export interface ServerOptions extends ConnectionOptions {
  /**
   * The numeric address or the name of a host, or several: it listens at each address that they stand for. Every address of this
   * machine has to be named: '0.0.0.0', or '::' for IPv6, and with it IPv4 unless `ipv6Only` is true.
   */
  readonly host: string | readonly string[];
  /** From 0 to 65535. With 0 each address gets a free port of its own, which `server.sockets` tell by `getsockname()`. */
  readonly port: number;
  /** How many connections may wait to be accepted: 511 unless it is given, and no more than net.core.somaxconn. */
  readonly backlog?: number | undefined;
  /** SO_REUSEADDR: the port may be used although connections of an earlier server linger. True unless it is given. */
  readonly reuseAddress?: boolean | undefined;
  /** SO_REUSEPORT: others may listen at the same port, and share the connections. False unless it is given. */
  readonly reusePort?: boolean | undefined;
  /** IPV6_V6ONLY: '::' takes no connections of IPv4. False unless it is given, as with Node. */
  readonly ipv6Only?: boolean | undefined;
  /**
   * With so many connections accepting pauses until one of them is lost; no limit unless it is given. It is exact for one address;
   * of those that come at several at the same moment, each address takes up to so many before all of them pause.
   */
  readonly maxConnections?: number | undefined;
  /** Closes the server, as `server.close()`; before it listens, the promise is rejected with an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
}

const SERVER: Known<ServerOptions> = {
  ...CONNECTION,
  host: true,
  port: true,
  backlog: true,
  reuseAddress: true,
  reusePort: true,
  ipv6Only: true,
  maxConnections: true,
  signal: true,
};

/** What was given, with what holds where nothing was. */
export interface Plan {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly backlog: number;
  readonly reuseAddress: boolean;
  readonly reusePort: boolean;
  readonly ipv6Only: boolean;
  /** 0 is no limit. */
  readonly most: number;
  readonly noDelay: boolean;
  readonly manner: Manner;
  readonly signal: AbortSignal | undefined;
}

export function checkServerOptions(options: ServerOptions): Plan {
  const told = checkOptions(options, SERVER, "{ host: '127.0.0.1', port: 0 }");
  const { host, port, backlog = 511, maxConnections = Number.POSITIVE_INFINITY, signal } = told;
  checkInteger('options.port', port, 0, 65_535);
  checkInteger('options.backlog', backlog, 0, 0x7fffffff);
  if (maxConnections !== Number.POSITIVE_INFINITY) {
    checkInteger('options.maxConnections', maxConnections, 1, 0x7fffffff);
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new InvalidArgumentTypeError('options.signal', 'an AbortSignal', signal);
  }
  return {
    hosts: checkHosts(host),
    port: port as number,
    backlog: backlog as number,
    reuseAddress: checkBoolean('options.reuseAddress', told.reuseAddress, true),
    reusePort: checkBoolean('options.reusePort', told.reusePort, false),
    ipv6Only: checkBoolean('options.ipv6Only', told.ipv6Only, false),
    most: maxConnections === Number.POSITIVE_INFINITY ? 0 : (maxConnections as number),
    signal,
    ...mannerOf(told),
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
