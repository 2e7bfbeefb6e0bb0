import type { Known, Told } from '../../model/options.js';
import { checkBoolean, checkOptions } from '../errors/index.js';
import type { Manner } from './ground.js';
import { marks } from './limits.js';

/** How the bytes of a connection are handed over, and when it is asked to wait. */
export interface StreamOptions {
  /**
   * What `dataReceived` gets is a view of memory that is the engine's: valid until the batch ends, that is until the promises have
   * run that the handler has settled, and then written anew. It saves a copy. With READYLOOP_DEBUG=1 in the environment such a
   * view is empty when its time is over.
   */
  readonly borrowed?: boolean | undefined;
  /** How many bytes may be unsent before `pauseWriting`: 65536 unless it is given, or four times the other if that is. */
  readonly highWaterMark?: number | undefined;
  /** How many may be when `resumeWriting` is told: a quarter of the other unless it is given. */
  readonly lowWaterMark?: number | undefined;
}

/** The same, and what of it TCP alone has. */
export interface ConnectionOptions extends StreamOptions {
  /** TCP_NODELAY: small writes leave at once, without waiting for others (Nagle). True unless it is given. */
  readonly noDelay?: boolean | undefined;
}

/** What every call that makes connections takes, over unix sockets; and over TCP. */
export const STREAM: Known<StreamOptions> = { borrowed: true, highWaterMark: true, lowWaterMark: true };
export const CONNECTION: Known<ConnectionOptions> = { ...STREAM, noDelay: true };

export function checkConnectionOptions(options: ConnectionOptions | undefined): { noDelay: boolean; manner: Manner } {
  const told = checkOptions(options, CONNECTION, '{ borrowed: true }');
  return { noDelay: checkBoolean('options.noDelay', told.noDelay, true), manner: mannerOf(told) };
}

/** What those options come to. */
export function mannerOf(told: Told<StreamOptions>): Manner {
  const names = ['options.highWaterMark', 'options.lowWaterMark'] as const;
  return {
    isBorrowed: checkBoolean('options.borrowed', told.borrowed, false),
    ...marks(told.highWaterMark, told.lowWaterMark, names),
  };
}
