import type { Server } from '../../src/index.js';

/** The port that a server listens on. */
export function portOf({ sockets }: Pick<Server, 'sockets'>): number {
  const name = sockets[0]?.getsockname();
  if (name === undefined || !('port' in name)) throw new Error('the server listens on no port');
  return name.port;
}
