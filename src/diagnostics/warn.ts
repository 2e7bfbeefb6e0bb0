import { bare } from '../../model/options.js';
import { uncaught } from './uncaught.js';

/**
 * Emits a warning of the process. Who has put his own function into that place, and throws from it, takes nothing from the rest of
 * a batch (L16): what he throws is an uncaught exception behind it.
 *
 * @param detail what is told below the message
 */
export function warn(message: string, code: string, detail?: string): void {
  try {
    process.emitWarning(message, bare({ type: 'ReadyloopWarning', code, ...(detail === undefined ? {} : { detail }) }));
  } catch (error) {
    uncaught(error);
  }
}
