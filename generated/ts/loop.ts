// Written by `npm run generate` from model/machines/loop.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `loop`. */
export const LoopState = {
  'idle.going': 0,
  'idle.stopping': 1,
  closed: 2,
  'calls.going': 3,
  'io.going': 4,
  'calls.stopping': 5,
  'io.stopping': 6,
} as const;

/** The events of `loop`. */
export const LoopEvent = {
  CALL: 0,
  STOP: 1,
  CLOSE: 2,
  RUN_CALLS: 3,
  RUN_IO: 4,
  RETURNED: 5,
  FAILED: 6,
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

/** A row for each state, a column for each event: 7 x 7 cells. */
export const loop: Table = {
  name: 'loop',
  runs: 'javascript',
  states: Object.keys(LoopState),
  events: Object.keys(LoopEvent),
  actions: Object.keys(LoopAction),
  regions: [
    { name: 'phase', values: ['idle', 'calls', 'io'], of: Uint8Array.of(0, 0, 255, 1, 2, 1, 2) },
    { name: 'end', values: ['going', 'stopping'], of: Uint8Array.of(0, 1, 255, 0, 0, 1, 1) },
  ],
  kind: Uint8Array.of(
    I, S, S, S, S, F, S, // idle.going
    I, I, S, S, S, F, S, // idle.stopping
    S, I, I, I, I, I, S, // closed
    I, S, S, F, F, S, F, // calls.going
    I, S, S, F, F, S, F, // io.going
    I, I, S, F, F, S, F, // calls.stopping
    I, I, S, F, F, S, F, // io.stopping
  ),
  next: Uint8Array.of(
    0, 1, 2, 3, 4, 0, 2, // idle.going
    1, 1, 2, 5, 6, 1, 2, // idle.stopping
    2, 2, 2, 2, 2, 2, 2, // closed
    3, 5, 2, 3, 3, 0, 3, // calls.going
    4, 6, 2, 4, 4, 0, 4, // io.going
    5, 5, 2, 5, 5, 2, 5, // calls.stopping
    6, 6, 2, 6, 6, 2, 6, // io.stopping
  ),
  list: Uint8Array.of(
    0, 1, 2, 0, 0, 0, 3, // idle.going
    0, 0, 4, 0, 0, 0, 5, // idle.stopping
    6, 0, 0, 0, 0, 0, 3, // closed
    0, 7, 2, 0, 0, 0, 0, // calls.going
    0, 7, 2, 0, 0, 8, 0, // io.going
    0, 0, 4, 0, 0, 4, 0, // calls.stopping
    0, 0, 4, 0, 0, 9, 0, // io.stopping
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
