/**
 * Servers: where they listen, what connections they have, and how they end. What a connection does is the transports'; what is
 * accepted when, the engine's.
 */

export { addressesOf, listen } from './listening.js';
export { checkServerOptions, type ServerOptions } from './options.js';
export { Server } from './server.js';
export { Servers } from './servers.js';
