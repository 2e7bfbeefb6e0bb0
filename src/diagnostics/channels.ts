import { channel } from 'node:diagnostics_channel';

/**
 * What is published, for whoever subscribes by `node:diagnostics_channel`; what messages consist of, `DiagnosticMessages` says. A
 * subscriber that throws is Node's to tell, and takes nothing from anybody else.
 */

/** A server listens. */
export const SERVER_LISTENING = channel('readyloop:server:listening');
/** Before the protocol of a connection is told `connectionMade`. */
export const CONNECTION_MADE = channel('readyloop:connection:made');
/** Before it is told `connectionLost`. */
export const CONNECTION_LOST = channel('readyloop:connection:lost');
/** A callback has run for long. */
export const CALLBACK_SLOW = channel('readyloop:callback:slow');
/** What an exception handler is told, whether there is one or not. */
export const ERROR = channel('readyloop:error');
