import { lookup } from 'node:dns/promises';
import { bare } from '../../model/options.js';
import { attempt, typed } from '../errors/index.js';
import { addon, type NativeAddress } from '../native/index.js';
import type { SocketFamily } from './address.js';

/** The bytes of the `sockaddr` of somebody else. */
export function addressBytes(call: string, address: NativeAddress): Uint8Array {
  return attempt(call, () => addon().socketName(address));
}

/** The numeric host that a name stands for, in the socket's own family (C24). */
export async function lookUp(call: string, family: SocketFamily, name: string): Promise<string> {
  const version = family === 'inet' ? 4 : 6;
  try {
    return (await lookup(name, bare({ family: version }))).address;
  } catch (error) {
    const hint = `no IPv${version} address was found for the host ${JSON.stringify(name)}; check the name, or try again later`;
    throw typed(error, call, hint);
  }
}

/** Every numeric host that a name stands for, as the system orders them. */
export async function lookUpAll(call: string, name: string): Promise<string[]> {
  try {
    return (await lookup(name, bare({ all: true as const }))).map(({ address }) => address);
  } catch (error) {
    const hint = `no address was found for the host ${JSON.stringify(name)}; check the name, or try again later`;
    throw typed(error, call, hint);
  }
}
