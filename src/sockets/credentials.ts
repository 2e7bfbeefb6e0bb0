import { constants } from './constants.js';
import type { Socket } from './socket.js';

/** Who was at the other end of a unix socket when it was connected. */
export interface PeerCredentials {
  /** The process; 0 if it is none that this one can see. It may be over by now, and another one have its number. */
  readonly pid: number;
  /** The user by whose rights it ran. */
  readonly uid: number;
  /** The group by whose rights it ran. */
  readonly gid: number;
}

const { SOL_SOCKET, SO_PEERCRED } = constants;

/** The bytes of a `struct ucred`: three words. */
const UCRED_BYTES = 12;

/** What the kernel says of the peer (SO_PEERCRED); undefined of a socket that is closed or no unix socket. */
export function credentialsOf(socket: Socket): PeerCredentials | undefined {
  if (socket.closed || socket.family !== 'unix') {
    return undefined;
  }
  const bytes = socket.getsockopt(SOL_SOCKET, SO_PEERCRED, UCRED_BYTES);
  const [pid, uid, gid] = new Uint32Array(Uint8Array.from(bytes).buffer) as unknown as [number, number, number];
  return { pid, uid, gid };
}
