// Written by `npm run generate` from model/machines/receive.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `receive`. */
export const ReceiveState = {
  'stirred.absent.up': 0,
  'trying.absent.up': 1,
  'stirred.absent.hungUp': 2,
  closed: 3,
  'waiting.present.up': 4,
  'yielding.absent.up': 5,
  'trying.absent.hungUp': 6,
  'trying.present.up': 7,
  'waiting.present.hungUp': 8,
  'yielding.absent.hungUp': 9,
  'stirred.present.up': 10,
  'drained.present.up': 11,
  'yielding.present.up': 12,
  'trying.present.hungUp': 13,
  'stirred.present.hungUp': 14,
  'yielding.present.hungUp': 15,
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

/** A row for each state, a column for each event: 16 x 15 cells. */
export const receive: Table = {
  name: 'receive',
  states: Object.keys(ReceiveState),
  events: Object.keys(ReceiveEvent),
  actions: Object.keys(ReceiveAction),
  regions: [
    { name: 'flow', values: ['stirred', 'drained', 'trying', 'waiting', 'yielding'], of: Uint8Array.of(0, 2, 0, 255, 3, 4, 2, 2, 3, 4, 0, 1, 4, 2, 0, 4) },
    { name: 'interest', values: ['absent', 'present'], of: Uint8Array.of(0, 0, 0, 255, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1) },
    { name: 'line', values: ['up', 'hungUp'], of: Uint8Array.of(0, 0, 1, 255, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1) },
  ],
  kind: Uint8Array.of(
    S, F, I, S, F, F, F, F, F, F, I, I, F, S, S, // stirred.absent.up
    F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.absent.up
    S, F, I, I, F, F, F, F, F, F, I, I, F, S, S, // stirred.absent.hungUp
    F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
    S, S, S, S, F, F, F, F, F, F, I, F, S, S, S, // waiting.present.up
    S, S, I, S, F, F, F, F, F, F, S, F, F, S, S, // yielding.absent.up
    F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.absent.hungUp
    F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.present.up
    S, S, S, I, F, F, F, F, F, F, I, F, S, S, S, // waiting.present.hungUp
    S, S, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.absent.hungUp
    S, F, I, S, F, F, F, F, F, F, I, S, F, S, S, // stirred.present.up
    S, F, S, S, F, F, F, F, F, F, I, S, F, S, S, // drained.present.up
    S, S, I, S, F, F, F, F, F, F, S, F, F, S, S, // yielding.present.up
    F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.present.hungUp
    S, F, I, I, F, F, F, F, F, F, I, S, F, S, S, // stirred.present.hungUp
    S, S, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.present.hungUp
  ),
  next: Uint8Array.of(
     1,  0,  0,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0,  3,  3, // stirred.absent.up
     1,  1,  1,  1,  0,  0,  0,  4,  0,  5,  1,  1,  1,  1,  1, // trying.absent.up
     6,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  3,  3, // stirred.absent.hungUp
     3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3, // closed
     4,  0,  7,  8,  4,  4,  4,  4,  4,  4,  4,  4,  0,  3,  3, // waiting.present.up
     5,  0,  5,  9,  5,  5,  5,  5,  5,  5,  1,  5,  5,  3,  3, // yielding.absent.up
     6,  6,  6,  6,  2,  2,  2,  8,  2,  9,  6,  6,  6,  6,  6, // trying.absent.hungUp
     7,  7,  7,  7, 10, 11, 10,  4, 10, 12,  7,  7,  7,  7,  7, // trying.present.up
     8,  2, 13,  8,  8,  8,  8,  8,  8,  8,  8,  8,  2,  3,  3, // waiting.present.hungUp
     9,  2,  9,  9,  9,  9,  9,  9,  9,  9,  6,  9,  9,  3,  3, // yielding.absent.hungUp
     7, 10, 10, 14, 10, 10, 10, 10, 10, 10, 10,  0, 10,  3,  3, // stirred.present.up
     4, 11, 10, 14, 11, 11, 11, 11, 11, 11, 11,  0, 11,  3,  3, // drained.present.up
    12,  0, 12, 15, 12, 12, 12, 12, 12, 12,  7, 12, 12,  3,  3, // yielding.present.up
    13, 13, 13, 13, 14, 14, 14,  8, 14, 15, 13, 13, 13, 13, 13, // trying.present.hungUp
    13, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14,  2, 14,  3,  3, // stirred.present.hungUp
    15,  2, 15, 15, 15, 15, 15, 15, 15, 15, 13, 15, 15,  3,  3, // yielding.present.hungUp
  ),
  list: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // stirred.absent.up
    0, 0, 0, 0, 2, 2, 2, 3, 4, 5, 0, 0, 0, 0, 0, // trying.absent.up
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // stirred.absent.hungUp
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // closed
    6, 7, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, // waiting.present.up
    6, 8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.absent.up
    0, 0, 0, 0, 2, 2, 2, 3, 4, 5, 0, 0, 0, 0, 0, // trying.absent.hungUp
    0, 0, 0, 0, 2, 2, 2, 0, 4, 5, 0, 0, 0, 0, 0, // trying.present.up
    6, 7, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, // waiting.present.hungUp
    6, 8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.absent.hungUp
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // stirred.present.up
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // drained.present.up
    6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.present.up
    0, 0, 0, 0, 2, 2, 2, 0, 4, 5, 0, 0, 0, 0, 0, // trying.present.hungUp
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // stirred.present.hungUp
    6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.present.hungUp
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
