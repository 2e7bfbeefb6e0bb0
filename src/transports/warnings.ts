import { warn } from '../diagnostics/index.js';
import type { AddressInfo } from '../native/index.js';
import type { Change } from './unchanged.js';

/** What users are warned of that harms their own connection alone. */

export function warnOfLateWrite(): void {
  const what = 'transport.write: the connection is closing or lost, and what is written to it is dropped';
  warn(what, 'ERR_WRITE_AFTER_CLOSE');
}

/** @param peer whom the connection is with, if it has a name */
export function warnOfChange({ at, of }: Change, peer: AddressInfo | undefined): void {
  const whom = peer !== undefined && 'port' in peer ? ` to ${peer.address}:${peer.port}` : '';
  const what = `transport.write${whom}: byte ${at} of ${of} was changed before it had left; copy what you go on using`;
  warn(what, 'ERR_BUFFER_CHANGED');
}
