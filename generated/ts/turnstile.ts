// Written by `npm run generate` from model/machines/turnstile.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `turnstile`. */
export const TurnstileState = {
  'left.empty': 0,
  'spent.empty': 1,
  'left.waiting': 2,
  'spent.waiting': 3,
  'left.calling': 4,
  'left.callingLast': 5,
} as const;

/** The events of `turnstile`. */
export const TurnstileEvent = {
  TURN: 0,
  SPENT: 1,
  ASK: 2,
  ASK_IN_VAIN: 3,
  LINED_UP: 4,
  NEXT: 5,
  NEXT_AND_LAST: 6,
  PASSED: 7,
} as const;

/** The actions of `turnstile`. */
export const TurnstileAction = {
  letThrough: 0,
  putOff: 1,
  call: 2,
} as const;

/** A row for each state, a column for each event: 6 x 8 cells. */
export const turnstile: Table = {
  name: 'turnstile',
  runs: 'common',
  states: Object.keys(TurnstileState),
  events: Object.keys(TurnstileEvent),
  actions: Object.keys(TurnstileAction),
  regions: [
    { name: 'budget', values: ['left', 'spent'], of: Uint8Array.of(0, 1, 0, 1, 0, 0) },
    { name: 'line', values: ['empty', 'waiting', 'calling', 'callingLast'], of: Uint8Array.of(0, 0, 1, 1, 2, 3) },
  ],
  kind: Uint8Array.of(
    I, S, S, S, S, F, F, F, // left.empty
    S, I, S, S, S, F, F, F, // spent.empty
    I, S, S, S, I, S, S, F, // left.waiting
    S, I, S, S, I, I, I, F, // spent.waiting
    F, F, S, S, F, F, F, S, // left.calling
    F, F, S, S, F, F, F, S, // left.callingLast
  ),
  next: Uint8Array.of(
    0, 1, 0, 0, 2, 0, 0, 0, // left.empty
    0, 1, 1, 1, 3, 1, 1, 1, // spent.empty
    2, 3, 2, 2, 2, 4, 5, 2, // left.waiting
    2, 3, 3, 3, 3, 3, 3, 3, // spent.waiting
    4, 4, 2, 2, 4, 4, 4, 2, // left.calling
    5, 5, 0, 0, 5, 5, 5, 0, // left.callingLast
  ),
  list: Uint8Array.of(
    0, 0, 1, 2, 0, 0, 0, 0, // left.empty
    0, 0, 2, 2, 0, 0, 0, 0, // spent.empty
    0, 0, 2, 2, 0, 3, 3, 0, // left.waiting
    0, 0, 2, 2, 0, 0, 0, 0, // spent.waiting
    0, 0, 1, 1, 0, 0, 0, 0, // left.calling
    0, 0, 1, 1, 0, 0, 0, 0, // left.callingLast
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // letThrough
    Uint8Array.of(1), // putOff
    Uint8Array.of(2), // call
  ],
};
