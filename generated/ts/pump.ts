// Written by `npm run generate` from model/machines/pump.ts; change that, not this.

import { FORBIDDEN as F, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `pump`. */
export const PumpState = {
  waiting: 0,
  serving: 1,
  polling: 2,
  ended: 3,
  handing: 4,
  pressing: 5,
  stalled: 6,
  obliging: 7,
} as const;

/** The events of `pump`. */
export const PumpEvent = {
  WOKEN: 0,
  SERVED: 1,
  ENDING: 2,
  POLLED: 3,
  POLLED_ALL: 4,
  ALL_HANDED: 5,
  RESTLESS: 6,
  NO_ROOM: 7,
} as const;

/** The actions of `pump`. */
export const PumpAction = {
  clearPending: 0,
  serve: 1,
  takeGuard: 2,
  poll: 3,
  leave: 4,
  hand: 5,
  clearReadiness: 6,
  wait: 7,
  noteStalled: 8,
  waitForRoom: 9,
} as const;

/** A row for each state, a column for each event: 8 x 8 cells. */
export const pump: Table = {
  name: 'pump',
  runs: 'thread',
  states: Object.keys(PumpState),
  events: Object.keys(PumpEvent),
  actions: Object.keys(PumpAction),
  regions: [],
  kind: Uint8Array.of(
    S, F, F, F, F, F, F, F, // waiting
    F, S, S, F, F, F, F, F, // serving
    F, F, F, S, S, F, F, F, // polling
    F, F, F, F, F, F, F, F, // ended
    F, F, F, F, F, S, S, S, // handing
    F, F, F, F, F, S, S, S, // pressing
    S, F, F, F, F, F, F, F, // stalled
    F, S, S, F, F, F, F, F, // obliging
  ),
  next: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, // waiting
    1, 2, 3, 1, 1, 1, 1, 1, // serving
    2, 2, 2, 4, 4, 2, 2, 2, // polling
    3, 3, 3, 3, 3, 3, 3, 3, // ended
    4, 4, 4, 4, 4, 0, 1, 5, // handing
    5, 5, 5, 5, 5, 0, 1, 6, // pressing
    7, 6, 6, 6, 6, 6, 6, 6, // stalled
    7, 5, 3, 7, 7, 7, 7, 7, // obliging
  ),
  list: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, // waiting
    0, 2, 3, 0, 0, 0, 0, 0, // serving
    0, 0, 0, 4, 5, 0, 0, 0, // polling
    0, 0, 0, 0, 0, 0, 0, 0, // ended
    0, 0, 0, 0, 0, 6, 7, 8, // handing
    0, 0, 0, 0, 0, 6, 7, 9, // pressing
    1, 0, 0, 0, 0, 0, 0, 0, // stalled
    0, 8, 3, 0, 0, 0, 0, 0, // obliging
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0, 1), // clearPending, serve
    Uint8Array.of(2, 3), // takeGuard, poll
    Uint8Array.of(4), // leave
    Uint8Array.of(5), // hand
    Uint8Array.of(6, 5), // clearReadiness, hand
    Uint8Array.of(7), // wait
    Uint8Array.of(1), // serve
    Uint8Array.of(8, 5), // noteStalled, hand
    Uint8Array.of(9), // waitForRoom
  ],
};
