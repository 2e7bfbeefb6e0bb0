// Written by `npm run generate` from model/machines/send.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `send`. */
export const SendState = {
  'idle.absent': 0,
  'trying.absent': 1,
  closed: 2,
  'waiting.present': 3,
  'yielding.absent': 4,
  'trying.present': 5,
  'idle.present': 6,
  'yielding.present': 7,
} as const;

/** The events of `send`. */
export const SendEvent = {
  SEND: 0,
  CANCEL: 1,
  READY: 2,
  SENT_ALL: 3,
  SENT_PART: 4,
  WOULD_BLOCK: 5,
  FAILED: 6,
  BUDGET_SPENT: 7,
  RESUME: 8,
  EVICTED: 9,
  REFUSED: 10,
  LOST: 11,
  CLOSE: 12,
} as const;

/** The actions of `send`. */
export const SendAction = {
  trySend: 0,
  resolve: 1,
  holdWriter: 2,
  reject: 3,
  queueResume: 4,
  refuseBusy: 5,
  rejectAborted: 6,
  releaseWriter: 7,
} as const;

/** A row for each state, a column for each event: 8 x 13 cells. */
export const send: Table = {
  name: 'send',
  states: Object.keys(SendState),
  events: Object.keys(SendEvent),
  actions: Object.keys(SendAction),
  regions: [
    { name: 'flow', values: ['idle', 'trying', 'waiting', 'yielding'], of: Uint8Array.of(0, 1, 255, 2, 3, 1, 0, 3) },
    { name: 'interest', values: ['absent', 'present'], of: Uint8Array.of(0, 0, 255, 1, 0, 1, 1, 1) },
  ],
  kind: Uint8Array.of(
    S, F, I, F, F, F, F, F, I, I, F, S, S, // idle.absent
    F, F, F, S, S, S, S, S, F, F, F, F, F, // trying.absent
    F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
    S, S, S, F, F, F, F, F, I, F, S, S, S, // waiting.present
    S, S, I, F, F, F, F, F, S, F, F, S, S, // yielding.absent
    F, F, F, S, S, S, S, S, F, F, F, F, F, // trying.present
    S, F, I, F, F, F, F, F, I, S, F, S, S, // idle.present
    S, S, I, F, F, F, F, F, S, F, F, S, S, // yielding.present
  ),
  next: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, // idle.absent
    1, 1, 1, 0, 1, 3, 0, 4, 1, 1, 1, 1, 1, // trying.absent
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, // closed
    3, 0, 5, 3, 3, 3, 3, 3, 3, 3, 0, 2, 2, // waiting.present
    4, 0, 4, 4, 4, 4, 4, 4, 1, 4, 4, 2, 2, // yielding.absent
    5, 5, 5, 6, 5, 3, 6, 7, 5, 5, 5, 5, 5, // trying.present
    5, 6, 6, 6, 6, 6, 6, 6, 6, 0, 6, 2, 2, // idle.present
    7, 0, 7, 7, 7, 7, 7, 7, 5, 7, 7, 2, 2, // yielding.present
  ),
  list: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // idle.absent
    0, 0, 0, 2, 1, 3, 4, 5, 0, 0, 0, 0, 0, // trying.absent
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // closed
    6, 7, 1, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, // waiting.present
    6, 8, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.absent
    0, 0, 0, 2, 1, 0, 4, 5, 0, 0, 0, 0, 0, // trying.present
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // idle.present
    6, 7, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.present
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // trySend
    Uint8Array.of(1), // resolve
    Uint8Array.of(2), // holdWriter
    Uint8Array.of(3), // reject
    Uint8Array.of(4), // queueResume
    Uint8Array.of(5), // refuseBusy
    Uint8Array.of(6, 7), // rejectAborted, releaseWriter
    Uint8Array.of(6), // rejectAborted
  ],
};
