// Written by `npm run generate` from model/machines/loop.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `loop`. */
export const LoopState = {
  'idle.going': 0,
  'idle.stopping': 1,
  closed: 2,
  'soon.going': 3,
  'io.going': 4,
  'timers.going': 5,
  'soon.stopping': 6,
  'io.stopping': 7,
  'timers.stopping': 8,
} as const;

/** The events of `loop`. */
export const LoopEvent = {
  CALL: 0,
  STOP: 1,
  CLOSE: 2,
  RUN_SOON: 3,
  RUN_IO: 4,
  RUN_TIMERS: 5,
  RETURNED: 6,
  FAILED: 7,
} as const;

/** The actions of `loop`. */
export const LoopAction = {
  retain: 0,
  schedule: 1,
  close: 2,
  fail: 3,
  release: 4,
  refuse: 5,
  finish: 6,
} as const;

/** A row for each state, a column for each event: 9 x 8 cells. */
export const loop: Table = {
  name: 'loop',
  runs: 'javascript',
  states: Object.keys(LoopState),
  events: Object.keys(LoopEvent),
  actions: Object.keys(LoopAction),
  regions: [
    { name: 'phase', values: ['idle', 'soon', 'io', 'timers'], of: Uint8Array.of(0, 0, 255, 1, 2, 3, 1, 2, 3) },
    { name: 'end', values: ['going', 'stopping'], of: Uint8Array.of(0, 1, 255, 0, 0, 0, 1, 1, 1) },
  ],
  kind: Uint8Array.of(
    I, S, S, S, S, S, F, S, // idle.going
    I, I, S, S, S, S, F, S, // idle.stopping
    S, I, I, F, I, I, I, S, // closed
    I, S, S, F, F, F, S, F, // soon.going
    I, S, S, F, F, F, S, F, // io.going
    I, S, S, F, F, F, S, F, // timers.going
    I, I, S, F, F, F, S, F, // soon.stopping
    I, I, S, F, F, F, S, F, // io.stopping
    I, I, S, F, F, F, S, F, // timers.stopping
  ),
  next: Uint8Array.of(
    0, 1, 2, 3, 4, 5, 0, 2, // idle.going
    1, 1, 2, 6, 7, 8, 1, 2, // idle.stopping
    2, 2, 2, 2, 2, 2, 2, 2, // closed
    3, 6, 2, 3, 3, 3, 0, 3, // soon.going
    4, 7, 2, 4, 4, 4, 0, 4, // io.going
    5, 8, 2, 5, 5, 5, 0, 5, // timers.going
    6, 6, 2, 6, 6, 6, 2, 6, // soon.stopping
    7, 7, 2, 7, 7, 7, 2, 7, // io.stopping
    8, 8, 2, 8, 8, 8, 2, 8, // timers.stopping
  ),
  list: Uint8Array.of(
    0, 1, 2, 0, 0, 0, 0, 3, // idle.going
    0, 0, 4, 0, 0, 0, 0, 5, // idle.stopping
    6, 0, 0, 0, 0, 0, 0, 3, // closed
    0, 7, 2, 0, 0, 0, 0, 0, // soon.going
    0, 7, 2, 0, 0, 0, 8, 0, // io.going
    0, 7, 2, 0, 0, 0, 0, 0, // timers.going
    0, 0, 4, 0, 0, 0, 4, 0, // soon.stopping
    0, 0, 4, 0, 0, 0, 9, 0, // io.stopping
    0, 0, 4, 0, 0, 0, 4, 0, // timers.stopping
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0, 1), // retain, schedule
    Uint8Array.of(2), // close
    Uint8Array.of(3), // fail
    Uint8Array.of(4, 2), // release, close
    Uint8Array.of(4, 3), // release, fail
    Uint8Array.of(5), // refuse
    Uint8Array.of(0), // retain
    Uint8Array.of(6), // finish
    Uint8Array.of(6, 4, 2), // finish, release, close
  ],
};
