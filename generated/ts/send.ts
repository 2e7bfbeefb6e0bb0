// Written by `npm run generate` from model/machines/send.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `send`. */
export const SendState = {
  'idle.absent': 0,
  'trying.absent': 1,
  closed: 2,
  'waiting.present': 3,
  'starved.absent': 4,
  'yielding.absent': 5,
  'trying.present': 6,
  'idle.present': 7,
  'starved.present': 8,
  'yielding.present': 9,
} as const;

/** The events of `send`. */
export const SendEvent = {
  SEND: 0,
  CANCEL: 1,
  READY: 2,
  SENT_ALL: 3,
  SENT_PART: 4,
  WOULD_BLOCK: 5,
  NO_ROOM: 6,
  FAILED: 7,
  BUDGET_SPENT: 8,
  RESUME: 9,
  RETRY: 10,
  EVICTED: 11,
  REFUSED: 12,
  LOST: 13,
  CLOSE: 14,
} as const;

/** The actions of `send`. */
export const SendAction = {
  trySend: 0,
  resolve: 1,
  holdWriter: 2,
  startBackoff: 3,
  reject: 4,
  queueResume: 5,
  refuseBusy: 6,
  rejectAborted: 7,
  releaseWriter: 8,
  stopBackoff: 9,
} as const;

/** A row for each state, a column for each event: 10 x 15 cells. */
export const send: Table = {
  name: 'send',
  runs: 'engine',
  states: Object.keys(SendState),
  events: Object.keys(SendEvent),
  actions: Object.keys(SendAction),
  regions: [
    { name: 'flow', values: ['idle', 'trying', 'waiting', 'yielding', 'starved'], of: Uint8Array.of(0, 1, 255, 2, 4, 3, 1, 0, 4, 3) },
    { name: 'interest', values: ['absent', 'present'], of: Uint8Array.of(0, 0, 255, 1, 0, 0, 1, 1, 1, 1) },
  ],
  kind: Uint8Array.of(
    S, F, I, F, F, F, F, F, F, I, F, I, I, S, S, // idle.absent
    F, F, F, S, S, S, S, S, S, F, F, F, F, F, F, // trying.absent
    F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
    S, S, S, F, F, F, F, F, F, I, F, F, S, S, S, // waiting.present
    S, S, I, F, F, F, F, F, F, I, S, F, F, S, S, // starved.absent
    S, S, I, F, F, F, F, F, F, S, F, F, F, S, S, // yielding.absent
    F, F, F, S, S, S, S, S, S, F, F, F, F, F, F, // trying.present
    S, F, I, F, F, F, F, F, F, I, F, S, S, S, S, // idle.present
    S, S, I, F, F, F, F, F, F, I, S, F, F, S, S, // starved.present
    S, S, I, F, F, F, F, F, F, S, F, F, F, S, S, // yielding.present
  ),
  next: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, // idle.absent
    1, 1, 1, 0, 1, 3, 4, 0, 5, 1, 1, 1, 1, 1, 1, // trying.absent
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, // closed
    3, 0, 6, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 2, 2, // waiting.present
    4, 0, 4, 4, 4, 4, 4, 4, 4, 4, 1, 4, 4, 2, 2, // starved.absent
    5, 0, 5, 5, 5, 5, 5, 5, 5, 1, 5, 5, 5, 2, 2, // yielding.absent
    6, 6, 6, 7, 6, 3, 8, 7, 9, 6, 6, 6, 6, 6, 6, // trying.present
    6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 0, 0, 2, 2, // idle.present
    8, 0, 8, 8, 8, 8, 8, 8, 8, 8, 6, 8, 8, 2, 2, // starved.present
    9, 0, 9, 9, 9, 9, 9, 9, 9, 6, 9, 9, 9, 2, 2, // yielding.present
  ),
  list: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.absent
     0,  0,  0,  2,  1,  3,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.absent
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
     7,  8,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5,  5,  5, // waiting.present
     7,  9,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // starved.absent
     7, 11,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  5,  5, // yielding.absent
     0,  0,  0,  2,  1,  0,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.present
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.present
     7, 12,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // starved.present
     7,  8,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  5,  5, // yielding.present
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // trySend
    Uint8Array.of(1), // resolve
    Uint8Array.of(2), // holdWriter
    Uint8Array.of(3), // startBackoff
    Uint8Array.of(4), // reject
    Uint8Array.of(5), // queueResume
    Uint8Array.of(6), // refuseBusy
    Uint8Array.of(7, 8), // rejectAborted, releaseWriter
    Uint8Array.of(9, 7), // stopBackoff, rejectAborted
    Uint8Array.of(9, 4), // stopBackoff, reject
    Uint8Array.of(7), // rejectAborted
    Uint8Array.of(9, 7, 8), // stopBackoff, rejectAborted, releaseWriter
  ],
};
