import type { Context } from './context.js';
import * as law from './laws.js';
import { LONGEST } from './length.js';
import type { Operation, Slot } from './slot.js';

/** How much an operation asks send(2) to take: all that is left of its bytes, so that none goes twice and none is skipped. */

/** Follows the answer of a send: it must have asked for what those before it left over (L11). */
export function followSend(context: Context, slot: Slot, operation: Operation, taken: number, asked: number): void {
  const { least, most } = operation.left;
  const askedMost = asked === LONGEST ? Infinity : asked;
  if (askedMost < least || asked > most || taken > asked) {
    const left = most === Infinity ? `at least ${least}` : most;
    const what = `send asked for ${asked} bytes and took ${taken}, but ${left} were left`;
    throw context.wrong(slot, law.NOT_THE_REST, what, ['the system call send for what is left']);
  }
  operation.sent = Math.min(operation.sent + taken, LONGEST);
  operation.left = { least: Math.max(asked, least) - taken, most: Math.min(askedMost, most) - taken };
  context.held(law.NOT_THE_REST);
}
