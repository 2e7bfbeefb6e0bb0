/**
 * Checks for anybody's streams and servers: what `readyloop/testing` exports. They know neither the loop nor the addon, and hold
 * whatever is adapted to a small interface to what its users rely on.
 *
 * @example
 * ```ts
 * import { checkStream, type CheckedStream } from 'readyloop/testing';
 *
 * test('my streams keep their promises', () => checkStream(async () => adaptedPair()));
 * ```
 *
 * @since 0.2.0
 */

export { UnknownOptionError } from '../../model/options.js';
export {
  type Checks,
  checkHalfClose,
  checkServer,
  checkStream,
  halfCloseChecks,
  serverChecks,
  streamChecks,
} from './check.js';
export { CheckArgumentError, CheckError } from './finding.js';
export type { CheckOptions } from './options.js';
export type { CheckedServer, CheckedStream, MakePair, MakeServer, StreamPair } from './stream.js';
