// Written by `npm run generate` from model/machines/writer.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `writer`. */
export const WriterState = {
  there: 0,
  untold: 1,
  full: 2,
  ended: 3,
  lost: 4,
} as const;

/** The events of `writer`. */
export const WriterEvent = {
  DRAIN: 0,
  DRAIN_ABOVE: 1,
  TELL: 2,
  WAIT_CLOSED: 3,
  FULL: 4,
  ROOM: 5,
  ENDED: 6,
  LOST: 7,
} as const;

/** The actions of `writer`. */
export const WriterAction = {
  resolveDrain: 0,
  holdDrain: 1,
  tellLater: 2,
  holdEnd: 3,
  resolveEnds: 4,
  rejectEnds: 5,
  resolveDrains: 6,
  rejectDrains: 7,
  rejectDrain: 8,
  resolveEnd: 9,
  rejectEnd: 10,
} as const;

/** A row for each state, a column for each event: 5 x 8 cells. */
export const writer: Table = {
  name: 'writer',
  runs: 'javascript',
  states: Object.keys(WriterState),
  events: Object.keys(WriterEvent),
  actions: Object.keys(WriterAction),
  regions: [],
  kind: Uint8Array.of(
    S, S, I, S, S, F, S, S, // there
    S, S, S, S, S, F, S, S, // untold
    S, S, I, S, F, S, S, S, // full
    S, F, I, S, F, F, F, F, // ended
    S, F, I, S, F, F, F, F, // lost
  ),
  next: Uint8Array.of(
    0, 1, 0, 0, 2, 0, 3, 4, // there
    1, 1, 0, 1, 2, 1, 3, 4, // untold
    2, 2, 2, 2, 2, 0, 3, 4, // full
    3, 3, 3, 3, 3, 3, 3, 3, // ended
    4, 4, 4, 4, 4, 4, 4, 4, // lost
  ),
  list: Uint8Array.of(
     1,  2,  0,  3,  0,  0,  4,  5, // there
     6,  6,  7,  3,  0,  0,  8,  9, // untold
     6,  6,  0,  3,  0,  7,  8,  9, // full
    10,  0,  0, 11,  0,  0,  0,  0, // ended
    10,  0,  0, 12,  0,  0,  0,  0, // lost
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // resolveDrain
    Uint8Array.of(1, 2), // holdDrain, tellLater
    Uint8Array.of(3), // holdEnd
    Uint8Array.of(4), // resolveEnds
    Uint8Array.of(5), // rejectEnds
    Uint8Array.of(1), // holdDrain
    Uint8Array.of(6), // resolveDrains
    Uint8Array.of(6, 4), // resolveDrains, resolveEnds
    Uint8Array.of(7, 5), // rejectDrains, rejectEnds
    Uint8Array.of(8), // rejectDrain
    Uint8Array.of(9), // resolveEnd
    Uint8Array.of(10), // rejectEnd
  ],
};
