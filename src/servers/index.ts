/**
 * Servers: where they listen, what connections they have, and how they end. What a connection does is the transports'; what is
 * accepted when, the engine's.
 */

export { addressesOf, listen, setNoDelay } from './listening.js';
export {
  type ConnectionOptions,
  checkConnectionOptions,
  checkServerOptions,
  type ServerOptions,
} from './options.js';
export { Server } from './server.js';
export { Servers } from './servers.js';
