/**
 * The loop: its front, turns, calls and timers, the callbacks of descriptors, and who hears of a batch. It decides nothing that
 * a table decides, and knows of a socket only what its operations need.
 */

export type { DiagnosticMessages } from './diagnostics.js';
export { Loop } from './loop.js';
export type { LoopMetrics } from './metrics.js';
export type { LoopOptions } from './options.js';
export type { PendingItem, Report } from './report.js';
