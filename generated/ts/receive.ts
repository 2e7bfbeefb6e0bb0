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
  'stirred.present': 7,
  'drained.present': 8,
  'yielding.present': 9,
  'trying.hungUp': 10,
  'stirred.hungUp': 11,
  'yielding.hungUp': 12,
} as const;

/** The events of `receive`. */
export const ReceiveEvent = {
  RECEIVE: 0,
  CANCEL: 1,
  READY: 2,
  HANGUP: 3,
  DATA: 4,
  SHORT_READ: 5,
  END: 6,
  WOULD_BLOCK: 7,
  FAILED: 8,
  BUDGET_SPENT: 9,
  RESUME: 10,
  EVICTED: 11,
  REFUSED: 12,
  LOST: 13,
  CLOSE: 14,
} as const;

/** The actions of `receive`. */
export const ReceiveAction = {
  tryReceive: 0,
  resolve: 1,
  holdReader: 2,
  reject: 3,
  queueResume: 4,
  refuseBusy: 5,
  rejectAborted: 6,
  releaseReader: 7,
} as const;

/** A row for each state, a column for each event: 13 x 15 cells. */
export const receive: Table = {
  name: 'receive',
  runs: 'engine',
  states: Object.keys(ReceiveState),
  events: Object.keys(ReceiveEvent),
  actions: Object.keys(ReceiveAction),
  regions: [
    { name: 'flow', values: ['stirred', 'drained', 'trying', 'waiting', 'yielding'], of: Uint8Array.of(0, 2, 255, 3, 4, 2, 3, 0, 1, 4, 2, 0, 4) },
    { name: 'interest', values: ['absent', 'present', 'hungUp'], of: Uint8Array.of(0, 0, 255, 1, 0, 1, 2, 1, 1, 1, 2, 2, 2) },
  ],
  kind: Uint8Array.of(
    S, F, I, I, F, F, F, F, F, F, I, I, I, S, S, // stirred.absent
    F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.absent
    F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
    S, S, S, S, F, F, F, F, F, F, I, F, S, S, S, // waiting.present
    S, S, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.absent
    F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.present
    S, S, S, I, F, F, F, F, F, F, I, F, F, S, S, // waiting.hungUp
    S, F, I, S, F, F, F, F, F, F, I, S, S, S, S, // stirred.present
    S, F, S, S, F, F, F, F, F, F, I, S, F, S, S, // drained.present
    S, S, I, S, F, F, F, F, F, F, S, F, F, S, S, // yielding.present
    F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.hungUp
    S, F, I, I, F, F, F, F, F, F, I, S, F, S, S, // stirred.hungUp
    S, S, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.hungUp
  ),
  next: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  2,  2, // stirred.absent
     1,  1,  1,  1,  0,  0,  0,  3,  0,  4,  1,  1,  1,  1,  1, // trying.absent
     2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2, // closed
     3,  0,  5,  6,  3,  3,  3,  3,  3,  3,  3,  3,  0,  2,  2, // waiting.present
     4,  0,  4,  4,  4,  4,  4,  4,  4,  4,  1,  4,  4,  2,  2, // yielding.absent
     5,  5,  5,  5,  7,  8,  7,  3,  7,  9,  5,  5,  5,  5,  5, // trying.present
     6,  0, 10,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  2,  2, // waiting.hungUp
     5,  7,  7, 11,  7,  7,  7,  7,  7,  7,  7,  0,  0,  2,  2, // stirred.present
     3,  8,  7, 11,  8,  8,  8,  8,  8,  8,  8,  0,  8,  2,  2, // drained.present
     9,  0,  9, 12,  9,  9,  9,  9,  9,  9,  5,  9,  9,  2,  2, // yielding.present
    10, 10, 10, 10, 11, 11, 11,  6, 11, 12, 10, 10, 10, 10, 10, // trying.hungUp
    10, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11,  0, 11,  2,  2, // stirred.hungUp
    12,  0, 12, 12, 12, 12, 12, 12, 12, 12, 10, 12, 12,  2,  2, // yielding.hungUp
  ),
  list: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // stirred.absent
    0, 0, 0, 0, 2, 2, 2, 3, 4, 5, 0, 0, 0, 0, 0, // trying.absent
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // closed
    6, 7, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, // waiting.present
    6, 8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.absent
    0, 0, 0, 0, 2, 2, 2, 0, 4, 5, 0, 0, 0, 0, 0, // trying.present
    6, 7, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, // waiting.hungUp
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // stirred.present
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // drained.present
    6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.present
    0, 0, 0, 0, 2, 2, 2, 0, 4, 5, 0, 0, 0, 0, 0, // trying.hungUp
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // stirred.hungUp
    6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.hungUp
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // tryReceive
    Uint8Array.of(1), // resolve
    Uint8Array.of(2), // holdReader
    Uint8Array.of(3), // reject
    Uint8Array.of(4), // queueResume
    Uint8Array.of(5), // refuseBusy
    Uint8Array.of(6, 7), // rejectAborted, releaseReader
    Uint8Array.of(6), // rejectAborted
  ],
};
