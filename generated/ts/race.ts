// Written by `npm run generate` from model/machines/race.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `race`. */
export const RaceState = {
  new: 0,
  finding: 1,
  beginning: 2,
  over: 3,
  pacing: 4,
  last: 5,
  won: 6,
} as const;

/** The events of `race`. */
export const RaceEvent = {
  START: 0,
  FOUND: 1,
  NOT_FOUND: 2,
  MORE: 3,
  NO_MORE: 4,
  DELAY_OVER: 5,
  CONNECTED: 6,
  FAILED: 7,
  NEWEST_FAILED: 8,
  ALL_FAILED: 9,
  TELL: 10,
  GIVE_UP: 11,
} as const;

/** The actions of `race`. */
export const RaceAction = {
  retain: 0,
  find: 1,
  order: 2,
  begin: 3,
  release: 4,
  rejectNotFound: 5,
  rejectGivenUp: 6,
  startDelay: 7,
  stopDelay: 8,
  choose: 9,
  closeOthers: 10,
  tellLater: 11,
  drop: 12,
  closeAll: 13,
  rejectFailed: 14,
  resolve: 15,
} as const;

/** A row for each state, a column for each event: 7 x 12 cells. */
export const race: Table = {
  name: 'race',
  runs: 'javascript',
  states: Object.keys(RaceState),
  events: Object.keys(RaceEvent),
  actions: Object.keys(RaceAction),
  regions: [],
  kind: Uint8Array.of(
    S, F, F, F, F, F, F, F, F, F, F, F, // new
    F, S, S, F, F, F, F, F, F, F, F, S, // finding
    F, F, F, S, S, F, F, F, F, F, F, F, // beginning
    F, I, I, F, F, F, I, I, I, I, I, I, // over
    F, I, I, F, F, S, S, S, S, S, F, S, // pacing
    F, I, I, F, F, F, S, S, S, S, F, S, // last
    F, I, I, F, F, F, I, I, I, I, S, S, // won
  ),
  next: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // new
    1, 2, 3, 1, 1, 1, 1, 1, 1, 1, 1, 3, // finding
    2, 2, 2, 4, 5, 2, 2, 2, 2, 2, 2, 2, // beginning
    3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, // over
    4, 4, 4, 4, 4, 2, 6, 4, 2, 2, 4, 3, // pacing
    5, 5, 5, 5, 5, 5, 6, 5, 5, 3, 5, 3, // last
    6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 3, 3, // won
  ),
  list: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // new
     0,  2,  3,  0,  0,  0,  0,  0,  0,  0,  0,  4, // finding
     0,  0,  0,  5,  0,  0,  0,  0,  0,  0,  0,  0, // beginning
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over
     0,  0,  0,  0,  0,  6,  7,  8,  9,  9,  0, 10, // pacing
     0,  0,  0,  0,  0,  0, 11,  8,  8, 12,  0, 13, // last
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 14, 13, // won
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0, 1), // retain, find
    Uint8Array.of(2, 3), // order, begin
    Uint8Array.of(4, 5), // release, rejectNotFound
    Uint8Array.of(4, 6), // release, rejectGivenUp
    Uint8Array.of(7), // startDelay
    Uint8Array.of(8, 3), // stopDelay, begin
    Uint8Array.of(8, 9, 10, 11), // stopDelay, choose, closeOthers, tellLater
    Uint8Array.of(12), // drop
    Uint8Array.of(8, 12, 3), // stopDelay, drop, begin
    Uint8Array.of(8, 13, 4, 6), // stopDelay, closeAll, release, rejectGivenUp
    Uint8Array.of(9, 10, 11), // choose, closeOthers, tellLater
    Uint8Array.of(12, 4, 14), // drop, release, rejectFailed
    Uint8Array.of(13, 4, 6), // closeAll, release, rejectGivenUp
    Uint8Array.of(4, 15), // release, resolve
  ],
};
