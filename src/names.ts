import { lookup } from 'node:dns/promises';
import { type Address, type AddressInfo, checkPeer, nameOf, type SocketFamily } from './address.js';
import { AbortError } from './errors.js';
import { attempt } from './failure.js';
import { addon } from './native.js';

/** The bytes of the `sockaddr` of somebody else, whose host is numeric. */
export function addressBytes(call: string, family: SocketFamily, address: Address | AddressInfo): Uint8Array {
  const checked = checkPeer(family, address);
  return attempt(call, () => addon().socketName(checked));
}

/** The address with a host that was a name resolved, as the socket's own family has it (C24); a numeric one as it is. */
export async function resolveName(
  call: string,
  family: SocketFamily,
  address: Address,
  signal: AbortSignal | undefined,
): Promise<Address> {
  const name = nameOf(family, address);
  if (name === undefined) {
    return address;
  }
  const found = lookup(name, { family: family === 'inet' ? 4 : 6 });
  const host = (await (signal === undefined ? found : unlessAborted(call, found, signal))).address;
  return { ...address, host } as Address;
}

/** What comes of a promise, unless the signal is aborted first. */
function unlessAborted<T>(call: string, promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(new AbortError(call, signal.reason));
    if (signal.aborted) {
      aborted();
    }
    signal.addEventListener('abort', aborted, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
