// Written by `npm run generate` from model/machines/watch.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `watch`. */
export const WatchState = {
  'off.off.none': 0,
  'armed.off.R': 1,
  'off.armed.W': 2,
  'held.off.R': 3,
  'off.held.W': 4,
  closed: 5,
  'armed.armed.RW': 6,
  'armed.held.RW': 7,
  'due.off.R': 8,
  'held.armed.RW': 9,
  'off.due.W': 10,
  'held.held.RW': 11,
  'due.armed.RW': 12,
  'armed.due.RW': 13,
  'due.due.RW': 14,
  'due.held.RW': 15,
  'running.off.R': 16,
  'held.due.RW': 17,
  'off.running.W': 18,
  'running.armed.RW': 19,
  'armed.running.RW': 20,
  'running.due.RW': 21,
  'due.running.RW': 22,
  'running.held.RW': 23,
  'held.running.RW': 24,
  'running.running.RW': 25,
} as const;

/** The events of `watch`. */
export const WatchEvent = {
  ADD_READER: 0,
  ADD_WRITER: 1,
  REMOVE_READER: 2,
  REMOVE_WRITER: 3,
  HOLD_READER: 4,
  HOLD_WRITER: 5,
  RELEASE_READER: 6,
  RELEASE_WRITER: 7,
  READABLE: 8,
  URGENT: 9,
  READ_HANGUP: 10,
  WRITABLE: 11,
  HANGUP: 12,
  RUN_READER: 13,
  RUN_WRITER: 14,
  READER_DONE: 15,
  WRITER_DONE: 16,
  REFUSED: 17,
  STALE: 18,
  CLOSE: 19,
} as const;

/** The actions of `watch`. */
export const WatchAction = {
  register: 0,
  reregister: 1,
  deregister: 2,
  queueReader: 3,
  refuseAdd: 4,
  abandon: 5,
  queueWriter: 6,
  evictReader: 7,
  wakeReader: 8,
  noteUrgent: 9,
  noteHangup: 10,
  refuseReader: 11,
  evictWriter: 12,
  wakeWriter: 13,
  refuseWriter: 14,
  callReader: 15,
  callWriter: 16,
  rearm: 17,
} as const;

/** A row for each state, a column for each event: 26 x 20 cells. */
export const watch: Table = {
  name: 'watch',
  runs: 'engine',
  states: Object.keys(WatchState),
  events: Object.keys(WatchEvent),
  actions: Object.keys(WatchAction),
  regions: [
    { name: 'reader', values: ['off', 'armed', 'due', 'running', 'held'], of: Uint8Array.of(0, 1, 0, 4, 0, 255, 1, 1, 2, 4, 0, 4, 2, 1, 2, 2, 3, 4, 0, 3, 1, 3, 2, 3, 4, 3) },
    { name: 'writer', values: ['off', 'armed', 'due', 'running', 'held'], of: Uint8Array.of(0, 0, 1, 0, 4, 255, 1, 4, 0, 1, 2, 4, 1, 2, 2, 4, 0, 2, 3, 1, 3, 2, 3, 4, 3, 3) },
    { name: 'registration', values: ['none', 'R', 'W', 'RW'], of: Uint8Array.of(0, 1, 2, 1, 2, 255, 3, 3, 1, 3, 2, 3, 3, 3, 3, 3, 1, 3, 2, 3, 3, 3, 3, 3, 3, 3) },
  ],
  kind: Uint8Array.of(
    S, S, I, I, S, S, F, F, I, I, I, I, I, I, I, I, I, F, F, S, // off.off.none
    S, S, S, I, F, S, F, F, S, S, S, I, S, I, I, I, I, S, S, S, // armed.off.R
    S, S, I, S, S, F, F, F, I, I, I, S, S, I, I, I, I, S, S, S, // off.armed.W
    S, S, I, I, F, S, S, F, S, S, S, I, S, I, I, I, I, S, S, S, // held.off.R
    S, S, I, I, S, S, F, S, I, I, I, S, S, I, I, I, I, S, S, S, // off.held.W
    F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
    S, S, S, S, F, F, F, F, S, S, S, S, S, I, I, I, I, F, S, S, // armed.armed.RW
    S, S, S, I, F, S, F, S, S, S, S, S, S, I, I, I, I, F, S, S, // armed.held.RW
    S, S, S, I, F, S, F, F, I, I, I, I, I, S, I, I, I, F, S, S, // due.off.R
    S, S, I, S, F, F, S, F, S, S, S, S, S, I, I, I, I, F, S, S, // held.armed.RW
    S, S, I, S, S, F, F, F, I, I, I, I, I, I, S, I, I, F, S, S, // off.due.W
    S, S, I, I, F, S, S, S, S, S, S, S, S, I, I, I, I, F, S, S, // held.held.RW
    S, S, S, S, F, F, F, F, I, I, I, S, S, S, I, I, I, F, S, S, // due.armed.RW
    S, S, S, S, F, F, F, F, S, S, S, I, S, I, S, I, I, F, S, S, // armed.due.RW
    S, S, S, S, F, F, F, F, I, I, I, I, I, S, S, I, I, F, S, S, // due.due.RW
    S, S, S, I, F, S, F, S, I, I, I, S, S, S, I, I, I, F, S, S, // due.held.RW
    S, S, S, I, F, S, F, F, I, I, I, I, I, F, I, S, I, F, S, S, // running.off.R
    S, S, I, S, F, F, S, F, S, S, S, I, S, I, S, I, I, F, S, S, // held.due.RW
    S, S, I, S, S, F, F, F, I, I, I, I, I, I, F, I, S, F, S, S, // off.running.W
    S, S, S, S, F, F, F, F, I, I, I, S, S, F, I, S, I, F, S, S, // running.armed.RW
    S, S, S, S, F, F, F, F, S, S, S, I, S, I, F, I, S, F, S, S, // armed.running.RW
    S, S, S, S, F, F, F, F, I, I, I, I, I, F, S, S, I, F, S, S, // running.due.RW
    S, S, S, S, F, F, F, F, I, I, I, I, I, S, F, I, S, F, S, S, // due.running.RW
    S, S, S, I, F, S, F, S, I, I, I, S, S, F, I, S, I, F, S, S, // running.held.RW
    S, S, I, S, F, F, S, F, S, S, S, I, S, I, F, I, S, F, S, S, // held.running.RW
    S, S, S, S, F, F, F, F, I, I, I, I, I, F, F, S, S, F, S, S, // running.running.RW
  ),
  next: Uint8Array.of(
     1,  2,  0,  0,  3,  4,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5, // off.off.none
     1,  6,  0,  1,  1,  7,  1,  1,  8,  8,  8,  1,  8,  1,  1,  1,  1,  0,  5,  5, // armed.off.R
     6,  2,  2,  0,  9,  2,  2,  2,  2,  2,  2, 10, 10,  2,  2,  2,  2,  0,  5,  5, // off.armed.W
     1,  9,  3,  3,  3, 11,  0,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  0,  5,  5, // held.off.R
     7,  2,  4,  4, 11,  4,  4,  0,  4,  4,  4,  4,  4,  4,  4,  4,  4,  0,  5,  5, // off.held.W
     5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5, // closed
     6,  6,  2,  1,  6,  6,  6,  6, 12, 12, 12, 13, 14,  6,  6,  6,  6,  6,  5,  5, // armed.armed.RW
     7,  6,  4,  7,  7,  7,  7,  1, 15, 15, 15,  7, 15,  7,  7,  7,  7,  7,  5,  5, // armed.held.RW
     1, 12,  0,  8,  8, 15,  8,  8,  8,  8,  8,  8,  8, 16,  8,  8,  8,  8,  5,  5, // due.off.R
     6,  9,  9,  3,  9,  9,  2,  9,  9,  9,  9, 17, 17,  9,  9,  9,  9,  9,  5,  5, // held.armed.RW
    13,  2, 10,  0, 17, 10, 10, 10, 10, 10, 10, 10, 10, 10, 18, 10, 10, 10,  5,  5, // off.due.W
     7,  9, 11, 11, 11, 11,  4,  3, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11,  5,  5, // held.held.RW
     6, 12,  2,  8, 12, 12, 12, 12, 12, 12, 12, 14, 14, 19, 12, 12, 12, 12,  5,  5, // due.armed.RW
    13,  6, 10,  1, 13, 13, 13, 13, 14, 14, 14, 13, 14, 13, 20, 13, 13, 13,  5,  5, // armed.due.RW
    13, 12, 10,  8, 14, 14, 14, 14, 14, 14, 14, 14, 14, 21, 22, 14, 14, 14,  5,  5, // due.due.RW
     7, 12,  4, 15, 15, 15, 15,  8, 15, 15, 15, 15, 15, 23, 15, 15, 15, 15,  5,  5, // due.held.RW
     1, 19,  0, 16, 16, 23, 16, 16, 16, 16, 16, 16, 16, 16, 16,  1, 16, 16,  5,  5, // running.off.R
    13,  9, 17,  3, 17, 17, 10, 17, 17, 17, 17, 17, 17, 17, 24, 17, 17, 17,  5,  5, // held.due.RW
    20,  2, 18,  0, 24, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18,  2, 18,  5,  5, // off.running.W
     6, 19,  2, 16, 19, 19, 19, 19, 19, 19, 19, 21, 21, 19, 19,  6, 19, 19,  5,  5, // running.armed.RW
    20,  6, 18,  1, 20, 20, 20, 20, 22, 22, 22, 20, 22, 20, 20, 20,  6, 20,  5,  5, // armed.running.RW
    13, 19, 10, 16, 21, 21, 21, 21, 21, 21, 21, 21, 21, 21, 25, 13, 21, 21,  5,  5, // running.due.RW
    20, 12, 18,  8, 22, 22, 22, 22, 22, 22, 22, 22, 22, 25, 22, 22, 12, 22,  5,  5, // due.running.RW
     7, 19,  4, 23, 23, 23, 23, 16, 23, 23, 23, 23, 23, 23, 23,  7, 23, 23,  5,  5, // running.held.RW
    20,  9, 24,  3, 24, 24, 18, 24, 24, 24, 24, 24, 24, 24, 24, 24,  9, 24,  5,  5, // held.running.RW
    20, 19, 18, 16, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 20, 19, 25,  5,  5, // running.running.RW
  ),
  list: Uint8Array.of(
     1,  1,  0,  0,  1,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // off.off.none
     2,  2,  3,  0,  0,  2,  0,  0,  4,  4,  4,  0,  4,  0,  0,  0,  0,  5,  6,  3, // armed.off.R
     2,  2,  0,  3,  2,  0,  0,  0,  0,  0,  0,  7,  7,  0,  0,  0,  0,  5,  6,  3, // off.armed.W
     8,  2,  0,  0,  0,  2,  3,  0,  9, 10, 11,  0, 11,  0,  0,  0,  0, 12,  6,  3, // held.off.R
     2, 13,  0,  0,  2,  2,  0,  3,  0,  0,  0, 14, 14,  0,  0,  0,  0, 15,  6,  3, // off.held.W
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
     2,  2,  2,  2,  0,  0,  0,  0,  4,  4,  4,  7, 16,  0,  0,  0,  0,  0,  6,  3, // armed.armed.RW
     2, 13,  2,  0,  0,  2,  0,  2,  4,  4,  4, 14, 17,  0,  0,  0,  0,  0,  6,  3, // armed.held.RW
     2,  2,  3,  0,  0,  2,  0,  0,  0,  0,  0,  0,  0, 18,  0,  0,  0,  0,  6,  3, // due.off.R
     8,  2,  0,  2,  0,  0,  2,  0,  9, 10, 11,  7, 19,  0,  0,  0,  0,  0,  6,  3, // held.armed.RW
     2,  2,  0,  3,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0, 20,  0,  0,  0,  6,  3, // off.due.W
     8, 13,  0,  0,  0,  2,  2,  2,  9, 10, 11, 14, 21,  0,  0,  0,  0,  0,  6,  3, // held.held.RW
     2,  2,  2,  2,  0,  0,  0,  0,  0,  0,  0,  7,  7, 18,  0,  0,  0,  0,  6,  3, // due.armed.RW
     2,  2,  2,  2,  0,  0,  0,  0,  4,  4,  4,  0,  4,  0, 20,  0,  0,  0,  6,  3, // armed.due.RW
     2,  2,  2,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0, 18, 20,  0,  0,  0,  6,  3, // due.due.RW
     2, 13,  2,  0,  0,  2,  0,  2,  0,  0,  0, 14, 14, 18,  0,  0,  0,  0,  6,  3, // due.held.RW
     2,  2,  3,  0,  0,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0, 22,  0,  0,  6,  3, // running.off.R
     8,  2,  0,  2,  0,  0,  2,  0,  9, 10, 11,  0, 11,  0, 20,  0,  0,  0,  6,  3, // held.due.RW
     2,  2,  0,  3,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 22,  0,  6,  3, // off.running.W
     2,  2,  2,  2,  0,  0,  0,  0,  0,  0,  0,  7,  7,  0,  0, 22,  0,  0,  6,  3, // running.armed.RW
     2,  2,  2,  2,  0,  0,  0,  0,  4,  4,  4,  0,  4,  0,  0,  0, 22,  0,  6,  3, // armed.running.RW
     2,  2,  2,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 20, 22,  0,  0,  6,  3, // running.due.RW
     2,  2,  2,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0, 18,  0,  0, 22,  0,  6,  3, // due.running.RW
     2, 13,  2,  0,  0,  2,  0,  2,  0,  0,  0, 14, 14,  0,  0, 22,  0,  0,  6,  3, // running.held.RW
     8,  2,  0,  2,  0,  0,  2,  0,  9, 10, 11,  0, 11,  0,  0,  0, 22,  0,  6,  3, // held.running.RW
     2,  2,  2,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 22, 22,  0,  6,  3, // running.running.RW
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // register
    Uint8Array.of(1), // reregister
    Uint8Array.of(2), // deregister
    Uint8Array.of(3), // queueReader
    Uint8Array.of(4), // refuseAdd
    Uint8Array.of(5), // abandon
    Uint8Array.of(6), // queueWriter
    Uint8Array.of(7, 1), // evictReader, reregister
    Uint8Array.of(8), // wakeReader
    Uint8Array.of(9, 8), // noteUrgent, wakeReader
    Uint8Array.of(10, 8), // noteHangup, wakeReader
    Uint8Array.of(11), // refuseReader
    Uint8Array.of(12, 1), // evictWriter, reregister
    Uint8Array.of(13), // wakeWriter
    Uint8Array.of(14), // refuseWriter
    Uint8Array.of(3, 6), // queueReader, queueWriter
    Uint8Array.of(3, 13), // queueReader, wakeWriter
    Uint8Array.of(15), // callReader
    Uint8Array.of(10, 8, 6), // noteHangup, wakeReader, queueWriter
    Uint8Array.of(16), // callWriter
    Uint8Array.of(10, 8, 13), // noteHangup, wakeReader, wakeWriter
    Uint8Array.of(17), // rearm
  ],
};
