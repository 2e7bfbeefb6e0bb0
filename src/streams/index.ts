/**
 * Streams: a connection that is read and written by whoever awaits it. The tables of `reader` and `writer` decide who waits and who
 * is told; what is received and sent when, the transports.
 */

export {
  type LinesOptions,
  type ReaderOptions,
  type ReadOptions,
  type Separators,
  type TryOptions,
  type UntilOptions,
  withoutLimit,
} from './options.js';
export { type StreamHandler, StreamProtocol } from './protocol.js';
export { StreamReader } from './reader.js';
export { StreamWriter } from './writer.js';
