import type { Server } from '../../src/index.js';

/** Where a server of a test listens: at a port of the loopback address, or at a name in the abstract namespace, without its NUL. */
export type Place = number | string;

export function placeOf({ sockets }: Pick<Server, 'sockets'>): Place {
  const name = sockets[0]?.getsockname();
  if (name === undefined) throw new Error('the server listens nowhere');
  return 'port' in name ? name.port : String(name.path).slice(1);
}

let count = 0;

/** A name that no other test has. */
export function freshName(): string {
  return `readyloop-test-${process.pid}-${count++}`;
}
