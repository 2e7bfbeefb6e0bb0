// Written by `npm run generate` from model/machines/server.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `server`. */
export const ServerState = {
  idle: 0,
  accepting: 1,
  closed: 2,
  paused: 3,
  counting: 4,
  failed: 5,
  full: 6,
  fullAndPaused: 7,
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
  ask: 0,
  withdraw: 1,
  handOver: 2,
  count: 3,
  tellRefused: 4,
  more: 5,
  enough: 6,
} as const;

/** A row for each state, a column for each event: 8 x 10 cells. */
export const server: Table = {
  name: 'server',
  runs: 'engine',
  states: Object.keys(ServerState),
  events: Object.keys(ServerEvent),
  actions: Object.keys(ServerAction),
  regions: [],
  kind: Uint8Array.of(
    S, F, F, F, F, F, F, F, S, S, // idle
    F, S, I, S, F, F, F, S, S, S, // accepting
    F, F, F, F, F, F, F, F, F, F, // closed
    F, I, S, F, F, F, F, F, S, S, // paused
    F, F, F, F, S, S, F, F, F, F, // counting
    F, I, I, F, F, F, F, F, S, S, // failed
    F, S, I, F, F, F, S, F, S, S, // full
    F, I, S, F, F, F, S, F, S, S, // fullAndPaused
  ),
  next: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, 2, 2, // idle
    1, 3, 1, 4, 1, 1, 1, 5, 2, 2, // accepting
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, // closed
    3, 3, 1, 3, 3, 3, 3, 3, 2, 2, // paused
    4, 4, 4, 4, 1, 6, 4, 4, 4, 4, // counting
    5, 5, 5, 5, 5, 5, 5, 5, 2, 2, // failed
    6, 7, 6, 6, 6, 6, 1, 6, 2, 2, // full
    7, 7, 6, 7, 7, 7, 3, 7, 2, 2, // fullAndPaused
  ),
  list: Uint8Array.of(
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, // idle
    0, 2, 0, 3, 0, 0, 0, 4, 4, 0, // accepting
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // closed
    0, 0, 1, 0, 0, 0, 0, 0, 4, 0, // paused
    0, 0, 0, 0, 5, 6, 0, 0, 0, 0, // counting
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // failed
    0, 0, 0, 0, 0, 0, 1, 0, 4, 0, // full
    0, 0, 0, 0, 0, 0, 0, 0, 4, 0, // fullAndPaused
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // ask
    Uint8Array.of(1), // withdraw
    Uint8Array.of(2, 3), // handOver, count
    Uint8Array.of(4), // tellRefused
    Uint8Array.of(5), // more
    Uint8Array.of(6), // enough
  ],
};
