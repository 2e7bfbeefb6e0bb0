import type { TraceReport, WrongStep } from './report.js';
import { type SlotWriter, TraceWriter } from './trace-writer.js';
import { validateTrace } from './validate.js';

/** What tests write into traces again and again. */

/** Validates what is written into one slot; where there are several, into its generations one after the other. */
export function validate(...write: ((slot: SlotWriter) => unknown)[]): Promise<TraceReport> {
  const trace = new TraceWriter();
  write.forEach((one, index) => {
    one(trace.slot(0, index + 1));
  });
  return validateTrace(trace.pieces());
}

export async function wrong(...write: ((slot: SlotWriter) => unknown)[]): Promise<WrongStep | undefined> {
  return (await validate(...write)).firstWrong;
}

/** addReader on a fresh descriptor. */
export const added = (slot: SlotWriter) => slot.user('ADD_READER').step('watch', 'ADD_READER').ask('epoll_add', 'IN');

/** Its callback is queued. */
export const due = (slot: SlotWriter) => added(slot).poll('IN').step('watch', 'READABLE');

/** Its callback runs. */
export const running = (slot: SlotWriter) => due(slot).step('watch', 'RUN_READER').calls();

/** removeReader, and the slot is dropped. */
export const removed = (slot: SlotWriter) =>
  slot.user('REMOVE_READER').step('watch', 'REMOVE_READER').system('epoll_del').user('CLOSE').step('watch', 'CLOSE');

/** The user's close of a slot with a callback. */
export const closed = (slot: SlotWriter) => slot.user('CLOSE').step('watch', 'CLOSE').system('epoll_del');

/** An accept that has to wait for the poller. */
export const accepting = (slot: SlotWriter) =>
  slot
    .user('ACCEPT', 1)
    .step('accept', 'ACCEPT')
    .system('accept', { error: 'EAGAIN' })
    .step('accept', 'WOULD_BLOCK')
    .step('watch', 'HOLD_READER')
    .ask('epoll_add', 'IN', 'PRI');

/** A receive that has to wait. */
export const receiving = (slot: SlotWriter) =>
  slot
    .user('RECEIVE', 2, 100)
    .step('receive', 'RECEIVE')
    .receives({ error: 'EAGAIN', asked: 100 })
    .step('receive', 'WOULD_BLOCK')
    .step('watch', 'HOLD_READER')
    .ask('epoll_add', 'IN', 'PRI');
