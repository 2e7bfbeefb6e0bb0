import { isIP } from 'node:net';
import type { Known } from '../../model/options.js';
import { checkInteger, checkOptions, InvalidArgumentTypeError, InvalidArgumentValueError } from '../errors/index.js';
import { type Manner, marks } from '../transports/index.js';

/** How the bytes of connections are handed over, and when they are asked to wait. */
export interface ConnectionOptions {
  /**
   * What `dataReceived` gets is a view of memory that is the engine's: valid until the batch ends, that is until the promises have
   * run that the handler has settled, and then written anew. It saves a copy. With READYLOOP_DEBUG=1 in the environment such a
   * view is empty when its time is over.
   */
  readonly borrowed?: boolean | undefined;
  /** TCP_NODELAY: small writes leave at once, without waiting for others (Nagle). True unless it is given. */
  readonly noDelay?: boolean | undefined;
  /** How many bytes may be unsent before `pauseWriting`: 65536 unless it is given, or four times the other if that is. */
  readonly highWaterMark?: number | undefined;
  /** How many may be when `resumeWriting` is told: a quarter of the other unless it is given. */
  readonly lowWaterMark?: number | undefined;
}

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
  /** With so many connections, of all addresses, accepting pauses until one of them is lost; no limit unless it is given. */
  readonly maxConnections?: number | undefined;
  /** Closes the server, as `server.close()`; before it listens, the promise is rejected with an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
}

const CONNECTION: Known<ConnectionOptions> = {
  borrowed: true,
  noDelay: true,
  highWaterMark: true,
  lowWaterMark: true,
};

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
    reuseAddress: checkBoolean('reuseAddress', told.reuseAddress, true),
    reusePort: checkBoolean('reusePort', told.reusePort, false),
    ipv6Only: checkBoolean('ipv6Only', told.ipv6Only, false),
    most: maxConnections === Number.POSITIVE_INFINITY ? 0 : (maxConnections as number),
    signal,
    ...mannerOf(told),
  };
}

export function checkConnectionOptions(options: ConnectionOptions | undefined): { noDelay: boolean; manner: Manner } {
  return mannerOf(checkOptions(options, CONNECTION, '{ borrowed: true }'));
}

function mannerOf(told: { readonly [K in keyof ConnectionOptions]: unknown }): { noDelay: boolean; manner: Manner } {
  const names = ['options.highWaterMark', 'options.lowWaterMark'] as const;
  return {
    noDelay: checkBoolean('noDelay', told.noDelay, true),
    manner: {
      isBorrowed: checkBoolean('borrowed', told.borrowed, false),
      ...marks(told.highWaterMark, told.lowWaterMark, names),
    },
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

function checkBoolean(name: string, value: unknown, otherwise: boolean): boolean {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new InvalidArgumentTypeError(`options.${name}`, 'a boolean', value);
  }
  return value ?? otherwise;
}
