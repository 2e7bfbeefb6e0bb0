/**
 * Servers: where they listen, what connections they have, and how they end. What a connection does is the transports'; what is
 * accepted when, the engine's.
 */

export { addressesOf, listen, setNoDelay } from './listening.js';
export {
  type ConnectionOptions,
  checkConnectionOptions,
  checkServerOptions,
  checkUnixServerOptions,
  type ServerOptions,
  type StreamOptions,
  type UnixServerOptions,
} from './options.js';
export { listenAtPath, staleAt } from './paths.js';
export { Server } from './server.js';
export { Servers } from './servers.js';
