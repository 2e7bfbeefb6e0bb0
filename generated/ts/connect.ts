// Written by `npm run generate` from model/machines/connect.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `connect`. */
export const ConnectState = {
  'idle.absent': 0,
  'trying.absent': 1,
  closed: 2,
  'waiting.present': 3,
  'starved.absent': 4,
  'asking.present': 5,
  'retrying.absent': 6,
} as const;

/** The events of `connect`. */
export const ConnectEvent = {
  CONNECT: 0,
  CANCEL: 1,
  READY: 2,
  CONNECTED: 3,
  IN_PROGRESS: 4,
  UNDER_WAY: 5,
  QUEUE_FULL: 6,
  OTHERS_WAIT: 7,
  FAILED: 8,
  RETRY: 9,
  REFUSED: 10,
  LOST: 11,
  CLOSE: 12,
} as const;

/** The actions of `connect`. */
export const ConnectAction = {
  tryConnect: 0,
  resolve: 1,
  holdWriter: 2,
  lineUp: 3,
  reject: 4,
  refuseBusy: 5,
  dissolve: 6,
  rejectAborted: 7,
  releaseWriter: 8,
  askAgain: 9,
  leaveLine: 10,
  passOn: 11,
  stayInLine: 12,
} as const;

/** A row for each state, a column for each event: 7 x 13 cells. */
export const connect: Table = {
  name: 'connect',
  runs: 'engine',
  states: Object.keys(ConnectState),
  events: Object.keys(ConnectEvent),
  actions: Object.keys(ConnectAction),
  regions: [
    { name: 'flow', values: ['idle', 'trying', 'asking', 'retrying', 'waiting', 'starved'], of: Uint8Array.of(0, 1, 255, 4, 5, 2, 3) },
    { name: 'interest', values: ['absent', 'present'], of: Uint8Array.of(0, 0, 255, 1, 0, 1, 0) },
  ],
  kind: Uint8Array.of(
    S, F, I, F, F, F, F, F, F, F, I, S, S, // idle.absent
    F, F, F, S, S, S, S, S, S, F, F, F, F, // trying.absent
    F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
    S, S, S, F, F, F, F, F, F, F, S, S, S, // waiting.present
    S, S, I, F, F, F, F, F, F, S, F, S, S, // starved.absent
    F, F, F, S, S, S, S, F, S, F, F, F, F, // asking.present
    F, F, F, S, S, S, S, F, S, F, F, F, F, // retrying.absent
  ),
  next: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, // idle.absent
    1, 1, 1, 0, 3, 3, 4, 4, 0, 1, 1, 1, 1, // trying.absent
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, // closed
    3, 0, 5, 3, 3, 3, 3, 3, 3, 3, 0, 2, 2, // waiting.present
    4, 0, 4, 4, 4, 4, 4, 4, 4, 6, 4, 2, 2, // starved.absent
    5, 5, 5, 0, 3, 3, 4, 5, 0, 5, 5, 5, 5, // asking.present
    6, 6, 6, 0, 3, 3, 4, 6, 0, 6, 6, 6, 6, // retrying.absent
  ),
  list: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.absent
     0,  0,  0,  2,  3,  3,  4,  4,  5,  0,  0,  0,  0, // trying.absent
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
     6,  7,  8,  0,  0,  0,  0,  0,  0,  0,  9,  5,  5, // waiting.present
     6, 10,  0,  0,  0,  0,  0,  0,  0,  8,  0, 11, 11, // starved.absent
     0,  0,  0, 12,  0,  0, 13,  0, 14,  0,  0,  0,  0, // asking.present
     0,  0,  0, 15, 16, 16, 17,  0, 18,  0,  0,  0,  0, // retrying.absent
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // tryConnect
    Uint8Array.of(1), // resolve
    Uint8Array.of(2), // holdWriter
    Uint8Array.of(3), // lineUp
    Uint8Array.of(4), // reject
    Uint8Array.of(5), // refuseBusy
    Uint8Array.of(6, 7, 8), // dissolve, rejectAborted, releaseWriter
    Uint8Array.of(9), // askAgain
    Uint8Array.of(6, 4), // dissolve, reject
    Uint8Array.of(10, 7), // leaveLine, rejectAborted
    Uint8Array.of(10, 4), // leaveLine, reject
    Uint8Array.of(1, 8), // resolve, releaseWriter
    Uint8Array.of(3, 8), // lineUp, releaseWriter
    Uint8Array.of(4, 8), // reject, releaseWriter
    Uint8Array.of(11, 1), // passOn, resolve
    Uint8Array.of(11, 2), // passOn, holdWriter
    Uint8Array.of(12), // stayInLine
    Uint8Array.of(11, 4), // passOn, reject
  ],
};
