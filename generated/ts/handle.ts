// Written by `npm run generate` from model/machines/handle.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `handle`. */
export const HandleState = {
  'referenced.waiting': 0,
  'referenced.due': 1,
  'referenced.cancelled': 2,
  'unreferenced.waiting': 3,
  'referenced.done': 4,
  'unreferenced.due': 5,
  'unreferenced.cancelled': 6,
  'unreferenced.done': 7,
} as const;

/** The events of `handle`. */
export const HandleEvent = {
  TAKE: 0,
  RUN: 1,
  CANCEL: 2,
  DROP: 3,
  REF: 4,
  UNREF: 5,
} as const;

/** The actions of `handle`. */
export const HandleAction = {
  release: 0,
  withdraw: 1,
  retire: 2,
  call: 3,
  retain: 4,
} as const;

/** A row for each state, a column for each event: 8 x 6 cells. */
export const handle: Table = {
  name: 'handle',
  runs: 'javascript',
  states: Object.keys(HandleState),
  events: Object.keys(HandleEvent),
  actions: Object.keys(HandleAction),
  regions: [
    { name: 'reference', values: ['referenced', 'unreferenced'], of: Uint8Array.of(0, 0, 0, 1, 0, 1, 1, 1) },
    { name: 'call', values: ['waiting', 'due', 'done', 'cancelled'], of: Uint8Array.of(0, 1, 3, 0, 2, 1, 3, 2) },
  ],
  kind: Uint8Array.of(
    S, F, S, S, I, S, // referenced.waiting
    F, S, S, S, I, S, // referenced.due
    I, I, I, I, I, S, // referenced.cancelled
    S, F, S, S, S, I, // unreferenced.waiting
    F, F, I, I, I, S, // referenced.done
    F, S, S, S, S, I, // unreferenced.due
    I, I, I, I, S, I, // unreferenced.cancelled
    F, F, I, I, S, I, // unreferenced.done
  ),
  next: Uint8Array.of(
    1, 0, 2, 2, 0, 3, // referenced.waiting
    1, 4, 2, 2, 1, 5, // referenced.due
    2, 2, 2, 2, 2, 6, // referenced.cancelled
    5, 3, 6, 6, 0, 3, // unreferenced.waiting
    4, 4, 4, 4, 4, 7, // referenced.done
    5, 7, 6, 6, 1, 5, // unreferenced.due
    6, 6, 6, 6, 2, 6, // unreferenced.cancelled
    7, 7, 7, 7, 4, 7, // unreferenced.done
  ),
  list: Uint8Array.of(
    0, 0, 1, 2, 0, 3, // referenced.waiting
    0, 4, 2, 2, 0, 3, // referenced.due
    0, 0, 0, 0, 0, 0, // referenced.cancelled
    0, 0, 5, 6, 7, 0, // unreferenced.waiting
    0, 0, 0, 0, 0, 0, // referenced.done
    0, 8, 6, 6, 7, 0, // unreferenced.due
    0, 0, 0, 0, 0, 0, // unreferenced.cancelled
    0, 0, 0, 0, 0, 0, // unreferenced.done
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0, 1, 2), // release, withdraw, retire
    Uint8Array.of(0, 2), // release, retire
    Uint8Array.of(0), // release
    Uint8Array.of(0, 2, 3), // release, retire, call
    Uint8Array.of(1, 2), // withdraw, retire
    Uint8Array.of(2), // retire
    Uint8Array.of(4), // retain
    Uint8Array.of(2, 3), // retire, call
  ],
};
