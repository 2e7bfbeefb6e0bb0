import { lookup } from 'node:dns/promises';
import { bare } from '../../model/options.js';
import { attempt, typed } from '../errors/index.js';
import { addon, type NativeAddress } from '../native/index.js';
import type { SocketFamily } from './address.js';

/** The bytes of the `sockaddr` of somebody else. */
export function addressBytes(call: string, address: NativeAddress): Uint8Array {
  return attempt(call, () => addon().socketName(address));
}

/** What Node answers for a name without an address, EAI_NONAME of getaddrinfo(3) as libuv numbers it. */
const NOT_FOUND = { errno: -3008, syscall: 'getaddrinfo' } as const;

/** Every numeric host that a name stands for, as the system orders them. */
export async function lookUpAll(call: string, name: string): Promise<string[]> {
  try {
    return (await lookup(name, bare({ all: true as const }))).map(({ address }) => address);
  } catch (error) {
    throw unfound(call, name, undefined, error);
  }
}

/**
 * What a lookup failed with, as a typed error.
 *
 * @param family in which it was looked up, if not in all
 * @param error what it told; without, that there is no address
 */
export function unfound(
  call: string,
  name: string,
  family: SocketFamily | undefined,
  error: unknown = NOT_FOUND,
): unknown {
  const what = family === undefined ? 'address' : `IPv${VERSIONS[family]} address`;
  const hint = `no ${what} was found for the host ${JSON.stringify(name)}; check the name, or try again later`;
  return typed(error, call, hint);
}

const VERSIONS = { inet: 4, inet6: 6, unix: 0 } as const;
