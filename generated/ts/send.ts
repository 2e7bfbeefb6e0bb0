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
  'retrying.absent': 7,
  'idle.present': 8,
  'starved.present': 9,
  'yielding.present': 10,
  'retrying.present': 11,
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
  OTHERS_WAIT: 7,
  FAILED: 8,
  BUDGET_SPENT: 9,
  RESUME: 10,
  RETRY: 11,
  EVICTED: 12,
  REFUSED: 13,
  LOST: 14,
  CLOSE: 15,
} as const;

/** The actions of `send`. */
export const SendAction = {
  trySend: 0,
  resolve: 1,
  noteSent: 2,
  holdWriter: 3,
  lineUp: 4,
  reject: 5,
  noteUnsent: 6,
  queueResume: 7,
  refuseBusy: 8,
  rejectAborted: 9,
  releaseWriter: 10,
  leaveLine: 11,
  sendAgain: 12,
  passOn: 13,
  stayInLine: 14,
} as const;

/** A row for each state, a column for each event: 12 x 16 cells. */
export const send: Table = {
  name: 'send',
  runs: 'engine',
  states: Object.keys(SendState),
  events: Object.keys(SendEvent),
  actions: Object.keys(SendAction),
  regions: [
    { name: 'flow', values: ['idle', 'trying', 'retrying', 'waiting', 'yielding', 'starved'], of: Uint8Array.of(0, 1, 255, 3, 5, 4, 1, 2, 0, 5, 4, 2) },
    { name: 'interest', values: ['absent', 'present'], of: Uint8Array.of(0, 0, 255, 1, 0, 0, 1, 0, 1, 1, 1, 1) },
  ],
  kind: Uint8Array.of(
    S, F, I, F, F, F, F, F, F, F, I, F, I, I, S, S, // idle.absent
    F, F, F, S, S, S, S, S, S, S, F, F, F, F, F, F, // trying.absent
    F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
    S, S, S, F, F, F, F, F, F, F, I, F, F, S, S, S, // waiting.present
    S, S, I, F, F, F, F, F, F, F, I, S, F, F, S, S, // starved.absent
    S, S, I, F, F, F, F, F, F, F, S, F, F, F, S, S, // yielding.absent
    F, F, F, S, S, S, S, S, S, S, F, F, F, F, F, F, // trying.present
    F, F, F, S, S, S, S, F, S, S, F, F, F, F, F, F, // retrying.absent
    S, F, I, F, F, F, F, F, F, F, I, F, S, S, S, S, // idle.present
    S, S, I, F, F, F, F, F, F, F, I, S, F, F, S, S, // starved.present
    S, S, I, F, F, F, F, F, F, F, S, F, F, F, S, S, // yielding.present
    F, F, F, S, S, S, S, F, S, S, F, F, F, F, F, F, // retrying.present
  ),
  next: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  2,  2, // idle.absent
     1,  1,  1,  0,  1,  3,  4,  4,  0,  5,  1,  1,  1,  1,  1,  1, // trying.absent
     2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2, // closed
     3,  0,  6,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  0,  2,  2, // waiting.present
     4,  0,  4,  4,  4,  4,  4,  4,  4,  4,  4,  7,  4,  4,  2,  2, // starved.absent
     5,  0,  5,  5,  5,  5,  5,  5,  5,  5,  1,  5,  5,  5,  2,  2, // yielding.absent
     6,  6,  6,  8,  6,  3,  9,  9,  8, 10,  6,  6,  6,  6,  6,  6, // trying.present
     7,  7,  7,  0,  1,  3,  4,  7,  0,  4,  7,  7,  7,  7,  7,  7, // retrying.absent
     6,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  0,  0,  2,  2, // idle.present
     9,  0,  9,  9,  9,  9,  9,  9,  9,  9,  9, 11,  9,  9,  2,  2, // starved.present
    10,  0, 10, 10, 10, 10, 10, 10, 10, 10,  6, 10, 10, 10,  2,  2, // yielding.present
    11, 11, 11,  8,  6,  3,  9, 11,  8,  9, 11, 11, 11, 11, 11, 11, // retrying.present
  ),
  list: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.absent
     0,  0,  0,  2,  1,  3,  4,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.absent
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
     7,  8,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5,  9,  9, // waiting.present
     7, 10,  0,  0,  0,  0,  0,  0,  0,  0,  0, 11,  0,  0, 12, 12, // starved.absent
     7, 13,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  9,  9, // yielding.absent
     0,  0,  0,  2,  1,  0,  4,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.present
     0,  0,  0, 14, 15, 16, 17,  0, 18, 17,  0,  0,  0,  0,  0,  0, // retrying.absent
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.present
     7, 19,  0,  0,  0,  0,  0,  0,  0,  0,  0, 11,  0,  0, 12, 12, // starved.present
     7,  8,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  9,  9, // yielding.present
     0,  0,  0, 14, 15, 20, 17,  0, 18, 17,  0,  0,  0,  0,  0,  0, // retrying.present
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // trySend
    Uint8Array.of(1, 2), // resolve, noteSent
    Uint8Array.of(3), // holdWriter
    Uint8Array.of(4), // lineUp
    Uint8Array.of(5, 6), // reject, noteUnsent
    Uint8Array.of(7), // queueResume
    Uint8Array.of(8), // refuseBusy
    Uint8Array.of(9, 10), // rejectAborted, releaseWriter
    Uint8Array.of(5), // reject
    Uint8Array.of(11, 9), // leaveLine, rejectAborted
    Uint8Array.of(12), // sendAgain
    Uint8Array.of(11, 5), // leaveLine, reject
    Uint8Array.of(9), // rejectAborted
    Uint8Array.of(13, 1, 2), // passOn, resolve, noteSent
    Uint8Array.of(13, 0), // passOn, trySend
    Uint8Array.of(13, 3), // passOn, holdWriter
    Uint8Array.of(14), // stayInLine
    Uint8Array.of(13, 5, 6), // passOn, reject, noteUnsent
    Uint8Array.of(11, 9, 10), // leaveLine, rejectAborted, releaseWriter
    Uint8Array.of(13), // passOn
  ],
};
