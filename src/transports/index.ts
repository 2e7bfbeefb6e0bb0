/**
 * Transports and their protocols: what a connection's protocol is told, what is asked of the engine for it, and what was written
 * and has not left. The table of `protocol` decides. It makes no connection and listens to nobody: that is the servers' and the loop's.
 */

export type { Connection } from './connection.js';
export type { Manner, Owned, Owner } from './ground.js';
export type { WriteBufferLimits } from './limits.js';
export { type Source, sourceOf } from './methods.js';
export {
  CONNECTION,
  type ConnectionOptions,
  checkConnectionOptions,
  mannerOf,
  STREAM,
  type StreamOptions,
} from './options.js';
export { BufferedProtocol, Protocol } from './protocol.js';
export { LoopContext, type Scope } from './scope.js';
export {
  type AnyProtocol,
  type BufferedProtocolHandler,
  connectionOf,
  outletOf,
  type ProtocolHandler,
  Transport,
  type Writable,
} from './transport.js';
export { Transports } from './transports.js';
