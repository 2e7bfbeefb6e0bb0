import { lookup } from 'node:dns/promises';
import { type Address, type AddressInfo, checkPeer, type SocketFamily } from './address.js';
import { attempt, typed } from './failure.js';
import { addon } from './native.js';

/** The bytes of the `sockaddr` of somebody else, whose host is numeric. */
export function addressBytes(call: string, family: SocketFamily, address: Address | AddressInfo): Uint8Array {
  const checked = checkPeer(family, address);
  return attempt(call, () => addon().socketName(checked));
}

/** The numeric host that a name stands for, in the socket's own family (C24). */
export async function lookUp(call: string, family: SocketFamily, name: string): Promise<string> {
  const version = family === 'inet' ? 4 : 6;
  try {
    return (await lookup(name, { family: version })).address;
  } catch (error) {
    const hint = `no IPv${version} address was found for the host ${JSON.stringify(name)}; check the name, or try again later`;
    throw typed(error, call, hint);
  }
}
