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
  holdWriter: 2,
  lineUp: 3,
  reject: 4,
  queueResume: 5,
  refuseBusy: 6,
  rejectAborted: 7,
  releaseWriter: 8,
  leaveLine: 9,
  sendAgain: 10,
  passOn: 11,
  stayInLine: 12,
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
     7,  8,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5,  5,  5, // waiting.present
     7,  9,  0,  0,  0,  0,  0,  0,  0,  0,  0, 10,  0,  0, 11, 11, // starved.absent
     7, 12,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  5,  5, // yielding.absent
     0,  0,  0,  2,  1,  0,  4,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.present
     0,  0,  0, 13, 14, 15, 16,  0, 17, 16,  0,  0,  0,  0,  0,  0, // retrying.absent
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.present
     7, 18,  0,  0,  0,  0,  0,  0,  0,  0,  0, 10,  0,  0, 11, 11, // starved.present
     7,  8,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  5,  5, // yielding.present
     0,  0,  0, 13, 14, 19, 16,  0, 17, 16,  0,  0,  0,  0,  0,  0, // retrying.present
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // trySend
    Uint8Array.of(1), // resolve
    Uint8Array.of(2), // holdWriter
    Uint8Array.of(3), // lineUp
    Uint8Array.of(4), // reject
    Uint8Array.of(5), // queueResume
    Uint8Array.of(6), // refuseBusy
    Uint8Array.of(7, 8), // rejectAborted, releaseWriter
    Uint8Array.of(9, 7), // leaveLine, rejectAborted
    Uint8Array.of(10), // sendAgain
    Uint8Array.of(9, 4), // leaveLine, reject
    Uint8Array.of(7), // rejectAborted
    Uint8Array.of(11, 1), // passOn, resolve
    Uint8Array.of(11, 0), // passOn, trySend
    Uint8Array.of(11, 2), // passOn, holdWriter
    Uint8Array.of(12), // stayInLine
    Uint8Array.of(11, 4), // passOn, reject
    Uint8Array.of(9, 7, 8), // leaveLine, rejectAborted, releaseWriter
    Uint8Array.of(11), // passOn
  ],
};
