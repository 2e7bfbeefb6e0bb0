/** The public door of readyloop. */

export type { Address, AddressInfo, InetAddress, SocketFamily, UnixAddress } from './address.js';
export type { Abortable, Descriptor } from './check.js';
export * from './errors.js';
export type { ExceptionContext, ExceptionHandler } from './exceptions.js';
export type { Explanation } from './explain/explanation.js';
export type { PendingOperation, Side } from './explain/facts.js';
export type { Happening, PollerBit } from './explain/happening.js';
export type { Callback, Handle, TimerHandle } from './handle.js';
export { Loop, type LoopOptions } from './loop.js';
export { constants } from './options.js';
export { Socket, type SocketType } from './socket.js';
