import { PollerBits } from '../../../generated/ts/layout.js';
import type { Context } from './context.js';
import * as law from './laws.js';
import { WATCH } from './rules.js';
import type { Slot } from './slot.js';
import { demandStepped } from './undone.js';

/** Reports of the poller, from the poll that brings them to the step that is made of them. */

const { IN, PRI, OUT, ERR, HUP, RDHUP } = PollerBits;

/**
 * Before the poller is asked again, the loop looks at all that it has reported of any slot (L2): what another thread polls
 * between two looks is younger than what is left of those.
 */
export function beginPoll(context: Context): void {
  for (const slot of context.reported) demandHeeded(context, slot);
  context.reported.length = 0;
}

/** Follows a report. One poll reports a slot twice if an old file haunts its number (P4): the loop looks at both at once. */
export function followReport(context: Context, slot: Slot, bits: number): void {
  demandStepped(context, slot);
  demandPossible(context, slot, bits);
  if (slot.unseen === 0) context.reported.push(slot);
  slot.reportedAt = context.record;
  slot.unseen |= bits;
}

/** What the kernel reports of a slot: what it was asked for, or a hang-up or error, beside which nothing counts (epoll_ctl(2)). */
function demandPossible(context: Context, slot: Slot, bits: number): void {
  const asked = slot.watched & IN ? slot.watched | RDHUP : slot.watched;
  const isEnd = (bits & (ERR | HUP)) !== 0;
  const isPossible = isEnd
    ? (bits & ~(ERR | HUP)) === 0
    : (bits & ~asked) === 0 && (!(bits & RDHUP) || (bits & IN) !== 0);
  if (bits !== 0 && isPossible) return;
  const what = `the poller reported ${bits}, of which it was asked for ${slot.watched}`;
  throw context.wrong(slot, law.UNREPORTED, what, []);
}

/** The events that the poller has reported and that were not stepped yet, as bits. */
export function reportedEvents(context: Context, slot: Slot): number {
  return slot.looked | context.rules.pollerEvents(slot.unseen);
}

/** It is the report that is wrong, however late that shows. */
export function demandHeeded(context: Context, slot: Slot): void {
  const reported = reportedEvents(context, slot);
  if (reported === 0 || context.isClosed(slot)) return;
  const events = context.names(WATCH, reported);
  const what = `the poller reported ${events.join(', ')}, which was not stepped`;
  throw context.wrong(slot, law.UNHEEDED, what, events, { record: slot.reportedAt });
}

/**
 * Uses a report up: each is good for one step of each of its events, in their order (L1, C4). Answers 'taken', 'unreported',
 * or 'too early' if another event of it comes first.
 */
export function takeReport({ rules }: Context, slot: Slot, event: number): 'taken' | 'unreported' | 'too early' {
  if (slot.looked === 0) {
    slot.looked = rules.pollerEvents(slot.unseen);
    slot.unseen = 0;
  }
  const bit = 1 << event;
  if ((slot.looked & bit) === 0) return 'unreported';
  if (rules.firstPollerEvent(slot.looked) !== bit) return 'too early';
  slot.looked &= ~bit;
  return 'taken';
}

/**
 * The kernel looks anew for this direction: a report that nobody has looked at is void for it, and stays for the other one,
 * to which a hang-up is news as well (L1, L5).
 */
export function voidReport(slot: Slot, direction: 0 | 1): void {
  const [own, others] = direction === 0 ? [OUT, OUT] : [IN | PRI | RDHUP, IN | RDHUP];
  slot.unseen = slot.unseen & (ERR | HUP) ? others : slot.unseen & own;
}
