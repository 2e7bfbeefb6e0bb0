// Written by `npm run generate` from model/machines/server.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `server`. */
export const ServerState = {
  idle: 0,
  beginning: 1,
  closed: 2,
  accepting: 3,
  full: 4,
  paused: 5,
  counting: 6,
  failed: 7,
  fullAndPaused: 8,
} as const;

/** The events of `server`. */
export const ServerEvent = {
  SERVE: 0,
  PAUSE: 1,
  RESUME: 2,
  ACCEPTED: 3,
  ROOM_LEFT: 4,
  FULL: 5,
  LEFT: 6,
  REFUSED: 7,
  LOST: 8,
  CLOSE: 9,
} as const;

/** The actions of `server`. */
export const ServerAction = {
  count: 0,
  ask: 1,
  withdraw: 2,
  handOver: 3,
  tellRefused: 4,
  more: 5,
  enough: 6,
} as const;

/** A row for each state, a column for each event: 9 x 10 cells. */
export const server: Table = {
  name: 'server',
  runs: 'engine',
  states: Object.keys(ServerState),
  events: Object.keys(ServerEvent),
  actions: Object.keys(ServerAction),
  regions: [],
  kind: Uint8Array.of(
    S, F, F, F, F, F, F, F, S, S, // idle
    F, F, F, F, S, S, F, F, F, F, // beginning
    F, F, F, F, F, F, F, F, F, F, // closed
    F, S, I, S, F, S, F, S, S, S, // accepting
    F, S, I, F, F, F, S, F, S, S, // full
    F, I, S, F, F, S, F, F, S, S, // paused
    F, F, F, F, S, S, F, F, F, F, // counting
    F, I, I, F, F, I, F, F, S, S, // failed
    F, I, S, F, F, F, S, F, S, S, // fullAndPaused
  ),
  next: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, 2, 2, // idle
    1, 1, 1, 1, 3, 4, 1, 1, 1, 1, // beginning
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, // closed
    3, 5, 3, 6, 3, 4, 3, 7, 2, 2, // accepting
    4, 8, 4, 4, 4, 4, 3, 4, 2, 2, // full
    5, 5, 3, 5, 5, 8, 5, 5, 2, 2, // paused
    6, 6, 6, 6, 3, 4, 6, 6, 6, 6, // counting
    7, 7, 7, 7, 7, 7, 7, 7, 2, 2, // failed
    8, 8, 4, 8, 8, 8, 5, 8, 2, 2, // fullAndPaused
  ),
  list: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, // idle
    0, 0, 0, 0, 2, 0, 0, 0, 0, 0, // beginning
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // closed
    0, 3, 0, 4, 0, 3, 0, 5, 5, 0, // accepting
    0, 0, 0, 0, 0, 0, 2, 0, 5, 0, // full
    0, 0, 2, 0, 0, 0, 0, 0, 5, 0, // paused
    0, 0, 0, 0, 6, 7, 0, 0, 0, 0, // counting
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // failed
    0, 0, 0, 0, 0, 0, 0, 0, 5, 0, // fullAndPaused
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // count
    Uint8Array.of(1), // ask
    Uint8Array.of(2), // withdraw
    Uint8Array.of(3, 0), // handOver, count
    Uint8Array.of(4), // tellRefused
    Uint8Array.of(5), // more
    Uint8Array.of(6), // enough
  ],
};
