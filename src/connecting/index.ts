/**
 * Outgoing connections: what becomes of a socket once it is connected. What a connection does is the transports'.
 */

export { Adopted } from './adopted.js';
