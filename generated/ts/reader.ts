// Written by `npm run generate` from model/machines/reader.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `reader`. */
export const ReaderState = {
  'idle.open.on': 0,
  'looking.open.on': 1,
  'idle.ended.over': 2,
  'idle.lost.over': 3,
  'idle.open.off': 4,
  'waiting.open.on': 5,
  'looking.ended.over': 6,
  'looking.lost.over': 7,
  'looking.open.off': 8,
} as const;

/** The events of `reader`. */
export const ReaderEvent = {
  READ: 0,
  ABORT: 1,
  DATA: 2,
  END: 3,
  LOST: 4,
  FOUND: 5,
  LACKING: 6,
  PASSED: 7,
  ABOVE: 8,
  BELOW: 9,
} as const;

/** The actions of `reader`. */
export const ReaderAction = {
  begin: 0,
  look: 1,
  keep: 2,
  weigh: 3,
  pauseTransport: 4,
  take: 5,
  resolve: 6,
  rejectPassed: 7,
  resumeTransport: 8,
  refuse: 9,
  rejectAborted: 10,
  resolveShort: 11,
  rejectLost: 12,
} as const;

/** A row for each state, a column for each event: 9 x 10 cells. */
export const reader: Table = {
  name: 'reader',
  runs: 'javascript',
  states: Object.keys(ReaderState),
  events: Object.keys(ReaderEvent),
  actions: Object.keys(ReaderAction),
  regions: [
    { name: 'read', values: ['idle', 'looking', 'waiting'], of: Uint8Array.of(0, 1, 0, 0, 0, 2, 1, 1, 1) },
    { name: 'input', values: ['open', 'ended', 'lost'], of: Uint8Array.of(0, 0, 1, 2, 0, 0, 1, 2, 0) },
    { name: 'flow', values: ['on', 'off', 'over'], of: Uint8Array.of(0, 0, 2, 2, 1, 0, 2, 2, 1) },
  ],
  kind: Uint8Array.of(
    S, I, S, S, S, F, F, F, S, I, // idle.open.on
    F, F, F, F, F, S, S, S, F, F, // looking.open.on
    S, I, F, F, I, F, F, F, I, I, // idle.ended.over
    S, I, F, F, F, F, F, F, I, I, // idle.lost.over
    S, I, S, S, S, F, F, F, I, S, // idle.open.off
    S, S, S, S, S, F, F, F, F, F, // waiting.open.on
    F, F, F, F, F, S, S, S, F, F, // looking.ended.over
    F, F, F, F, F, S, S, S, F, F, // looking.lost.over
    F, F, F, F, F, S, S, S, F, F, // looking.open.off
  ),
  next: Uint8Array.of(
    1, 0, 0, 2, 3, 0, 0, 0, 4, 0, // idle.open.on
    1, 1, 1, 1, 1, 0, 5, 0, 1, 1, // looking.open.on
    6, 2, 2, 2, 2, 2, 2, 2, 2, 2, // idle.ended.over
    7, 3, 3, 3, 3, 3, 3, 3, 3, 3, // idle.lost.over
    8, 4, 4, 2, 3, 4, 4, 4, 4, 0, // idle.open.off
    5, 0, 1, 2, 3, 5, 5, 5, 5, 5, // waiting.open.on
    6, 6, 6, 6, 6, 2, 2, 2, 6, 6, // looking.ended.over
    7, 7, 7, 7, 7, 3, 3, 3, 7, 7, // looking.lost.over
    8, 8, 8, 8, 8, 4, 5, 4, 8, 8, // looking.open.off
  ),
  list: Uint8Array.of(
     1,  0,  2,  0,  0,  0,  0,  0,  3,  0, // idle.open.on
     0,  0,  0,  0,  0,  4,  0,  5,  0,  0, // looking.open.on
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.ended.over
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.lost.over
     1,  0,  2,  0,  0,  0,  0,  0,  0,  6, // idle.open.off
     7,  8,  9, 10, 11,  0,  0,  0,  0,  0, // waiting.open.on
     0,  0,  0,  0,  0,  4, 10,  5,  0,  0, // looking.ended.over
     0,  0,  0,  0,  0,  4, 11,  5,  0,  0, // looking.lost.over
     0,  0,  0,  0,  0,  4,  6,  5,  0,  0, // looking.open.off
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0, 1), // begin, look
    Uint8Array.of(2, 3), // keep, weigh
    Uint8Array.of(4), // pauseTransport
    Uint8Array.of(5, 3, 6), // take, weigh, resolve
    Uint8Array.of(3, 7), // weigh, rejectPassed
    Uint8Array.of(8), // resumeTransport
    Uint8Array.of(9), // refuse
    Uint8Array.of(3, 10), // weigh, rejectAborted
    Uint8Array.of(2, 1), // keep, look
    Uint8Array.of(5, 11), // take, resolveShort
    Uint8Array.of(12), // rejectLost
  ],
};
