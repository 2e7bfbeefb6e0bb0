import { isIP } from 'node:net';
import type { Known, Told } from '../../model/options.js';
import {
  checkAborting,
  checkBoolean,
  checkCallback,
  checkInteger,
  checkOptions,
  InvalidArgumentTypeError,
  InvalidArgumentValueError,
  OutOfRangeError,
} from '../errors/index.js';
import { checkPath, Socket } from '../sockets/index.js';
import {
  CONNECTION,
  type ConnectionOptions,
  type Manner,
  mannerOf,
  STREAM,
  type StreamOptions,
} from '../transports/index.js';
import { familyOf, type LookupFunction, type Wanted } from './resolve.js';

/** When connecting is given up. */
interface LimitOptions {
  /**
   * In how many milliseconds the connection has to be made, the lookup included; no limit unless it is given. Then the promise is
   * rejected with ERR_CONNECT_TIMEOUT.
   */
  readonly timeout?: number | undefined;
  /** Gives it up: all sockets are closed and the promise is rejected with an `AbortError`. Once it is resolved, it does nothing. */
  readonly signal?: AbortSignal | undefined;
}

/** Where to connect to, and how. */
export interface ConnectOptions extends ConnectionOptions, LimitOptions {
  /** The numeric address or the name of a host. */
  readonly host?: string | undefined;
  /** From 0 to 65535. */
  readonly port?: number | undefined;
  /** Only addresses of this family; of both unless it is given, or `localAddress` is. */
  readonly family?: 'inet' | 'inet6' | undefined;
  /** The numeric address to connect from; one that the kernel chooses unless it is given. */
  readonly localAddress?: string | undefined;
  /** The port to connect from, from 0 to 65535; with 0, and unless it is given, one that the kernel chooses. */
  readonly localPort?: number | undefined;
  /**
   * For how many milliseconds one address is tried alone before the next is tried beside it (RFC 8305): 250 unless it is given, at
   * least 10. With `Infinity` the next is tried when the one before it has failed.
   */
  readonly happyEyeballsDelay?: number | undefined;
  /**
   * How many addresses of the family that comes first are tried before the families take turns: 1 unless it is given. With 0 the
   * order is that of the lookup.
   */
  readonly interleave?: number | undefined;
  /** Looks names up, in the place of Node's `dns.lookup`, with its signature. It is asked for all addresses. */
  readonly lookup?: LookupFunction | undefined;
  /** A socket that is connected already, in the place of `host` and `port`. It is detached: the transport owns its descriptor. */
  readonly sock?: Socket | undefined;
}

/** The same of a unix socket. */
export interface UnixConnectOptions extends StreamOptions, LimitOptions {
  /** A path in the file system, or, if it begins with a NUL, a name in the abstract namespace, taken exactly as it is. */
  readonly path: string | Uint8Array;
}

const LIMITS: Known<LimitOptions> = { timeout: true, signal: true };

const CONNECT: Known<ConnectOptions> = {
  ...CONNECTION,
  ...LIMITS,
  host: true,
  port: true,
  family: true,
  localAddress: true,
  localPort: true,
  happyEyeballsDelay: true,
  interleave: true,
  lookup: true,
  sock: true,
};

const UNIX_CONNECT: Known<UnixConnectOptions> = { ...STREAM, ...LIMITS, path: true };

/** What says nothing about a socket that is connected already. */
const OF_RACES = [
  'host',
  'port',
  'family',
  'localAddress',
  'localPort',
  'happyEyeballsDelay',
  'interleave',
  'lookup',
  'timeout',
] as const satisfies readonly (keyof ConnectOptions)[];

/** The least time that RFC 8305 lets an attempt have alone. */
const LEAST_DELAY = 10;
const USUAL_DELAY = 250;

const EXAMPLE = "{ host: '127.0.0.1', port: 7007 }";

/** How every connection is to be. */
interface Common {
  readonly noDelay: boolean;
  readonly manner: Manner;
  readonly signal: AbortSignal | undefined;
}

/** What was given, with what holds where nothing was. */
export interface Plan extends Common, Wanted {
  readonly port: number;
  /** Where to connect from; undefined if the kernel is to choose. */
  readonly local: { readonly host: string | undefined; readonly port: number } | undefined;
  readonly delay: number;
  readonly interleave: number;
  /** Infinite is no limit. */
  readonly timeout: number;
}

/** A socket that is connected already. */
export interface Ready extends Common {
  readonly sock: Socket;
}

/** The same of a unix socket. */
export interface PathPlan {
  readonly path: Uint8Array;
  readonly manner: Manner;
  readonly signal: AbortSignal | undefined;
  /** Infinite is no limit. */
  readonly timeout: number;
}

export function checkUnixConnectOptions(options: UnixConnectOptions): PathPlan {
  const told = checkOptions(options, UNIX_CONNECT, "{ path: '/run/example.sock' }");
  return {
    path: checkPath(told.path),
    manner: mannerOf(told),
    signal: checkAborting(told.signal),
    timeout: checkLimit(told),
  };
}

export function checkConnectOptions(options: ConnectOptions): Plan | Ready {
  const told = checkOptions(options, CONNECT, EXAMPLE);
  const { sock } = told;
  const signal = checkAborting(told.signal);
  const common = { noDelay: checkBoolean('options.noDelay', told.noDelay, true), manner: mannerOf(told), signal };
  if (sock === undefined) {
    return { ...common, ...checkRace(told) };
  }
  if (!(sock instanceof Socket)) {
    throw new InvalidArgumentTypeError('options.sock', 'a Socket that is connected', sock);
  }
  const beside = OF_RACES.find((name) => told[name] !== undefined);
  if (beside !== undefined) {
    throw new InvalidArgumentValueError(
      `options.${beside}`,
      'left out: options.sock is connected already',
      told[beside],
    );
  }
  return { ...common, sock };
}

function checkRace(told: Told<ConnectOptions>): Omit<Plan, keyof Common> {
  const { port, interleave = 1, lookup } = told;
  checkInteger('options.port', port, 0, 65_535);
  checkInteger('options.interleave', interleave, 0, Number.MAX_SAFE_INTEGER);
  if (lookup !== undefined) {
    checkCallback(lookup, 'options.lookup');
  }
  const local = checkLocal(told);
  return {
    ...checkHost(told, local?.host),
    port: port as number,
    local,
    delay: checkTime('options.happyEyeballsDelay', told.happyEyeballsDelay ?? USUAL_DELAY, LEAST_DELAY),
    interleave: interleave as number,
    timeout: checkLimit(told),
    lookup: lookup as LookupFunction | undefined,
  };
}

/** The host, and in which family. */
function checkHost({ host, family }: Told<ConnectOptions>, localHost: string | undefined) {
  const expected = 'the numeric address or the name of a host, without a zone';
  if (typeof host !== 'string') {
    throw new InvalidArgumentTypeError('options.host', expected, host);
  }
  if (host === '' || (host.includes('%') && isIP(host) !== 0)) {
    throw new InvalidArgumentValueError('options.host', expected, host);
  }
  if (family !== undefined && family !== 'inet' && family !== 'inet6') {
    throw new InvalidArgumentValueError('options.family', '"inet" or "inet6"', family);
  }
  const ofLocal = localHost === undefined ? undefined : familyOf(localHost);
  if (family !== undefined && ofLocal !== undefined && family !== ofLocal) {
    throw new InvalidArgumentValueError('options.localAddress', `an address of the family "${family}"`, localHost);
  }
  const wanted = family ?? ofLocal;
  if (wanted !== undefined && isIP(host) !== 0 && familyOf(host) !== wanted) {
    throw new InvalidArgumentValueError('options.host', `a name, or an address of the family "${wanted}"`, host);
  }
  return { host, family: wanted };
}

function checkLocal({ localAddress, localPort }: Told<ConnectOptions>): Plan['local'] {
  if (localAddress !== undefined && (typeof localAddress !== 'string' || isIP(localAddress) === 0)) {
    throw new InvalidArgumentValueError('options.localAddress', 'a numeric address of this machine', localAddress);
  }
  if (localPort !== undefined) {
    checkInteger('options.localPort', localPort, 0, 65_535);
  }
  return localAddress === undefined && localPort === undefined
    ? undefined
    : { host: localAddress, port: (localPort as number | undefined) ?? 0 };
}

function checkLimit({ timeout }: Told<LimitOptions>): number {
  return checkTime('options.timeout', timeout ?? Number.POSITIVE_INFINITY, 0);
}

function checkTime(name: string, value: unknown, least: number): number {
  if (typeof value !== 'number') {
    throw new InvalidArgumentTypeError(name, 'a number of milliseconds', value);
  }
  // NaN is not at least anything.
  if (!(value >= least)) {
    throw new OutOfRangeError(name, `a number of milliseconds, at least ${least}`, value);
  }
  return value;
}
