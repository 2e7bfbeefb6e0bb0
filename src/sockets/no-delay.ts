import { constants } from './constants.js';
import type { Socket } from './socket.js';

/** TCP_NODELAY: what is written leaves at once, without waiting for more (Nagle). */
export function setNoDelay(socket: Socket, noDelay: boolean): void {
  socket.setsockopt(constants.IPPROTO_TCP, constants.TCP_NODELAY, noDelay);
}
