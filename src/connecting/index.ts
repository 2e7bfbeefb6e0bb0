/**
 * Outgoing connections: who is connected to, in which order and beside whom, and what becomes of a socket once it is connected.
 * The table of `race` decides. What a connection does is the transports'; how a socket connects, the engine's.
 */

export { Connecting } from './connecting.js';
export {
  type ConnectOptions,
  checkConnectOptions,
  checkUnixConnectOptions,
  type UnixConnectOptions,
} from './options.js';
export type { LookupFunction } from './resolve.js';
