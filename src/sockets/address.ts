import { isIP, isIPv4, isIPv6 } from 'node:net';
import { bare, type Known, type Told, tellsNothing, toldBy } from '../../model/options.js';
import { atAddress, BadAddressError, describe } from '../errors/index.js';
import type { AddressInfo, NativeAddress, NativeInetAddress } from '../native/index.js';

/** The family of a socket's addresses. */
export type SocketFamily = 'inet' | 'inet6' | 'unix';

/** The address of a host. Every address of this machine, to bind to, is the host '0.0.0.0', or '::' of IPv6. */
export interface InetAddress {
  /** Numeric; where a name may be looked up, that is said. */
  readonly host: string;
  /** From 0 to 65535; 0 to bind to is any that is free. */
  readonly port: number;
  /** Of IPv6: the flow label. */
  readonly flowinfo?: number;
  /** Of IPv6: the number of the interface that a link-local address is of. */
  readonly scopeId?: number;
}

/** A path in the file system, or, if it begins with a NUL, a name in the abstract namespace, taken exactly as it is. */
export interface UnixAddress {
  /** At most 107 bytes; an abstract name up to 108, its NUL among them. */
  readonly path: string | Uint8Array;
}

/** An address to bind to, to connect to or to send to; what the kernel told will do. Only what is its own is read of it. */
export type Address = InetAddress | UnixAddress | AddressInfo;

/** What `sun_path` holds, less the NUL that ends a path. */
const LONGEST_PATH = 107;

/** How the kernel calls the families. */
const TOLD = { inet: 'IPv4', inet6: 'IPv6', unix: 'unix' } as const;

const LOCAL = { inet: '"127.0.0.1"', inet6: '"::1"' } as const;

const ANY = { inet: '0.0.0.0', inet6: '::' } as const;

/** All that an address may tell: as a user writes it, or as the kernel told it. */
const KEYS: Known<Record<'host' | 'address' | 'port' | 'family' | 'flowinfo' | 'scopeId' | 'path', unknown>> = {
  host: true,
  address: true,
  port: true,
  family: true,
  flowinfo: true,
  scopeId: true,
  path: true,
};

type ToldAddress = Told<typeof KEYS>;

/**
 * The address in the form that native code takes. Every address that a user gives is read by this.
 *
 * @throws BadAddressError it does not fit the socket, or fits none
 * @throws UnknownOptionError it tells what no address has
 */
export function checkAddress(family: SocketFamily, address: unknown): NativeAddress {
  const to = checkDestination(family, address);
  if (isNamed(to)) {
    throw wrongHost(family as 'inet' | 'inet6', to.host);
  }
  return to;
}

/** As `checkAddress`, and in the place of the host there may be a name. */
export function checkDestination(family: SocketFamily, address: unknown): NativeAddress {
  if (typeof address !== 'object' || address === null || tellsNothing(address)) {
    throw new BadAddressError(
      `address must be { host, port }, or { path } for a unix socket, as properties of its own; got ${describe(address)}`,
    );
  }
  const told = toldBy('address', address, KEYS);
  if (told.family !== undefined && told.family !== TOLD[family]) {
    throw new BadAddressError(
      `address.family must be "${TOLD[family]}" for a socket of family "${family}"; got ${describe(told.family)}`,
    );
  }
  return bare(family === 'unix' ? checkUnix(told) : checkInet(family, told));
}

/** The bytes of the path of a unix socket, or of its abstract name. */
export function checkPath(path: unknown): Uint8Array {
  return (checkAddress('unix', bare({ path })) as { path: Uint8Array }).path;
}

/** Whether it is a name in the abstract namespace, and no path of the file system. */
export function isAbstract(path: Uint8Array): boolean {
  return path[0] === 0;
}

/** Whether the host of an address that was checked is a name, which has to be looked up. */
export function isNamed(address: NativeAddress): address is NativeInetAddress {
  return 'host' in address && isIP(address.host) === 0;
}

/** An error about an address that was checked, with that address. */
export function at(address: NativeAddress, error: unknown): unknown {
  if (!(error instanceof Error)) {
    return error;
  }
  return 'path' in address
    ? atAddress(error, Buffer.from(address.path).toString())
    : atAddress(error, address.host, address.port);
}

function checkUnix({ path, family: _, ...others }: ToldAddress): { path: Uint8Array } {
  if (typeof path !== 'string' && !(path instanceof Uint8Array)) {
    throw new BadAddressError('address.path must be a string or a Uint8Array: the socket is of family "unix"');
  }
  refuseOthers('unix', others);
  const bytes = typeof path === 'string' ? Buffer.from(path) : path;
  const abstract = isAbstract(bytes);
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

function checkInet(family: 'inet' | 'inet6', told: ToldAddress): NativeInetAddress {
  const { port, flowinfo = 0, scopeId = 0, path } = told;
  refuseOthers(family, { path });
  const host = hostOf(family, told);
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

/** The host, or a name in its place. None is not every one: whoever listens to everybody has to say so. */
function hostOf(family: 'inet' | 'inet6', { host, address }: ToldAddress): string {
  if (host !== undefined && address !== undefined) {
    throw new BadAddressError('address.host and address.address are the same thing; give one of them');
  }
  const one = host ?? address;
  if (one === undefined) {
    throw new BadAddressError(
      `address.host is missing; give the numeric address of a host, as ${LOCAL[family]}; to bind to every address of this machine that ` +
        `is "${ANY[family]}"`,
    );
  }
  if (typeof one !== 'string' || one === '') {
    throw wrongHost(family, one);
  }
  if (family === 'inet' ? isIPv6(one) : isIPv4(one)) {
    throw otherHost(family, one);
  }
  return one;
}

/** It is numeric, but of the other family: no lookup would help. */
function otherHost(family: 'inet' | 'inet6', host: string): BadAddressError {
  const [own, other] = family === 'inet' ? (['IPv4', 'inet6'] as const) : (['IPv6', 'inet'] as const);
  const mapped = family === 'inet6' ? `"::ffff:${host}"` : /^::ffff:([\d.]+)$/i.exec(host)?.[1];
  const same = mapped === undefined ? '' : family === 'inet' ? `, or give "${mapped}"` : `, or give ${mapped}`;
  return new BadAddressError(
    `address.host must be an ${own} address for a socket of family "${family}"; got ${describe(host)}; ` +
      `make the socket of family "${other}"${same}`,
  );
}

function wrongHost(family: 'inet' | 'inet6', host: unknown): BadAddressError {
  return new BadAddressError(
    `address.host must be a numeric address like ${LOCAL[family]} for a socket of family "${family}"; ` +
      `got ${describe(host)}; resolve names with dns.lookup first`,
  );
}

/** What belongs to an address of another family was meant for another socket. */
function refuseOthers(family: SocketFamily, others: ToldAddress): void {
  const other = Object.entries(others).find(([, value]) => value !== undefined);
  if (other !== undefined) {
    throw new BadAddressError(
      `address.${other[0]} is nothing that an address of family "${family}" has; check the address, or the socket's family`,
    );
  }
}

function isUnsigned(value: unknown, bits: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** bits;
}
