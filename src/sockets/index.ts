/**
 * Sockets, their addresses, names and options, and the operations that a loop has pending on them. It owns which loop has to
 * hear that a descriptor's number is given up. It never waits, and runs no callback: that is the loop's.
 */

export {
  type Address,
  at,
  checkDestination,
  checkPath,
  type InetAddress,
  isAbstract,
  isNamed,
  type SocketFamily,
  type UnixAddress,
} from './address.js';
export { constants } from './constants.js';
export { credentialsOf, type PeerCredentials } from './credentials.js';
export { claim, enroll, type Holder, release, resign } from './holders.js';
export { type Kinds, kindsOver } from './kinds.js';
export { lookUpAll, unfound } from './names.js';
export { setNoDelay } from './no-delay.js';
export { NO_OPERATION, Operations } from './operations.js';
export { checkSocket, lend, removeWith, Socket, type SocketType } from './socket.js';
export { SocketFile } from './socket-file.js';
export { Preparing } from './unsettled.js';
