/**
 * Why a descriptor's callbacks and operations run, or do not, told from the records of a trace or of the loop itself. It only
 * reads: it never steps, calls or changes anything.
 */

export { Explanation } from './explanation.js';
export type { ConnectionFacts, PendingOperation, Side } from './facts.js';
export type { Happening, PollerBit } from './happening.js';
export { pastOf } from './past.js';
