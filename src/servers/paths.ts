import { chmodSync } from 'node:fs';
import { atAddress, attempt, SystemError } from '../errors/index.js';
import { isAbstract, removeWith, Socket, SocketFile } from '../sockets/index.js';
import type { UnixPlan } from './options.js';

/**
 * A socket that listens at a path, whose file goes with it, or at an abstract name.
 *
 * @throws SystemError with the address
 */
export function listenAtPath({ path, mode, backlog }: UnixPlan): Socket {
  const socket = new Socket('unix');
  try {
    socket.bind({ path });
    if (!isAbstract(path)) {
      // Nobody connects before it listens, so nobody finds another mode than this.
      claim(socket, path, mode);
    }
    socket.listen(backlog);
    return socket;
  } catch (error) {
    socket.close();
    throw atAddress(error as Error, Buffer.from(path).toString());
  }
}

/**
 * The file that keeps others from a path although nobody has it any more, as one is left behind by a process that was killed.
 *
 * @param error what listening has failed with
 * @param connect asks for a connection from a socket to the path
 */
export async function staleAt(
  path: Uint8Array,
  error: unknown,
  connect: (socket: Socket) => Promise<void>,
): Promise<SocketFile | undefined> {
  const isTaken = error instanceof SystemError && error.code === 'EADDRINUSE' && !isAbstract(path);
  const file = isTaken ? SocketFile.at(path) : undefined;
  return file !== undefined && (await isDead(connect)) ? file : undefined;
}

/**
 * Whether no socket has the path that is asked. Who asks is of another type than those that listen: Linux first looks whether
 * there is a socket (ECONNREFUSED), then whether it is of the same type (EPROTOTYPE), and so nobody is connected to.
 */
async function isDead(connect: (socket: Socket) => Promise<void>): Promise<boolean> {
  const stranger = new Socket('unix', 'dgram');
  try {
    await connect(stranger);
    return false;
  } catch (error) {
    return (error as { code?: string }).code === 'ECONNREFUSED';
  } finally {
    stranger.close();
  }
}

function claim(socket: Socket, path: Uint8Array, mode: number | undefined): void {
  const file = SocketFile.at(path);
  if (file !== undefined) {
    removeWith(socket, file);
  }
  if (mode !== undefined) {
    attempt('createUnixServer', () => chmodSync(Buffer.from(path), mode));
  }
}
