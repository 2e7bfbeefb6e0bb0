/**
 * Why callbacks and operations run, or do not, and who waits for what, told from the records of a trace or of the loop itself. It only
 * reads: it never steps, calls or changes anything.
 */

export { Explanation } from './explanation.js';
export type { ConnectionFacts, PendingOperation, Side } from './facts.js';
export type { Happening, PollerBit } from './happening.js';
export { pastOf } from './past.js';
export { ServerExplanation, type ServerFacts } from './server-explanation.js';
export { Standing } from './standing.js';
export { table } from './table.js';
export { TransportExplanation } from './transport-explanation.js';
export type { TransportFacts } from './transport-facts.js';
export { callbackWait, connectionWait, endWait, listenerWait, operationWait } from './waits.js';
