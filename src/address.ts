import { isIP, isIPv4, isIPv6 } from 'node:net';
import { describe } from './describe.js';
import { BadAddressError } from './errors.js';

/** The family of a socket's addresses. */
export type SocketFamily = 'inet' | 'inet6' | 'unix';

/** The address of a host; to bind to, one without a host is every address of this machine. */
export interface InetAddress {
  readonly host?: string;
  readonly port: number;
  readonly flowinfo?: number;
  readonly scopeId?: number;
}

/** A path in the file system, or, if it begins with a NUL, a name in the abstract namespace, taken exactly as it is. */
export interface UnixAddress {
  readonly path: string | Uint8Array;
}

export type Address = InetAddress | UnixAddress;

/** An address as the kernel tells it, in the words of Node's `net.AddressInfo`; a path that is no text is a Buffer. */
export type AddressInfo =
  | { readonly address: string; readonly port: number; readonly family: 'IPv4' }
  | { readonly address: string; readonly port: number; readonly family: 'IPv6'; readonly scopeId?: number }
  | { readonly path: string | Buffer; readonly family: 'unix' };

/** What `sun_path` holds, less the NUL that ends a path. */
const LONGEST_PATH = 107;

const ANY = { inet: '0.0.0.0', inet6: '::' } as const;

/** The address in the form that native code takes, or a `BadAddressError` that says what is wrong with it. */
export function checkAddress(family: SocketFamily, address: unknown): InetAddress | UnixAddress {
  if (typeof address !== 'object' || address === null) {
    throw new BadAddressError('address must be { host, port }, or { path } for a unix socket');
  }
  if (family === 'unix') {
    return checkUnix(address);
  }
  const { host }: { host?: unknown } = address;
  return checkInet(family, { ...address, host: host ?? ANY[family] });
}

/** The address of somebody else, as `checkAddress`: with a host, or as the kernel told it (AddressInfo). */
export function checkPeer(family: SocketFamily, address: unknown): InetAddress | UnixAddress {
  if (family === 'unix' || typeof address !== 'object' || address === null) {
    return checkAddress(family, address);
  }
  return checkInet(family, withHost(address));
}

/** A name in the place of a host, or undefined if there is nothing to resolve. */
export function nameOf(family: SocketFamily, address: unknown): string | undefined {
  if (family === 'unix' || typeof address !== 'object' || address === null) {
    return undefined;
  }
  const { host } = withHost(address);
  return typeof host === 'string' && host !== '' && isIP(host) === 0 ? host : undefined;
}

/** What the kernel tells has its host under another name. */
function withHost(address: object): { host?: unknown } {
  return 'address' in address ? { host: address.address, ...address } : address;
}

function checkUnix(address: { path?: unknown }): UnixAddress {
  const { path } = address;
  if (typeof path !== 'string' && !(path instanceof Uint8Array)) {
    throw new BadAddressError('address.path must be a string or a Uint8Array: the socket is of family "unix"');
  }
  const bytes = typeof path === 'string' ? Buffer.from(path) : path;
  const abstract = bytes[0] === 0;
  if (bytes.length === 0 || bytes.length > (abstract ? LONGEST_PATH + 1 : LONGEST_PATH)) {
    throw new BadAddressError(`address.path must have 1 to ${LONGEST_PATH} bytes; it has ${bytes.length}`);
  }
  if (!abstract && bytes.includes(0)) {
    throw new BadAddressError(
      'address.path must not contain a NUL, unless it begins with one (the abstract namespace)',
    );
  }
  return { path: bytes };
}

function checkInet(family: 'inet' | 'inet6', address: object): InetAddress {
  const { host, port, flowinfo = 0, scopeId = 0 } = address as Record<string, unknown>;
  const fits = typeof host === 'string' && (family === 'inet' ? isIPv4(host) : isIPv6(host));
  if (!fits) {
    const example = family === 'inet' ? '"127.0.0.1"' : '"::1"';
    throw new BadAddressError(
      `address.host must be a numeric address like ${example} for a socket of family "${family}"; ` +
        `got ${describe(host)}; resolve names with dns.lookup first`,
    );
  }
  if (host.includes('%')) {
    throw new BadAddressError(
      `address.host must not name its zone; got ${describe(host)}; give the zone's number as address.scopeId ` +
        '(os.networkInterfaces() tells it as scopeid)',
    );
  }
  if (!isUnsigned(port, 16)) {
    throw new BadAddressError(`address.port must be an integer from 0 to 65535; got ${describe(port)}`);
  }
  if (!isUnsigned(flowinfo, 32) || !isUnsigned(scopeId, 32)) {
    throw new BadAddressError('address.flowinfo and address.scopeId must be unsigned 32-bit integers');
  }
  return { host, port, flowinfo, scopeId };
}

function isUnsigned(value: unknown, bits: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** bits;
}
