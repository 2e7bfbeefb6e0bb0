// Written by `npm run generate` from model/machines/writer.ts; change that, not this.

import { FORBIDDEN as F, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `writer`. */
export const WriterState = {
  there: 0,
  full: 1,
  ended: 2,
  lost: 3,
} as const;

/** The events of `writer`. */
export const WriterEvent = {
  DRAIN: 0,
  WAIT_CLOSED: 1,
  FULL: 2,
  ROOM: 3,
  ENDED: 4,
  LOST: 5,
} as const;

/** The actions of `writer`. */
export const WriterAction = {
  resolveDrain: 0,
  holdEnd: 1,
  resolveEnds: 2,
  rejectEnds: 3,
  holdDrain: 4,
  resolveDrains: 5,
  rejectDrains: 6,
  rejectDrain: 7,
  resolveEnd: 8,
  rejectEnd: 9,
} as const;

/** A row for each state, a column for each event: 4 x 6 cells. */
export const writer: Table = {
  name: 'writer',
  runs: 'javascript',
  states: Object.keys(WriterState),
  events: Object.keys(WriterEvent),
  actions: Object.keys(WriterAction),
  regions: [],
  kind: Uint8Array.of(
    S, S, S, F, S, S, // there
    S, S, F, S, S, S, // full
    S, S, F, F, F, F, // ended
    S, S, F, F, F, F, // lost
  ),
  next: Uint8Array.of(
    0, 0, 1, 0, 2, 3, // there
    1, 1, 1, 0, 2, 3, // full
    2, 2, 2, 2, 2, 2, // ended
    3, 3, 3, 3, 3, 3, // lost
  ),
  list: Uint8Array.of(
     1,  2,  0,  0,  3,  4, // there
     5,  2,  0,  6,  7,  8, // full
     9, 10,  0,  0,  0,  0, // ended
     9, 11,  0,  0,  0,  0, // lost
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // resolveDrain
    Uint8Array.of(1), // holdEnd
    Uint8Array.of(2), // resolveEnds
    Uint8Array.of(3), // rejectEnds
    Uint8Array.of(4), // holdDrain
    Uint8Array.of(5), // resolveDrains
    Uint8Array.of(5, 2), // resolveDrains, resolveEnds
    Uint8Array.of(6, 3), // rejectDrains, rejectEnds
    Uint8Array.of(7), // rejectDrain
    Uint8Array.of(8), // resolveEnd
    Uint8Array.of(9), // rejectEnd
  ],
};
