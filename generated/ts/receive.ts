// Written by `npm run generate` from model/machines/receive.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `receive`. */
export const ReceiveState = {
  'stirred.absent': 0,
  'trying.absent': 1,
  closed: 2,
  'waiting.present': 3,
  'yielding.absent': 4,
  'trying.present': 5,
  'waiting.hungUp': 6,
  'waiting.marked': 7,
  'stirred.present': 8,
  'drained.present': 9,
  'yielding.present': 10,
  'trying.hungUp': 11,
  'trying.marked': 12,
  'stirred.hungUp': 13,
  'stirred.marked': 14,
  'yielding.hungUp': 15,
  'yielding.marked': 16,
} as const;

/** The events of `receive`. */
export const ReceiveEvent = {
  RECEIVE: 0,
  CANCEL: 1,
  READY: 2,
  HANGUP: 3,
  URGENT: 4,
  DATA: 5,
  SHORT_READ: 6,
  END: 7,
  WOULD_BLOCK: 8,
  FAILED: 9,
  BUDGET_SPENT: 10,
  RESUME: 11,
  EVICTED: 12,
  REFUSED: 13,
  LOST: 14,
  CLOSE: 15,
} as const;

/** The actions of `receive`. */
export const ReceiveAction = {
  tryReceive: 0,
  resolve: 1,
  noteReceived: 2,
  noteEnd: 3,
  holdReader: 4,
  reject: 5,
  noteFailed: 6,
  queueResume: 7,
  refuseBusy: 8,
  rejectAborted: 9,
  releaseReader: 10,
} as const;

/** A row for each state, a column for each event: 17 x 16 cells. */
export const receive: Table = {
  name: 'receive',
  runs: 'engine',
  states: Object.keys(ReceiveState),
  events: Object.keys(ReceiveEvent),
  actions: Object.keys(ReceiveAction),
  regions: [
    { name: 'flow', values: ['stirred', 'drained', 'trying', 'waiting', 'yielding'], of: Uint8Array.of(0, 2, 255, 3, 4, 2, 3, 3, 0, 1, 4, 2, 2, 0, 0, 4, 4) },
    { name: 'interest', values: ['absent', 'present', 'marked', 'hungUp'], of: Uint8Array.of(0, 0, 255, 1, 0, 1, 3, 2, 1, 1, 1, 3, 2, 3, 2, 3, 2) },
  ],
  kind: Uint8Array.of(
    S, F, I, I, I, F, F, F, F, F, F, I, I, I, S, S, // stirred.absent
    F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.absent
    F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
    S, S, S, S, S, F, F, F, F, F, F, I, F, S, S, S, // waiting.present
    S, S, I, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.absent
    F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.present
    S, S, S, I, I, F, F, F, F, F, F, I, F, F, S, S, // waiting.hungUp
    S, S, S, S, I, F, F, F, F, F, F, I, F, F, S, S, // waiting.marked
    S, F, I, S, S, F, F, F, F, F, F, I, S, S, S, S, // stirred.present
    S, F, S, S, S, F, F, F, F, F, F, I, S, F, S, S, // drained.present
    S, S, I, S, S, F, F, F, F, F, F, S, F, F, S, S, // yielding.present
    F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.hungUp
    F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.marked
    S, F, I, I, I, F, F, F, F, F, F, I, S, F, S, S, // stirred.hungUp
    S, F, I, S, I, F, F, F, F, F, F, I, S, F, S, S, // stirred.marked
    S, S, I, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.hungUp
    S, S, I, S, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.marked
  ),
  next: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  2,  2, // stirred.absent
     1,  1,  1,  1,  1,  0,  0,  0,  3,  0,  4,  1,  1,  1,  1,  1, // trying.absent
     2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2, // closed
     3,  0,  5,  6,  7,  3,  3,  3,  3,  3,  3,  3,  3,  0,  2,  2, // waiting.present
     4,  0,  4,  4,  4,  4,  4,  4,  4,  4,  4,  1,  4,  4,  2,  2, // yielding.absent
     5,  5,  5,  5,  5,  8,  9,  8,  3,  8, 10,  5,  5,  5,  5,  5, // trying.present
     6,  0, 11,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  2,  2, // waiting.hungUp
     7,  0, 12,  6,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  2,  2, // waiting.marked
     5,  8,  8, 13, 14,  8,  8,  8,  8,  8,  8,  8,  0,  0,  2,  2, // stirred.present
     3,  9,  8, 13, 14,  9,  9,  9,  9,  9,  9,  9,  0,  9,  2,  2, // drained.present
    10,  0, 10, 15, 16, 10, 10, 10, 10, 10, 10,  5, 10, 10,  2,  2, // yielding.present
    11, 11, 11, 11, 11, 13, 13, 13,  6, 13, 15, 11, 11, 11, 11, 11, // trying.hungUp
    12, 12, 12, 12, 12, 14, 14, 14,  3, 14, 16, 12, 12, 12, 12, 12, // trying.marked
    11, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13,  0, 13,  2,  2, // stirred.hungUp
    12, 14, 14, 13, 14, 14, 14, 14, 14, 14, 14, 14,  0, 14,  2,  2, // stirred.marked
    15,  0, 15, 15, 15, 15, 15, 15, 15, 15, 15, 11, 15, 15,  2,  2, // yielding.hungUp
    16,  0, 16, 15, 16, 16, 16, 16, 16, 16, 16, 12, 16, 16,  2,  2, // yielding.marked
  ),
  list: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.absent
     0,  0,  0,  0,  0,  2,  2,  3,  4,  5,  6,  0,  0,  0,  0,  0, // trying.absent
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
     7,  8,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5,  9,  9, // waiting.present
     7, 10,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  9,  9, // yielding.absent
     0,  0,  0,  0,  0,  2,  2,  3,  0,  5,  6,  0,  0,  0,  0,  0, // trying.present
     7,  8,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  9,  9, // waiting.hungUp
     7,  8,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  9,  9, // waiting.marked
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.present
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // drained.present
     7,  8,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  9,  9, // yielding.present
     0,  0,  0,  0,  0,  2,  2,  3,  0,  5,  6,  0,  0,  0,  0,  0, // trying.hungUp
     0,  0,  0,  0,  0,  2,  2,  3,  0,  5,  6,  0,  0,  0,  0,  0, // trying.marked
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.hungUp
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.marked
     7,  8,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  9,  9, // yielding.hungUp
     7,  8,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  9,  9, // yielding.marked
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // tryReceive
    Uint8Array.of(1, 2), // resolve, noteReceived
    Uint8Array.of(1, 3), // resolve, noteEnd
    Uint8Array.of(4), // holdReader
    Uint8Array.of(5, 6), // reject, noteFailed
    Uint8Array.of(7), // queueResume
    Uint8Array.of(8), // refuseBusy
    Uint8Array.of(9, 10), // rejectAborted, releaseReader
    Uint8Array.of(5), // reject
    Uint8Array.of(9), // rejectAborted
  ],
};
