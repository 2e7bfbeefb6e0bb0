import { PollerBits } from '../../../generated/ts/layout.js';
import { demandStepped } from './calls.js';
import type { Context } from './context.js';
import * as law from './laws.js';
import { WATCH } from './rules.js';
import type { Slot } from './slot.js';

/** Reports of the poller, from the poll that brings them to the step that is made of them. */

const { IN, PRI, OUT, ERR, HUP, RDHUP } = PollerBits;

/**
 * Follows a report of the poller; what an earlier poll reported of the slot must have been stepped. One poll reports a slot
 * twice if an old file haunts its number (P4): then the loop looks at both at once.
 */
export function followReport(context: Context, slot: Slot, bits: number): void {
  demandStepped(context, slot);
  if (slot.reportedAt < context.pollBegan) demandHeeded(context, slot);
  slot.reportedAt = context.record;
  slot.unseen |= bits;
}

/** The events that the poller has reported and that were not stepped yet, as bits. */
export function reportedEvents(context: Context, slot: Slot): number {
  return slot.looked | context.rules.pollerEvents(slot.unseen);
}

export function demandHeeded(context: Context, slot: Slot): void {
  const reported = reportedEvents(context, slot);
  if (reported === 0 || context.isClosed(slot)) return;
  const events = context.names(WATCH, reported);
  throw context.wrong(slot, law.UNHEEDED, `the poller reported ${events.join(', ')}, which was not stepped`, events);
}

/** Uses a report up: each is good for one step of each of its events (L1). False if there is none of this event. */
export function takeReport(context: Context, slot: Slot, event: number): boolean {
  if (slot.looked === 0) {
    slot.looked = context.rules.pollerEvents(slot.unseen);
    slot.unseen = 0;
  }
  const bit = 1 << event;
  const reported = (slot.looked & bit) !== 0;
  slot.looked &= ~bit;
  return reported;
}

/**
 * The kernel looks anew for this direction: a report that nobody has looked at is void for it, and stays for the other one,
 * to which a hang-up is news as well (L1, L5).
 */
export function voidReport(slot: Slot, direction: 0 | 1): void {
  const [own, others] = direction === 0 ? [OUT, OUT] : [IN | PRI | RDHUP, IN | RDHUP];
  slot.unseen = slot.unseen & (ERR | HUP) ? others : slot.unseen & own;
}
