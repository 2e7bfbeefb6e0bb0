/**
 * What a loop tells about itself while it runs: what is published on diagnostics channels, how long callbacks take, where what is
 * pending comes from, and how objects of ours look in `console.log`. It decides nothing, and costs nothing that can be measured as
 * long as nobody listens.
 */

export { CONNECTION_LOST, CONNECTION_MADE, ERROR, SERVER_LISTENING } from './channels.js';
export { now } from './clock.js';
export { Origins } from './origins.js';
export { type Inspecting, shown } from './shown.js';
export { DEFAULT_SLOW, Stopwatch } from './stopwatch.js';
export { uncaught } from './uncaught.js';
export { warn } from './warn.js';
