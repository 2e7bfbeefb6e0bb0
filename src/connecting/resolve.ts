import { lookup as lookupOfNode } from 'node:dns';
import { isIP } from 'node:net';
import { bare } from '../../model/options.js';
import { BadAddressError, describe } from '../errors/index.js';
import { type SocketFamily, unfound } from '../sockets/index.js';

/** One address of a host. */
export interface HostAddress {
  readonly host: string;
  readonly family: 'inet' | 'inet6';
}

/** What `dns.lookup` of Node looks like to who is asked in its place: it calls back with all addresses, or with one. */
export type LookupFunction = (
  hostname: string,
  options: { readonly all: true; readonly family: 0 | 4 | 6 },
  callback: (
    error: Error | null,
    addresses: string | readonly { readonly address: string; readonly family: number }[],
    family?: number,
  ) => void,
) => void;

/** A host to look up. */
export interface Wanted {
  readonly host: string;
  readonly family: 'inet' | 'inet6' | undefined;
  readonly lookup: LookupFunction | undefined;
}

const FAMILIES = { inet: 4, inet6: 6 } as const;

/**
 * Looks a host up: all of its addresses, of the family that is wanted, in the order in which the system has them (RFC 6724), once.
 * A numeric host is its own address. There is one answer for both families, as getaddrinfo(3) gives it.
 *
 * @param found, failed one of them is called, perhaps at once; twice, if who looks up calls back twice
 */
export function resolve(
  call: string,
  { host, family, lookup = lookupOfNode as LookupFunction }: Wanted,
  found: (addresses: readonly HostAddress[]) => void,
  failed: (error: unknown) => void,
): void {
  if (isIP(host) !== 0) {
    found([{ host, family: familyOf(host) }]);
    return;
  }
  try {
    lookup(host, bare({ all: true as const, family: family === undefined ? 0 : FAMILIES[family] }), (error, answer) => {
      if (error) {
        failed(unfound(call, host, family, error));
        return;
      }
      try {
        const addresses = addressesIn(answer).filter((one) => family === undefined || one.family === family);
        addresses.length > 0 ? found(addresses) : failed(unfound(call, host, family));
      } catch (wrong) {
        failed(wrong);
      }
    });
  } catch (error) {
    failed(error);
  }
}

/** The family of a numeric address. */
export function familyOf(host: string): 'inet' | 'inet6' {
  return isIP(host) === 6 ? 'inet6' : 'inet';
}

function addressesIn(answer: unknown): HostAddress[] {
  const all: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  const hosts = all.map((one) =>
    typeof one === 'object' && one !== null ? (one as { address?: unknown }).address : one,
  );
  return [...new Set(hosts)].map((host) => {
    if (typeof host !== 'string' || isIP(host) === 0 || host.includes('%')) {
      throw new BadAddressError(
        `options.lookup must answer with numeric addresses, like [{ address: '127.0.0.1', family: 4 }]; got ${describe(host)}`,
      );
    }
    return { host, family: familyOf(host) };
  });
}

/**
 * The families by turns (RFC 8305, section 4), so that one that leads nowhere keeps nobody waiting for long; within a family the
 * order is as it was.
 *
 * @param first how many of the first family stand in front; with 0 the order is as it was
 */
export function interleaved(addresses: readonly HostAddress[], first: number): HostAddress[] {
  const leading: SocketFamily | undefined = addresses[0]?.family;
  const mine = addresses.filter(({ family }) => family === leading);
  const others = addresses.filter(({ family }) => family !== leading);
  if (first === 0 || others.length === 0) {
    return [...addresses];
  }
  const turns = mine.splice(0, first - 1);
  for (let turn = 0; turn < Math.max(mine.length, others.length); turn++) {
    turns.push(...mine.slice(turn, turn + 1), ...others.slice(turn, turn + 1));
  }
  return turns;
}
