// Written by `npm run generate` from model/machines/accept.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `accept`. */
export const AcceptState = {
  'idle.absent': 0,
  'trying.absent': 1,
  closed: 2,
  'delivering.absent': 3,
  'waiting.present': 4,
  'starved.absent': 5,
  'yielding.absent': 6,
  'trying.present': 7,
  'retrying.absent': 8,
  'delivering.present': 9,
  'starved.present': 10,
  'idle.present': 11,
  'yielding.present': 12,
  'retrying.present': 13,
} as const;

/** The events of `accept`. */
export const AcceptEvent = {
  ACCEPT: 0,
  CANCEL: 1,
  CANCEL_LAST: 2,
  READY: 3,
  ACCEPTED: 4,
  MORE_WAITERS: 5,
  NO_WAITERS: 6,
  WOULD_BLOCK: 7,
  ABORTED: 8,
  FD_LIMIT: 9,
  FAILED: 10,
  BUDGET_SPENT: 11,
  RESUME: 12,
  RETRY: 13,
  EVICTED: 14,
  REFUSED: 15,
  LOST: 16,
  CLOSE: 17,
} as const;

/** The actions of `accept`. */
export const AcceptAction = {
  tryAccept: 0,
  deliver: 1,
  noteAccepted: 2,
  holdReader: 3,
  reportLimit: 4,
  startBackoff: 5,
  rejectAll: 6,
  noteFailed: 7,
  queueResume: 8,
  releaseReader: 9,
  stopBackoff: 10,
  retryAccept: 11,
} as const;

/** A row for each state, a column for each event: 14 x 18 cells. */
export const accept: Table = {
  name: 'accept',
  runs: 'engine',
  states: Object.keys(AcceptState),
  events: Object.keys(AcceptEvent),
  actions: Object.keys(AcceptAction),
  regions: [
    { name: 'flow', values: ['idle', 'trying', 'retrying', 'delivering', 'waiting', 'starved', 'yielding'], of: Uint8Array.of(0, 1, 255, 3, 4, 5, 6, 1, 2, 3, 5, 0, 6, 2) },
    { name: 'interest', values: ['absent', 'present'], of: Uint8Array.of(0, 0, 255, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1) },
  ],
  kind: Uint8Array.of(
    S, F, F, I, F, F, F, F, F, F, F, F, I, F, I, I, S, S, // idle.absent
    F, F, F, F, S, F, F, S, S, S, S, S, F, F, F, F, F, F, // trying.absent
    F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
    F, F, F, F, F, S, S, F, F, F, F, F, F, F, F, F, F, F, // delivering.absent
    I, I, S, S, F, F, F, F, F, F, F, F, I, F, F, S, S, S, // waiting.present
    I, I, S, I, F, F, F, F, F, F, F, F, I, S, F, F, S, S, // starved.absent
    I, I, S, I, F, F, F, F, F, F, F, F, S, F, F, F, S, S, // yielding.absent
    F, F, F, F, S, F, F, S, S, S, S, S, F, F, F, F, F, F, // trying.present
    F, F, F, F, S, F, F, S, S, S, S, S, F, F, F, F, F, F, // retrying.absent
    F, F, F, F, F, S, S, F, F, F, F, F, F, F, F, F, F, F, // delivering.present
    I, I, S, I, F, F, F, F, F, F, F, F, I, S, F, F, S, S, // starved.present
    S, F, F, I, F, F, F, F, F, F, F, F, I, F, S, S, S, S, // idle.present
    I, I, S, I, F, F, F, F, F, F, F, F, S, F, F, F, S, S, // yielding.present
    F, F, F, F, S, F, F, S, S, S, S, S, F, F, F, F, F, F, // retrying.present
  ),
  next: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  2,  2, // idle.absent
     1,  1,  1,  1,  3,  1,  1,  4,  1,  5,  0,  6,  1,  1,  1,  1,  1,  1, // trying.absent
     2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2, // closed
     3,  3,  3,  3,  3,  1,  0,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3, // delivering.absent
     4,  4,  0,  7,  4,  4,  4,  4,  4,  4,  4,  4,  4,  4,  4,  0,  2,  2, // waiting.present
     5,  5,  0,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  8,  5,  5,  2,  2, // starved.absent
     6,  6,  0,  6,  6,  6,  6,  6,  6,  6,  6,  6,  1,  6,  6,  6,  2,  2, // yielding.absent
     7,  7,  7,  7,  9,  7,  7,  4,  7, 10, 11, 12,  7,  7,  7,  7,  7,  7, // trying.present
     8,  8,  8,  8,  3,  8,  8,  4,  8,  5,  0,  5,  8,  8,  8,  8,  8,  8, // retrying.absent
     9,  9,  9,  9,  9,  7, 11,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9, // delivering.present
    10, 10,  0, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 13, 10, 10,  2,  2, // starved.present
     7, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11,  0,  0,  2,  2, // idle.present
    12, 12,  0, 12, 12, 12, 12, 12, 12, 12, 12, 12,  7, 12, 12, 12,  2,  2, // yielding.present
    13, 13, 13, 13,  9, 13, 13,  4, 13, 10, 11, 10, 13, 13, 13, 13, 13, 13, // retrying.present
  ),
  list: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.absent
     0,  0,  0,  0,  2,  0,  0,  3,  1,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.absent
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
     0,  0,  0,  0,  0,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // delivering.absent
     0,  0,  7,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5,  8,  8, // waiting.present
     0,  0,  9,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 10,  0,  0, 11, 11, // starved.absent
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  8,  8, // yielding.absent
     0,  0,  0,  0,  2,  0,  0,  0,  1,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.present
     0,  0,  0,  0,  2,  0,  0,  3, 10, 12,  5, 12,  0,  0,  0,  0,  0,  0, // retrying.absent
     0,  0,  0,  0,  0,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // delivering.present
     0,  0, 13,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 10,  0,  0, 11, 11, // starved.present
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.present
     0,  0,  7,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  8,  8, // yielding.present
     0,  0,  0,  0,  2,  0,  0,  0, 10, 12,  5, 12,  0,  0,  0,  0,  0,  0, // retrying.present
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // tryAccept
    Uint8Array.of(1, 2), // deliver, noteAccepted
    Uint8Array.of(3), // holdReader
    Uint8Array.of(4, 5), // reportLimit, startBackoff
    Uint8Array.of(6, 7), // rejectAll, noteFailed
    Uint8Array.of(8), // queueResume
    Uint8Array.of(9), // releaseReader
    Uint8Array.of(6), // rejectAll
    Uint8Array.of(10), // stopBackoff
    Uint8Array.of(11), // retryAccept
    Uint8Array.of(10, 6), // stopBackoff, rejectAll
    Uint8Array.of(5), // startBackoff
    Uint8Array.of(10, 9), // stopBackoff, releaseReader
  ],
};
