/**
 * Servers: where they listen, what connections they have, and how they end. What a connection does is the transports'; what is
 * accepted when, the engine's.
 */

export { addressesOf, listen } from './listening.js';
export {
  checkServerOptions,
  checkUnixServerOptions,
  type ServerOptions,
  type UnixServerOptions,
} from './options.js';
export { listenAtPath, staleAt } from './paths.js';
export { Server, servedBy } from './server.js';
export { Servers } from './servers.js';
