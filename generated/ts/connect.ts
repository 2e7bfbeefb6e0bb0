// Written by `npm run generate` from model/machines/connect.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `connect`. */
export const ConnectState = {
  'idle.absent': 0,
  'trying.absent': 1,
  closed: 2,
  'waiting.present': 3,
  'starved.absent': 4,
  'trying.present': 5,
} as const;

/** The events of `connect`. */
export const ConnectEvent = {
  CONNECT: 0,
  CANCEL: 1,
  READY: 2,
  CONNECTED: 3,
  IN_PROGRESS: 4,
  QUEUE_FULL: 5,
  FAILED: 6,
  RETRY: 7,
  REFUSED: 8,
  LOST: 9,
  CLOSE: 10,
} as const;

/** The actions of `connect`. */
export const ConnectAction = {
  tryConnect: 0,
  resolve: 1,
  holdWriter: 2,
  startBackoff: 3,
  reject: 4,
  refuseBusy: 5,
  dissolve: 6,
  rejectAborted: 7,
  releaseWriter: 8,
  stopBackoff: 9,
} as const;

/** A row for each state, a column for each event: 6 x 11 cells. */
export const connect: Table = {
  name: 'connect',
  runs: 'engine',
  states: Object.keys(ConnectState),
  events: Object.keys(ConnectEvent),
  actions: Object.keys(ConnectAction),
  regions: [
    { name: 'flow', values: ['idle', 'trying', 'waiting', 'starved'], of: Uint8Array.of(0, 1, 255, 2, 3, 1) },
    { name: 'interest', values: ['absent', 'present'], of: Uint8Array.of(0, 0, 255, 1, 0, 1) },
  ],
  kind: Uint8Array.of(
    S, F, I, F, F, F, F, F, I, S, S, // idle.absent
    F, F, F, S, S, S, S, F, F, F, F, // trying.absent
    F, F, F, F, F, F, F, F, F, F, F, // closed
    S, S, S, F, F, F, F, F, S, S, S, // waiting.present
    S, S, I, F, F, F, F, S, F, S, S, // starved.absent
    F, F, F, S, S, S, S, F, F, F, F, // trying.present
  ),
  next: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, // idle.absent
    1, 1, 1, 0, 3, 4, 0, 1, 1, 1, 1, // trying.absent
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, // closed
    3, 0, 5, 3, 3, 3, 3, 3, 0, 2, 2, // waiting.present
    4, 0, 4, 4, 4, 4, 4, 1, 4, 2, 2, // starved.absent
    5, 5, 5, 0, 3, 4, 0, 5, 5, 5, 5, // trying.present
  ),
  list: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.absent
     0,  0,  0,  2,  3,  4,  5,  0,  0,  0,  0, // trying.absent
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
     6,  7,  1,  0,  0,  0,  0,  0,  8,  5,  5, // waiting.present
     6,  9,  0,  0,  0,  0,  0,  1,  0, 10, 10, // starved.absent
     0,  0,  0, 11,  0, 12, 13,  0,  0,  0,  0, // trying.present
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // tryConnect
    Uint8Array.of(1), // resolve
    Uint8Array.of(2), // holdWriter
    Uint8Array.of(3), // startBackoff
    Uint8Array.of(4), // reject
    Uint8Array.of(5), // refuseBusy
    Uint8Array.of(6, 7, 8), // dissolve, rejectAborted, releaseWriter
    Uint8Array.of(6, 4), // dissolve, reject
    Uint8Array.of(9, 7), // stopBackoff, rejectAborted
    Uint8Array.of(9, 4), // stopBackoff, reject
    Uint8Array.of(1, 8), // resolve, releaseWriter
    Uint8Array.of(3, 8), // startBackoff, releaseWriter
    Uint8Array.of(4, 8), // reject, releaseWriter
  ],
};
