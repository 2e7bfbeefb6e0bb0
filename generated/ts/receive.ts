// Written by `npm run generate` from model/machines/receive.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `receive`. */
export const ReceiveState = {
  'stirred.absent': 0,
  'trying.absent': 1,
  'looking.absent': 2,
  closed: 3,
  'waiting.present': 4,
  'yielding.absent': 5,
  'lookingLater.absent': 6,
  'looking.present': 7,
  'trying.present': 8,
  'waiting.hungUp': 9,
  'waiting.marked': 10,
  'stirred.present': 11,
  'drained.present': 12,
  'lookingLater.present': 13,
  'yielding.present': 14,
  'looking.hungUp': 15,
  'trying.hungUp': 16,
  'looking.marked': 17,
  'trying.marked': 18,
  'stirred.hungUp': 19,
  'stirred.marked': 20,
  'lookingLater.hungUp': 21,
  'lookingLater.marked': 22,
  'yielding.hungUp': 23,
  'yielding.marked': 24,
} as const;

/** The events of `receive`. */
export const ReceiveEvent = {
  RECEIVE: 0,
  LOOK: 1,
  CANCEL: 2,
  READY: 3,
  HANGUP: 4,
  URGENT: 5,
  DATA: 6,
  SHORT_READ: 7,
  END: 8,
  WOULD_BLOCK: 9,
  FAILED: 10,
  BUDGET_SPENT: 11,
  RESUME: 12,
  EVICTED: 13,
  REFUSED: 14,
  LOST: 15,
  CLOSE: 16,
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
  noteDrained: 8,
  refuseBusy: 9,
  rejectAborted: 10,
  releaseReader: 11,
} as const;

/** A row for each state, a column for each event: 25 x 17 cells. */
export const receive: Table = {
  name: 'receive',
  runs: 'engine',
  states: Object.keys(ReceiveState),
  events: Object.keys(ReceiveEvent),
  actions: Object.keys(ReceiveAction),
  regions: [
    { name: 'flow', values: ['stirred', 'drained', 'trying', 'looking', 'waiting', 'yielding', 'lookingLater'], of: Uint8Array.of(0, 2, 3, 255, 4, 5, 6, 3, 2, 4, 4, 0, 1, 6, 5, 3, 2, 3, 2, 0, 0, 6, 6, 5, 5) },
    { name: 'interest', values: ['absent', 'present', 'marked', 'hungUp'], of: Uint8Array.of(0, 0, 0, 255, 1, 0, 0, 1, 1, 3, 2, 1, 1, 1, 1, 3, 3, 2, 2, 3, 2, 3, 2, 3, 2) },
  ],
  kind: Uint8Array.of(
    S, S, F, I, I, I, F, F, F, F, F, F, I, I, I, S, S, // stirred.absent
    F, S, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.absent
    F, F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // looking.absent
    F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
    S, S, S, S, S, S, F, F, F, F, F, F, I, F, S, S, S, // waiting.present
    S, S, S, I, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.absent
    F, F, F, I, I, I, F, F, F, F, F, F, S, F, F, S, S, // lookingLater.absent
    F, F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // looking.present
    F, S, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.present
    S, S, S, S, I, I, F, F, F, F, F, F, I, F, F, S, S, // waiting.hungUp
    S, S, S, S, S, I, F, F, F, F, F, F, I, F, F, S, S, // waiting.marked
    S, S, F, I, S, S, F, F, F, F, F, F, I, S, S, S, S, // stirred.present
    S, S, F, S, S, S, F, F, F, F, F, F, I, S, F, S, S, // drained.present
    F, F, F, I, S, S, F, F, F, F, F, F, S, F, F, S, S, // lookingLater.present
    S, S, S, I, S, S, F, F, F, F, F, F, S, F, F, S, S, // yielding.present
    F, F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // looking.hungUp
    F, S, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.hungUp
    F, F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // looking.marked
    F, S, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.marked
    S, S, F, I, I, I, F, F, F, F, F, F, I, S, F, S, S, // stirred.hungUp
    S, S, F, I, S, I, F, F, F, F, F, F, I, S, F, S, S, // stirred.marked
    F, F, F, I, I, I, F, F, F, F, F, F, S, F, F, S, S, // lookingLater.hungUp
    F, F, F, I, S, I, F, F, F, F, F, F, S, F, F, S, S, // lookingLater.marked
    S, S, S, I, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.hungUp
    S, S, S, I, S, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.marked
  ),
  next: Uint8Array.of(
     1,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  3,  3, // stirred.absent
     1,  2,  1,  1,  1,  1,  0,  0,  0,  4,  0,  5,  1,  1,  1,  1,  1, // trying.absent
     2,  2,  2,  2,  2,  2,  0,  0,  0,  0,  0,  6,  2,  2,  2,  2,  2, // looking.absent
     3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3, // closed
     4,  7,  0,  8,  9, 10,  4,  4,  4,  4,  4,  4,  4,  4,  0,  3,  3, // waiting.present
     5,  6,  0,  5,  5,  5,  5,  5,  5,  5,  5,  5,  1,  5,  5,  3,  3, // yielding.absent
     6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  2,  6,  6,  3,  3, // lookingLater.absent
     7,  7,  7,  7,  7,  7, 11, 12, 11, 11, 11, 13,  7,  7,  7,  7,  7, // looking.present
     8,  7,  8,  8,  8,  8, 11, 12, 11,  4, 11, 14,  8,  8,  8,  8,  8, // trying.present
     9, 15,  0, 16,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  3,  3, // waiting.hungUp
    10, 17,  0, 18,  9, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10,  3,  3, // waiting.marked
     8,  7, 11, 11, 19, 20, 11, 11, 11, 11, 11, 11, 11,  0,  0,  3,  3, // stirred.present
     4,  7, 12, 11, 19, 20, 12, 12, 12, 12, 12, 12, 12,  0, 12,  3,  3, // drained.present
    13, 13, 13, 13, 21, 22, 13, 13, 13, 13, 13, 13,  7, 13, 13,  3,  3, // lookingLater.present
    14, 13,  0, 14, 23, 24, 14, 14, 14, 14, 14, 14,  8, 14, 14,  3,  3, // yielding.present
    15, 15, 15, 15, 15, 15, 19, 19, 19, 19, 19, 21, 15, 15, 15, 15, 15, // looking.hungUp
    16, 15, 16, 16, 16, 16, 19, 19, 19,  9, 19, 23, 16, 16, 16, 16, 16, // trying.hungUp
    17, 17, 17, 17, 17, 17, 20, 20, 20, 11, 20, 22, 17, 17, 17, 17, 17, // looking.marked
    18, 17, 18, 18, 18, 18, 20, 20, 20,  4, 20, 24, 18, 18, 18, 18, 18, // trying.marked
    16, 15, 19, 19, 19, 19, 19, 19, 19, 19, 19, 19, 19,  0, 19,  3,  3, // stirred.hungUp
    18, 17, 20, 20, 19, 20, 20, 20, 20, 20, 20, 20, 20,  0, 20,  3,  3, // stirred.marked
    21, 21, 21, 21, 21, 21, 21, 21, 21, 21, 21, 21, 15, 21, 21,  3,  3, // lookingLater.hungUp
    22, 22, 22, 22, 21, 22, 22, 22, 22, 22, 22, 22, 17, 22, 22,  3,  3, // lookingLater.marked
    23, 21,  0, 23, 23, 23, 23, 23, 23, 23, 23, 23, 16, 23, 23,  3,  3, // yielding.hungUp
    24, 22,  0, 24, 23, 24, 24, 24, 24, 24, 24, 24, 18, 24, 24,  3,  3, // yielding.marked
  ),
  list: Uint8Array.of(
     1,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.absent
     0,  0,  0,  0,  0,  0,  2,  2,  3,  4,  5,  6,  0,  0,  0,  0,  0, // trying.absent
     0,  0,  0,  0,  0,  0,  2,  2,  3,  7,  5,  6,  0,  0,  0,  0,  0, // looking.absent
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
     8,  1,  9,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5, 10, 10, // waiting.present
     8,  0, 11,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // yielding.absent
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // lookingLater.absent
     0,  0,  0,  0,  0,  0,  2,  2,  3,  7,  5,  6,  0,  0,  0,  0,  0, // looking.present
     0,  0,  0,  0,  0,  0,  2,  2,  3,  0,  5,  6,  0,  0,  0,  0,  0, // trying.present
     8,  1,  9,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 10, 10, // waiting.hungUp
     8,  1,  9,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 10, 10, // waiting.marked
     1,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.present
     0,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // drained.present
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // lookingLater.present
     8,  0,  9,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // yielding.present
     0,  0,  0,  0,  0,  0,  2,  2,  3,  7,  5,  6,  0,  0,  0,  0,  0, // looking.hungUp
     0,  0,  0,  0,  0,  0,  2,  2,  3,  0,  5,  6,  0,  0,  0,  0,  0, // trying.hungUp
     0,  0,  0,  0,  0,  0,  2,  2,  3,  7,  5,  6,  0,  0,  0,  0,  0, // looking.marked
     0,  0,  0,  0,  0,  0,  2,  2,  3,  0,  5,  6,  0,  0,  0,  0,  0, // trying.marked
     1,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.hungUp
     1,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.marked
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // lookingLater.hungUp
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // lookingLater.marked
     8,  0,  9,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // yielding.hungUp
     8,  0,  9,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // yielding.marked
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // tryReceive
    Uint8Array.of(1, 2), // resolve, noteReceived
    Uint8Array.of(1, 3), // resolve, noteEnd
    Uint8Array.of(4), // holdReader
    Uint8Array.of(5, 6), // reject, noteFailed
    Uint8Array.of(7), // queueResume
    Uint8Array.of(8), // noteDrained
    Uint8Array.of(9), // refuseBusy
    Uint8Array.of(10, 11), // rejectAborted, releaseReader
    Uint8Array.of(5), // reject
    Uint8Array.of(10), // rejectAborted
  ],
};
