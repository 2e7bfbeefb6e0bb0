// Written by `npm run generate` from model/machines/protocol.ts; change that, not this.

import { FORBIDDEN as F, IGNORE as I, STEP as S, type Table } from '../../model/compiler/table.js';

/** The states of `protocol`. */
export const ProtocolState = {
  'new.unasked.open': 0,
  'open-beginning.there.open': 1,
  'untold.unasked.over': 2,
  'open-flowing.there.open': 3,
  'open-beginning.going.open': 4,
  'open-beginningPaused.there.open': 5,
  'open-beginning.there.ended': 6,
  'closing.over.over': 7,
  'aborting.over.over': 8,
  'lost.over.over': 9,
  'open-ended.there.open': 10,
  'gone.over.over': 11,
  'open-flowing.going.open': 12,
  'open-paused.there.open': 13,
  'open-flowing.there.ended': 14,
  'open-beginningPaused.going.open': 15,
  'open-beginning.going.ended': 16,
  'open-beginningPaused.there.ended': 17,
  'open-ended.going.open': 18,
  'open-ended.there.ended': 19,
  'open-flowing.gone.open': 20,
  'open-paused.going.open': 21,
  'open-flowing.going.ended': 22,
  'open-pausedData.there.open': 23,
  'open-pausedEnd.there.open': 24,
  'open-paused.there.ended': 25,
  'open-beginningPaused.going.ended': 26,
  'open-ended.gone.open': 27,
  'open-ended.going.ended': 28,
  'open-flowing.coming.open': 29,
  'open-paused.gone.open': 30,
  'open-flowing.gone.ended': 31,
  'open-pausedData.going.open': 32,
  'open-pausedEnd.going.open': 33,
  'open-paused.going.ended': 34,
  'open-pausedDataEnd.there.open': 35,
  'losing-data.over.over': 36,
  'open-keptData.there.open': 37,
  'open-pausedData.there.ended': 38,
  'losing-end.over.over': 39,
  'open-keptEnd.there.open': 40,
  'open-pausedEnd.there.ended': 41,
  'open-ended.coming.open': 42,
  'open-ended.gone.ended': 43,
  'open-paused.coming.open': 44,
  'open-flowing.coming.ended': 45,
  'open-pausedData.gone.open': 46,
  'open-pausedEnd.gone.open': 47,
  'open-paused.gone.ended': 48,
  'open-pausedDataEnd.going.open': 49,
  'open-keptData.going.open': 50,
  'open-pausedData.going.ended': 51,
  'open-keptEnd.going.open': 52,
  'open-pausedEnd.going.ended': 53,
  'losing-dataEnd.over.over': 54,
  'open-keptDataEnd.there.open': 55,
  'open-pausedDataEnd.there.ended': 56,
  'losing-nothing.over.over': 57,
  'open-keptData.there.ended': 58,
  'open-keptEnd.there.ended': 59,
  'open-ended.coming.ended': 60,
  'open-pausedData.coming.open': 61,
  'open-pausedEnd.coming.open': 62,
  'open-paused.coming.ended': 63,
  'open-pausedDataEnd.gone.open': 64,
  'open-keptData.gone.open': 65,
  'open-pausedData.gone.ended': 66,
  'open-keptEnd.gone.open': 67,
  'open-pausedEnd.gone.ended': 68,
  'open-keptDataEnd.going.open': 69,
  'open-pausedDataEnd.going.ended': 70,
  'open-keptData.going.ended': 71,
  'open-keptEnd.going.ended': 72,
  'open-keptDataEnd.there.ended': 73,
  'open-pausedDataEnd.coming.open': 74,
  'open-keptData.coming.open': 75,
  'open-pausedData.coming.ended': 76,
  'open-keptEnd.coming.open': 77,
  'open-pausedEnd.coming.ended': 78,
  'open-keptDataEnd.gone.open': 79,
  'open-pausedDataEnd.gone.ended': 80,
  'open-keptData.gone.ended': 81,
  'open-keptEnd.gone.ended': 82,
  'open-keptDataEnd.going.ended': 83,
  'open-keptDataEnd.coming.open': 84,
  'open-pausedDataEnd.coming.ended': 85,
  'open-keptData.coming.ended': 86,
  'open-keptEnd.coming.ended': 87,
  'open-keptDataEnd.gone.ended': 88,
  'open-keptDataEnd.coming.ended': 89,
} as const;

/** The events of `protocol`. */
export const ProtocolEvent = {
  MADE: 0,
  BEGUN: 1,
  DATA: 2,
  END: 3,
  LOST: 4,
  ABOVE_HIGH: 5,
  BELOW_LOW: 6,
  TELL: 7,
  TELL_ROOM: 8,
  PAUSE: 9,
  RESUME: 10,
  WRITE: 11,
  WRITE_EOF: 12,
  CLOSE: 13,
  ABORT: 14,
  THREW: 15,
  CUT: 16,
} as const;

/** The actions of `protocol`. */
export const ProtocolAction = {
  tellMade: 0,
  cutOff: 1,
  resumeTransport: 2,
  tellRoomLater: 3,
  take: 4,
  endWriting: 5,
  closeTransport: 6,
  tellLater: 7,
  tellData: 8,
  tellEnd: 9,
  tellLost: 10,
  pauseTransport: 11,
  refuseEnded: 12,
  dropWritten: 13,
  tellPause: 14,
  keep: 15,
  discard: 16,
  tellResume: 17,
  tellKept: 18,
} as const;

/** A row for each state, a column for each event: 90 x 17 cells. */
export const protocol: Table = {
  name: 'protocol',
  runs: 'javascript',
  states: Object.keys(ProtocolState),
  events: Object.keys(ProtocolEvent),
  actions: Object.keys(ProtocolAction),
  regions: [
    { name: 'life', values: [
  'new',
  'open-beginning',
  'open-flowing',
  'open-beginningPaused',
  'open-ended',
  'open-paused',
  'open-pausedData',
  'open-pausedEnd',
  'open-pausedDataEnd',
  'open-keptData',
  'open-keptEnd',
  'open-keptDataEnd',
  'closing',
  'aborting',
  'losing-data',
  'losing-end',
  'losing-dataEnd',
  'losing-nothing',
  'lost',
  'gone',
  'untold',
], of: Uint8Array.of(0, 1, 20, 2, 1, 3, 1, 12, 13, 18, 4, 19, 2, 5, 2, 3, 1, 3, 4, 4, 2, 5, 2, 6, 7, 5, 3, 4, 4, 2, 5, 2, 6, 7, 5, 8, 14, 9, 6, 15, 10, 7, 4, 4, 5, 2, 6, 7, 5, 8, 9, 6, 10, 7, 16, 11, 8, 17, 9, 10, 4, 6, 7, 5, 8, 9, 6, 10, 7, 11, 8, 9, 10, 11, 8, 9, 6, 10, 7, 11, 8, 9, 10, 11, 11, 8, 9, 10, 11, 11) },
    { name: 'room', values: ['unasked', 'there', 'going', 'gone', 'coming', 'over'], of: Uint8Array.of(0, 1, 0, 1, 2, 1, 1, 5, 5, 5, 1, 5, 2, 1, 1, 2, 2, 1, 2, 1, 3, 2, 2, 1, 1, 1, 2, 3, 2, 4, 3, 3, 2, 2, 2, 1, 5, 1, 1, 5, 1, 1, 4, 3, 4, 4, 3, 3, 3, 2, 2, 2, 2, 2, 5, 1, 1, 5, 1, 1, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2, 2, 2, 2, 1, 4, 4, 4, 4, 4, 3, 3, 3, 3, 2, 4, 4, 4, 4, 3, 4) },
    { name: 'output', values: ['open', 'ended', 'over'], of: Uint8Array.of(0, 0, 2, 0, 0, 0, 1, 2, 2, 2, 0, 2, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 2, 0, 1, 2, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 2, 0, 1, 2, 1, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1) },
  ],
  kind: Uint8Array.of(
    S, F, F, F, S, F, F, F, F, F, F, F, F, F, S, S, S, // new.unasked.open
    F, S, F, F, F, S, I, F, F, S, I, S, S, S, S, S, S, // open-beginning.there.open
    I, F, F, F, I, F, F, F, F, F, F, F, F, F, I, I, I, // untold.unasked.over
    F, F, S, S, S, S, I, I, I, S, I, S, S, S, S, S, S, // open-flowing.there.open
    F, S, F, F, F, I, S, F, F, S, I, S, S, S, S, S, S, // open-beginning.going.open
    F, S, F, F, F, S, I, F, F, I, S, S, S, S, S, S, S, // open-beginningPaused.there.open
    F, S, F, F, F, S, I, F, F, S, I, S, I, S, S, S, S, // open-beginning.there.ended
    F, I, I, I, S, I, I, I, I, I, I, S, I, I, S, S, S, // closing.over.over
    F, I, I, I, S, I, I, I, I, I, I, S, I, I, I, I, S, // aborting.over.over
    F, I, I, I, I, I, I, S, I, I, I, S, I, I, I, I, I, // lost.over.over
    F, F, F, F, S, S, I, I, I, I, I, S, S, S, S, S, S, // open-ended.there.open
    F, F, I, I, I, I, I, I, I, I, I, S, I, I, I, I, I, // gone.over.over
    F, F, S, S, S, I, S, I, S, S, I, S, S, S, S, S, S, // open-flowing.going.open
    F, F, S, S, S, S, I, I, I, I, S, S, S, S, S, S, S, // open-paused.there.open
    F, F, S, S, S, S, I, I, I, S, I, S, I, S, S, S, S, // open-flowing.there.ended
    F, S, F, F, F, I, S, F, F, I, S, S, S, S, S, S, S, // open-beginningPaused.going.open
    F, S, F, F, F, I, S, F, F, S, I, S, I, S, S, S, S, // open-beginning.going.ended
    F, S, F, F, F, S, I, F, F, I, S, S, I, S, S, S, S, // open-beginningPaused.there.ended
    F, F, F, F, S, I, S, I, S, I, I, S, S, S, S, S, S, // open-ended.going.open
    F, F, F, F, S, S, I, I, I, I, I, S, I, S, S, S, S, // open-ended.there.ended
    F, F, S, S, S, I, S, I, I, S, I, S, S, S, S, S, S, // open-flowing.gone.open
    F, F, S, S, S, I, S, I, S, I, S, S, S, S, S, S, S, // open-paused.going.open
    F, F, S, S, S, I, S, I, S, S, I, S, I, S, S, S, S, // open-flowing.going.ended
    F, F, S, S, S, S, I, I, I, I, S, S, S, S, S, S, S, // open-pausedData.there.open
    F, F, S, F, S, S, I, I, I, I, S, S, S, S, S, S, S, // open-pausedEnd.there.open
    F, F, S, S, S, S, I, I, I, I, S, S, I, S, S, S, S, // open-paused.there.ended
    F, S, F, F, F, I, S, F, F, I, S, S, I, S, S, S, S, // open-beginningPaused.going.ended
    F, F, F, F, S, I, S, I, I, I, I, S, S, S, S, S, S, // open-ended.gone.open
    F, F, F, F, S, I, S, I, S, I, I, S, I, S, S, S, S, // open-ended.going.ended
    F, F, S, S, S, S, I, I, S, S, I, S, S, S, S, S, S, // open-flowing.coming.open
    F, F, S, S, S, I, S, I, I, I, S, S, S, S, S, S, S, // open-paused.gone.open
    F, F, S, S, S, I, S, I, I, S, I, S, I, S, S, S, S, // open-flowing.gone.ended
    F, F, S, S, S, I, S, I, S, I, S, S, S, S, S, S, S, // open-pausedData.going.open
    F, F, S, F, S, I, S, I, S, I, S, S, S, S, S, S, S, // open-pausedEnd.going.open
    F, F, S, S, S, I, S, I, S, I, S, S, I, S, S, S, S, // open-paused.going.ended
    F, F, F, F, S, S, I, I, I, I, S, S, S, S, S, S, S, // open-pausedDataEnd.there.open
    F, F, F, F, F, I, I, S, I, I, I, S, I, S, S, S, S, // losing-data.over.over
    F, F, S, S, S, S, I, S, I, S, I, S, S, S, S, S, S, // open-keptData.there.open
    F, F, S, S, S, S, I, I, I, I, S, S, I, S, S, S, S, // open-pausedData.there.ended
    F, F, S, F, F, I, I, S, I, I, I, S, I, S, S, S, S, // losing-end.over.over
    F, F, S, F, S, S, I, S, I, S, I, S, S, S, S, S, S, // open-keptEnd.there.open
    F, F, S, F, S, S, I, I, I, I, S, S, I, S, S, S, S, // open-pausedEnd.there.ended
    F, F, F, F, S, S, I, I, S, I, I, S, S, S, S, S, S, // open-ended.coming.open
    F, F, F, F, S, I, S, I, I, I, I, S, I, S, S, S, S, // open-ended.gone.ended
    F, F, S, S, S, S, I, I, S, I, S, S, S, S, S, S, S, // open-paused.coming.open
    F, F, S, S, S, S, I, I, S, S, I, S, I, S, S, S, S, // open-flowing.coming.ended
    F, F, S, S, S, I, S, I, I, I, S, S, S, S, S, S, S, // open-pausedData.gone.open
    F, F, S, F, S, I, S, I, I, I, S, S, S, S, S, S, S, // open-pausedEnd.gone.open
    F, F, S, S, S, I, S, I, I, I, S, S, I, S, S, S, S, // open-paused.gone.ended
    F, F, F, F, S, I, S, I, S, I, S, S, S, S, S, S, S, // open-pausedDataEnd.going.open
    F, F, S, S, S, I, S, S, S, S, I, S, S, S, S, S, S, // open-keptData.going.open
    F, F, S, S, S, I, S, I, S, I, S, S, I, S, S, S, S, // open-pausedData.going.ended
    F, F, S, F, S, I, S, S, S, S, I, S, S, S, S, S, S, // open-keptEnd.going.open
    F, F, S, F, S, I, S, I, S, I, S, S, I, S, S, S, S, // open-pausedEnd.going.ended
    F, F, F, F, F, I, I, S, I, I, I, S, I, S, S, S, S, // losing-dataEnd.over.over
    F, F, F, F, S, S, I, S, I, S, I, S, S, S, S, S, S, // open-keptDataEnd.there.open
    F, F, F, F, S, S, I, I, I, I, S, S, I, S, S, S, S, // open-pausedDataEnd.there.ended
    F, F, S, F, F, I, I, S, I, I, I, S, I, S, S, S, S, // losing-nothing.over.over
    F, F, S, S, S, S, I, S, I, S, I, S, I, S, S, S, S, // open-keptData.there.ended
    F, F, S, F, S, S, I, S, I, S, I, S, I, S, S, S, S, // open-keptEnd.there.ended
    F, F, F, F, S, S, I, I, S, I, I, S, I, S, S, S, S, // open-ended.coming.ended
    F, F, S, S, S, S, I, I, S, I, S, S, S, S, S, S, S, // open-pausedData.coming.open
    F, F, S, F, S, S, I, I, S, I, S, S, S, S, S, S, S, // open-pausedEnd.coming.open
    F, F, S, S, S, S, I, I, S, I, S, S, I, S, S, S, S, // open-paused.coming.ended
    F, F, F, F, S, I, S, I, I, I, S, S, S, S, S, S, S, // open-pausedDataEnd.gone.open
    F, F, S, S, S, I, S, S, I, S, I, S, S, S, S, S, S, // open-keptData.gone.open
    F, F, S, S, S, I, S, I, I, I, S, S, I, S, S, S, S, // open-pausedData.gone.ended
    F, F, S, F, S, I, S, S, I, S, I, S, S, S, S, S, S, // open-keptEnd.gone.open
    F, F, S, F, S, I, S, I, I, I, S, S, I, S, S, S, S, // open-pausedEnd.gone.ended
    F, F, F, F, S, I, S, S, S, S, I, S, S, S, S, S, S, // open-keptDataEnd.going.open
    F, F, F, F, S, I, S, I, S, I, S, S, I, S, S, S, S, // open-pausedDataEnd.going.ended
    F, F, S, S, S, I, S, S, S, S, I, S, I, S, S, S, S, // open-keptData.going.ended
    F, F, S, F, S, I, S, S, S, S, I, S, I, S, S, S, S, // open-keptEnd.going.ended
    F, F, F, F, S, S, I, S, I, S, I, S, I, S, S, S, S, // open-keptDataEnd.there.ended
    F, F, F, F, S, S, I, I, S, I, S, S, S, S, S, S, S, // open-pausedDataEnd.coming.open
    F, F, S, S, S, S, I, S, S, S, I, S, S, S, S, S, S, // open-keptData.coming.open
    F, F, S, S, S, S, I, I, S, I, S, S, I, S, S, S, S, // open-pausedData.coming.ended
    F, F, S, F, S, S, I, S, S, S, I, S, S, S, S, S, S, // open-keptEnd.coming.open
    F, F, S, F, S, S, I, I, S, I, S, S, I, S, S, S, S, // open-pausedEnd.coming.ended
    F, F, F, F, S, I, S, S, I, S, I, S, S, S, S, S, S, // open-keptDataEnd.gone.open
    F, F, F, F, S, I, S, I, I, I, S, S, I, S, S, S, S, // open-pausedDataEnd.gone.ended
    F, F, S, S, S, I, S, S, I, S, I, S, I, S, S, S, S, // open-keptData.gone.ended
    F, F, S, F, S, I, S, S, I, S, I, S, I, S, S, S, S, // open-keptEnd.gone.ended
    F, F, F, F, S, I, S, S, S, S, I, S, I, S, S, S, S, // open-keptDataEnd.going.ended
    F, F, F, F, S, S, I, S, S, S, I, S, S, S, S, S, S, // open-keptDataEnd.coming.open
    F, F, F, F, S, S, I, I, S, I, S, S, I, S, S, S, S, // open-pausedDataEnd.coming.ended
    F, F, S, S, S, S, I, S, S, S, I, S, I, S, S, S, S, // open-keptData.coming.ended
    F, F, S, F, S, S, I, S, S, S, I, S, I, S, S, S, S, // open-keptEnd.coming.ended
    F, F, F, F, S, I, S, S, I, S, I, S, I, S, S, S, S, // open-keptDataEnd.gone.ended
    F, F, F, F, S, S, I, S, S, S, I, S, I, S, S, S, S, // open-keptDataEnd.coming.ended
  ),
  next: Uint8Array.of(
     1,  0,  0,  0,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0,  2,  2,  2, // new.unasked.open
     1,  3,  1,  1,  1,  4,  1,  1,  1,  5,  1,  1,  6,  7,  8,  8,  9, // open-beginning.there.open
     2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2, // untold.unasked.over
     3,  3,  3, 10, 11, 12,  3,  3,  3, 13,  3,  3, 14,  7,  8,  8,  9, // open-flowing.there.open
     4, 12,  4,  4,  4,  4,  1,  4,  4, 15,  4,  4, 16,  7,  8,  8,  9, // open-beginning.going.open
     5, 13,  5,  5,  5, 15,  5,  5,  5,  5,  1,  5, 17,  7,  8,  8,  9, // open-beginningPaused.there.open
     6, 14,  6,  6,  6, 16,  6,  6,  6, 17,  6,  6,  6,  7,  8,  8,  9, // open-beginning.there.ended
     7,  7,  7,  7, 11,  7,  7,  7,  7,  7,  7,  7,  7,  7,  8,  8,  9, // closing.over.over
     8,  8,  8,  8, 11,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  9, // aborting.over.over
     9,  9,  9,  9,  9,  9,  9, 11,  9,  9,  9,  9,  9,  9,  9,  9,  9, // lost.over.over
    10, 10, 10, 10, 11, 18, 10, 10, 10, 10, 10, 10, 19,  7,  8,  8,  9, // open-ended.there.open
    11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, // gone.over.over
    12, 12, 12, 18, 11, 12,  3, 12, 20, 21, 12, 12, 22,  7,  8,  8,  9, // open-flowing.going.open
    13, 13, 23, 24, 11, 21, 13, 13, 13, 13,  3, 13, 25,  7,  8,  8,  9, // open-paused.there.open
    14, 14, 14, 19, 11, 22, 14, 14, 14, 25, 14, 14, 14,  7,  8,  8,  9, // open-flowing.there.ended
    15, 21, 15, 15, 15, 15,  5, 15, 15, 15,  4, 15, 26,  7,  8,  8,  9, // open-beginningPaused.going.open
    16, 22, 16, 16, 16, 16,  6, 16, 16, 26, 16, 16, 16,  7,  8,  8,  9, // open-beginning.going.ended
    17, 25, 17, 17, 17, 26, 17, 17, 17, 17,  6, 17, 17,  7,  8,  8,  9, // open-beginningPaused.there.ended
    18, 18, 18, 18, 11, 18, 10, 18, 27, 18, 18, 18, 28,  7,  8,  8,  9, // open-ended.going.open
    19, 19, 19, 19, 11, 28, 19, 19, 19, 19, 19, 19, 19,  7,  8,  8,  9, // open-ended.there.ended
    20, 20, 20, 27, 11, 20, 29, 20, 20, 30, 20, 20, 31,  7,  8,  8,  9, // open-flowing.gone.open
    21, 21, 32, 33, 11, 21, 13, 21, 30, 21, 12, 21, 34,  7,  8,  8,  9, // open-paused.going.open
    22, 22, 22, 28, 11, 22, 14, 22, 31, 34, 22, 22, 22,  7,  8,  8,  9, // open-flowing.going.ended
    23, 23, 23, 35, 36, 32, 23, 23, 23, 23, 37, 23, 38,  7,  8,  8,  9, // open-pausedData.there.open
    24, 24, 35, 24, 39, 33, 24, 24, 24, 24, 40, 24, 41,  7,  8,  8,  9, // open-pausedEnd.there.open
    25, 25, 38, 41, 11, 34, 25, 25, 25, 25, 14, 25, 25,  7,  8,  8,  9, // open-paused.there.ended
    26, 34, 26, 26, 26, 26, 17, 26, 26, 26, 16, 26, 26,  7,  8,  8,  9, // open-beginningPaused.going.ended
    27, 27, 27, 27, 11, 27, 42, 27, 27, 27, 27, 27, 43,  7,  8,  8,  9, // open-ended.gone.open
    28, 28, 28, 28, 11, 28, 19, 28, 43, 28, 28, 28, 28,  7,  8,  8,  9, // open-ended.going.ended
    29, 29, 29, 42, 11, 20, 29, 29,  3, 44, 29, 29, 45,  7,  8,  8,  9, // open-flowing.coming.open
    30, 30, 46, 47, 11, 30, 44, 30, 30, 30, 20, 30, 48,  7,  8,  8,  9, // open-paused.gone.open
    31, 31, 31, 43, 11, 31, 45, 31, 31, 48, 31, 31, 31,  7,  8,  8,  9, // open-flowing.gone.ended
    32, 32, 32, 49, 36, 32, 23, 32, 46, 32, 50, 32, 51,  7,  8,  8,  9, // open-pausedData.going.open
    33, 33, 49, 33, 39, 33, 24, 33, 47, 33, 52, 33, 53,  7,  8,  8,  9, // open-pausedEnd.going.open
    34, 34, 51, 53, 11, 34, 25, 34, 48, 34, 22, 34, 34,  7,  8,  8,  9, // open-paused.going.ended
    35, 35, 35, 35, 54, 49, 35, 35, 35, 35, 55, 35, 56,  7,  8,  8,  9, // open-pausedDataEnd.there.open
    36, 36, 36, 36, 36, 36, 36, 57, 36, 36, 36, 36, 36,  9,  9,  9,  9, // losing-data.over.over
    37, 37, 37, 55, 36, 50, 37,  3, 37, 23, 37, 37, 58,  7,  8,  8,  9, // open-keptData.there.open
    38, 38, 38, 56, 36, 51, 38, 38, 38, 38, 58, 38, 38,  7,  8,  8,  9, // open-pausedData.there.ended
    39, 39, 39, 39, 39, 39, 39, 57, 39, 39, 39, 39, 39,  9,  9,  9,  9, // losing-end.over.over
    40, 40, 40, 40, 39, 52, 40, 10, 40, 24, 40, 40, 59,  7,  8,  8,  9, // open-keptEnd.there.open
    41, 41, 56, 41, 39, 53, 41, 41, 41, 41, 59, 41, 41,  7,  8,  8,  9, // open-pausedEnd.there.ended
    42, 42, 42, 42, 11, 27, 42, 42, 10, 42, 42, 42, 60,  7,  8,  8,  9, // open-ended.coming.open
    43, 43, 43, 43, 11, 43, 60, 43, 43, 43, 43, 43, 43,  7,  8,  8,  9, // open-ended.gone.ended
    44, 44, 61, 62, 11, 30, 44, 44, 13, 44, 29, 44, 63,  7,  8,  8,  9, // open-paused.coming.open
    45, 45, 45, 60, 11, 31, 45, 45, 14, 63, 45, 45, 45,  7,  8,  8,  9, // open-flowing.coming.ended
    46, 46, 46, 64, 36, 46, 61, 46, 46, 46, 65, 46, 66,  7,  8,  8,  9, // open-pausedData.gone.open
    47, 47, 64, 47, 39, 47, 62, 47, 47, 47, 67, 47, 68,  7,  8,  8,  9, // open-pausedEnd.gone.open
    48, 48, 66, 68, 11, 48, 63, 48, 48, 48, 31, 48, 48,  7,  8,  8,  9, // open-paused.gone.ended
    49, 49, 49, 49, 54, 49, 35, 49, 64, 49, 69, 49, 70,  7,  8,  8,  9, // open-pausedDataEnd.going.open
    50, 50, 50, 69, 36, 50, 37, 12, 65, 32, 50, 50, 71,  7,  8,  8,  9, // open-keptData.going.open
    51, 51, 51, 70, 36, 51, 38, 51, 66, 51, 71, 51, 51,  7,  8,  8,  9, // open-pausedData.going.ended
    52, 52, 52, 52, 39, 52, 40, 18, 67, 33, 52, 52, 72,  7,  8,  8,  9, // open-keptEnd.going.open
    53, 53, 70, 53, 39, 53, 41, 53, 68, 53, 72, 53, 53,  7,  8,  8,  9, // open-pausedEnd.going.ended
    54, 54, 54, 54, 54, 54, 54, 39, 54, 54, 54, 54, 54,  9,  9,  9,  9, // losing-dataEnd.over.over
    55, 55, 55, 55, 54, 69, 55, 40, 55, 35, 55, 55, 73,  7,  8,  8,  9, // open-keptDataEnd.there.open
    56, 56, 56, 56, 54, 70, 56, 56, 56, 56, 73, 56, 56,  7,  8,  8,  9, // open-pausedDataEnd.there.ended
    57, 57, 57, 57, 57, 57, 57, 11, 57, 57, 57, 57, 57,  9,  9,  9,  9, // losing-nothing.over.over
    58, 58, 58, 73, 36, 71, 58, 14, 58, 38, 58, 58, 58,  7,  8,  8,  9, // open-keptData.there.ended
    59, 59, 59, 59, 39, 72, 59, 19, 59, 41, 59, 59, 59,  7,  8,  8,  9, // open-keptEnd.there.ended
    60, 60, 60, 60, 11, 43, 60, 60, 19, 60, 60, 60, 60,  7,  8,  8,  9, // open-ended.coming.ended
    61, 61, 61, 74, 36, 46, 61, 61, 23, 61, 75, 61, 76,  7,  8,  8,  9, // open-pausedData.coming.open
    62, 62, 74, 62, 39, 47, 62, 62, 24, 62, 77, 62, 78,  7,  8,  8,  9, // open-pausedEnd.coming.open
    63, 63, 76, 78, 11, 48, 63, 63, 25, 63, 45, 63, 63,  7,  8,  8,  9, // open-paused.coming.ended
    64, 64, 64, 64, 54, 64, 74, 64, 64, 64, 79, 64, 80,  7,  8,  8,  9, // open-pausedDataEnd.gone.open
    65, 65, 65, 79, 36, 65, 75, 20, 65, 46, 65, 65, 81,  7,  8,  8,  9, // open-keptData.gone.open
    66, 66, 66, 80, 36, 66, 76, 66, 66, 66, 81, 66, 66,  7,  8,  8,  9, // open-pausedData.gone.ended
    67, 67, 67, 67, 39, 67, 77, 27, 67, 47, 67, 67, 82,  7,  8,  8,  9, // open-keptEnd.gone.open
    68, 68, 80, 68, 39, 68, 78, 68, 68, 68, 82, 68, 68,  7,  8,  8,  9, // open-pausedEnd.gone.ended
    69, 69, 69, 69, 54, 69, 55, 52, 79, 49, 69, 69, 83,  7,  8,  8,  9, // open-keptDataEnd.going.open
    70, 70, 70, 70, 54, 70, 56, 70, 80, 70, 83, 70, 70,  7,  8,  8,  9, // open-pausedDataEnd.going.ended
    71, 71, 71, 83, 36, 71, 58, 22, 81, 51, 71, 71, 71,  7,  8,  8,  9, // open-keptData.going.ended
    72, 72, 72, 72, 39, 72, 59, 28, 82, 53, 72, 72, 72,  7,  8,  8,  9, // open-keptEnd.going.ended
    73, 73, 73, 73, 54, 83, 73, 59, 73, 56, 73, 73, 73,  7,  8,  8,  9, // open-keptDataEnd.there.ended
    74, 74, 74, 74, 54, 64, 74, 74, 35, 74, 84, 74, 85,  7,  8,  8,  9, // open-pausedDataEnd.coming.open
    75, 75, 75, 84, 36, 65, 75, 29, 37, 61, 75, 75, 86,  7,  8,  8,  9, // open-keptData.coming.open
    76, 76, 76, 85, 36, 66, 76, 76, 38, 76, 86, 76, 76,  7,  8,  8,  9, // open-pausedData.coming.ended
    77, 77, 77, 77, 39, 67, 77, 42, 40, 62, 77, 77, 87,  7,  8,  8,  9, // open-keptEnd.coming.open
    78, 78, 85, 78, 39, 68, 78, 78, 41, 78, 87, 78, 78,  7,  8,  8,  9, // open-pausedEnd.coming.ended
    79, 79, 79, 79, 54, 79, 84, 67, 79, 64, 79, 79, 88,  7,  8,  8,  9, // open-keptDataEnd.gone.open
    80, 80, 80, 80, 54, 80, 85, 80, 80, 80, 88, 80, 80,  7,  8,  8,  9, // open-pausedDataEnd.gone.ended
    81, 81, 81, 88, 36, 81, 86, 31, 81, 66, 81, 81, 81,  7,  8,  8,  9, // open-keptData.gone.ended
    82, 82, 82, 82, 39, 82, 87, 43, 82, 68, 82, 82, 82,  7,  8,  8,  9, // open-keptEnd.gone.ended
    83, 83, 83, 83, 54, 83, 73, 72, 88, 70, 83, 83, 83,  7,  8,  8,  9, // open-keptDataEnd.going.ended
    84, 84, 84, 84, 54, 79, 84, 77, 55, 74, 84, 84, 89,  7,  8,  8,  9, // open-keptDataEnd.coming.open
    85, 85, 85, 85, 54, 80, 85, 85, 56, 85, 89, 85, 85,  7,  8,  8,  9, // open-pausedDataEnd.coming.ended
    86, 86, 86, 89, 36, 81, 86, 45, 58, 76, 86, 86, 86,  7,  8,  8,  9, // open-keptData.coming.ended
    87, 87, 87, 87, 39, 82, 87, 60, 59, 78, 87, 87, 87,  7,  8,  8,  9, // open-keptEnd.coming.ended
    88, 88, 88, 88, 54, 88, 89, 82, 88, 80, 88, 88, 88,  7,  8,  8,  9, // open-keptDataEnd.gone.ended
    89, 89, 89, 89, 54, 88, 89, 87, 73, 85, 89, 89, 89,  7,  8,  8,  9, // open-keptDataEnd.coming.ended
  ),
  list: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  2,  2,  2, // new.unasked.open
     0,  3,  0,  0,  0,  4,  0,  0,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-beginning.there.open
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // untold.unasked.over
     0,  0,  9, 10, 11,  4,  0,  0,  0, 12,  0,  5,  6,  7,  2,  2,  8, // open-flowing.there.open
     0,  3,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-beginning.going.open
     0,  0,  0,  0,  0,  4,  0,  0,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-beginningPaused.there.open
     0,  3,  0,  0,  0,  4,  0,  0,  0,  0,  0, 13,  0,  7,  2,  2,  8, // open-beginning.there.ended
     0,  0,  0,  0, 11,  0,  0,  0,  0,  0,  0, 14,  0,  0,  2,  2,  8, // closing.over.over
     0,  0,  0,  0, 11,  0,  0,  0,  0,  0,  0, 14,  0,  0,  0,  0,  8, // aborting.over.over
     0,  0,  0,  0,  0,  0,  0, 11,  0,  0,  0, 14,  0,  0,  0,  0,  0, // lost.over.over
     0,  0,  0,  0, 11,  4,  0,  0,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-ended.there.open
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 14,  0,  0,  0,  0,  0, // gone.over.over
     0,  0,  9, 10, 11,  0,  0,  0, 15, 12,  0,  5,  6,  7,  2,  2,  8, // open-flowing.going.open
     0,  0, 16,  0, 11,  4,  0,  0,  0,  0,  3,  5,  6,  7,  2,  2,  8, // open-paused.there.open
     0,  0,  9, 10, 11,  4,  0,  0,  0, 12,  0, 13,  0,  7,  2,  2,  8, // open-flowing.there.ended
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-beginningPaused.going.open
     0,  3,  0,  0,  0,  0,  0,  0,  0,  0,  0, 13,  0,  7,  2,  2,  8, // open-beginning.going.ended
     0,  0,  0,  0,  0,  4,  0,  0,  0,  0,  0, 13,  0,  7,  2,  2,  8, // open-beginningPaused.there.ended
     0,  0,  0,  0, 11,  0,  0,  0, 15,  0,  0,  5,  6,  7,  2,  2,  8, // open-ended.going.open
     0,  0,  0,  0, 11,  4,  0,  0,  0,  0,  0, 13,  0,  7,  2,  2,  8, // open-ended.there.ended
     0,  0,  9, 10, 11,  0,  4,  0,  0, 12,  0,  5,  6,  7,  2,  2,  8, // open-flowing.gone.open
     0,  0, 16,  0, 11,  0,  0,  0, 15,  0,  3,  5,  6,  7,  2,  2,  8, // open-paused.going.open
     0,  0,  9, 10, 11,  0,  0,  0, 15, 12,  0, 13,  0,  7,  2,  2,  8, // open-flowing.going.ended
     0,  0, 16,  0,  8,  4,  0,  0,  0,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedData.there.open
     0,  0, 16,  0,  8,  4,  0,  0,  0,  0,  8,  5,  6,  7,  2,  2,  8, // open-pausedEnd.there.open
     0,  0, 16,  0, 11,  4,  0,  0,  0,  0,  3, 13,  0,  7,  2,  2,  8, // open-paused.there.ended
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 13,  0,  7,  2,  2,  8, // open-beginningPaused.going.ended
     0,  0,  0,  0, 11,  0,  4,  0,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-ended.gone.open
     0,  0,  0,  0, 11,  0,  0,  0, 15,  0,  0, 13,  0,  7,  2,  2,  8, // open-ended.going.ended
     0,  0,  9, 10, 11,  0,  0,  0, 20, 12,  0,  5,  6,  7,  2,  2,  8, // open-flowing.coming.open
     0,  0, 16,  0, 11,  0,  4,  0,  0,  0,  3,  5,  6,  7,  2,  2,  8, // open-paused.gone.open
     0,  0,  9, 10, 11,  0,  4,  0,  0, 12,  0, 13,  0,  7,  2,  2,  8, // open-flowing.gone.ended
     0,  0, 16,  0,  8,  0,  0,  0, 15,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedData.going.open
     0,  0, 16,  0,  8,  0,  0,  0, 15,  0,  8,  5,  6,  7,  2,  2,  8, // open-pausedEnd.going.open
     0,  0, 16,  0, 11,  0,  0,  0, 15,  0,  3, 13,  0,  7,  2,  2,  8, // open-paused.going.ended
     0,  0,  0,  0,  8,  4,  0,  0,  0,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedDataEnd.there.open
     0,  0,  0,  0,  0,  0,  0, 21,  0,  0,  0, 14,  0, 22, 22, 22, 22, // losing-data.over.over
     0,  0, 16,  0,  0,  4,  0, 23,  0,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptData.there.open
     0,  0, 16,  0,  8,  4,  0,  0,  0,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedData.there.ended
     0,  0,  9,  0,  0,  0,  0, 24,  0,  0,  0, 14,  0, 22, 22, 22, 22, // losing-end.over.over
     0,  0,  9,  0,  0,  4,  0, 10,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-keptEnd.there.open
     0,  0, 16,  0,  8,  4,  0,  0,  0,  0,  8, 13,  0,  7,  2,  2,  8, // open-pausedEnd.there.ended
     0,  0,  0,  0, 11,  0,  0,  0, 20,  0,  0,  5,  6,  7,  2,  2,  8, // open-ended.coming.open
     0,  0,  0,  0, 11,  0,  4,  0,  0,  0,  0, 13,  0,  7,  2,  2,  8, // open-ended.gone.ended
     0,  0, 16,  0, 11,  0,  0,  0, 20,  0,  3,  5,  6,  7,  2,  2,  8, // open-paused.coming.open
     0,  0,  9, 10, 11,  0,  0,  0, 20, 12,  0, 13,  0,  7,  2,  2,  8, // open-flowing.coming.ended
     0,  0, 16,  0,  8,  0,  4,  0,  0,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedData.gone.open
     0,  0, 16,  0,  8,  0,  4,  0,  0,  0,  8,  5,  6,  7,  2,  2,  8, // open-pausedEnd.gone.open
     0,  0, 16,  0, 11,  0,  4,  0,  0,  0,  3, 13,  0,  7,  2,  2,  8, // open-paused.gone.ended
     0,  0,  0,  0,  8,  0,  0,  0, 15,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedDataEnd.going.open
     0,  0, 16,  0,  0,  0,  0, 23, 15,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptData.going.open
     0,  0, 16,  0,  8,  0,  0,  0, 15,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedData.going.ended
     0,  0,  9,  0,  0,  0,  0, 10, 15,  0,  0,  5,  6,  7,  2,  2,  8, // open-keptEnd.going.open
     0,  0, 16,  0,  8,  0,  0,  0, 15,  0,  8, 13,  0,  7,  2,  2,  8, // open-pausedEnd.going.ended
     0,  0,  0,  0,  0,  0,  0, 21,  0,  0,  0, 14,  0, 22, 22, 22, 22, // losing-dataEnd.over.over
     0,  0,  0,  0,  0,  4,  0, 21,  0,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptDataEnd.there.open
     0,  0,  0,  0,  8,  4,  0,  0,  0,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedDataEnd.there.ended
     0,  0,  9,  0,  0,  0,  0, 11,  0,  0,  0, 14,  0, 22, 22, 22, 22, // losing-nothing.over.over
     0,  0, 16,  0,  0,  4,  0, 23,  0,  0,  0, 13,  0, 17, 18, 18, 19, // open-keptData.there.ended
     0,  0,  9,  0,  0,  4,  0, 10,  0,  0,  0, 13,  0,  7,  2,  2,  8, // open-keptEnd.there.ended
     0,  0,  0,  0, 11,  0,  0,  0, 20,  0,  0, 13,  0,  7,  2,  2,  8, // open-ended.coming.ended
     0,  0, 16,  0,  8,  0,  0,  0, 20,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedData.coming.open
     0,  0, 16,  0,  8,  0,  0,  0, 20,  0,  8,  5,  6,  7,  2,  2,  8, // open-pausedEnd.coming.open
     0,  0, 16,  0, 11,  0,  0,  0, 20,  0,  3, 13,  0,  7,  2,  2,  8, // open-paused.coming.ended
     0,  0,  0,  0,  8,  0,  4,  0,  0,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedDataEnd.gone.open
     0,  0, 16,  0,  0,  0,  4, 23,  0,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptData.gone.open
     0,  0, 16,  0,  8,  0,  4,  0,  0,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedData.gone.ended
     0,  0,  9,  0,  0,  0,  4, 10,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-keptEnd.gone.open
     0,  0, 16,  0,  8,  0,  4,  0,  0,  0,  8, 13,  0,  7,  2,  2,  8, // open-pausedEnd.gone.ended
     0,  0,  0,  0,  0,  0,  0, 21, 15,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptDataEnd.going.open
     0,  0,  0,  0,  8,  0,  0,  0, 15,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedDataEnd.going.ended
     0,  0, 16,  0,  0,  0,  0, 23, 15,  0,  0, 13,  0, 17, 18, 18, 19, // open-keptData.going.ended
     0,  0,  9,  0,  0,  0,  0, 10, 15,  0,  0, 13,  0,  7,  2,  2,  8, // open-keptEnd.going.ended
     0,  0,  0,  0,  0,  4,  0, 21,  0,  0,  0, 13,  0, 17, 18, 18, 19, // open-keptDataEnd.there.ended
     0,  0,  0,  0,  8,  0,  0,  0, 20,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedDataEnd.coming.open
     0,  0, 16,  0,  0,  0,  0, 23, 20,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptData.coming.open
     0,  0, 16,  0,  8,  0,  0,  0, 20,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedData.coming.ended
     0,  0,  9,  0,  0,  0,  0, 10, 20,  0,  0,  5,  6,  7,  2,  2,  8, // open-keptEnd.coming.open
     0,  0, 16,  0,  8,  0,  0,  0, 20,  0,  8, 13,  0,  7,  2,  2,  8, // open-pausedEnd.coming.ended
     0,  0,  0,  0,  0,  0,  4, 21,  0,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptDataEnd.gone.open
     0,  0,  0,  0,  8,  0,  4,  0,  0,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedDataEnd.gone.ended
     0,  0, 16,  0,  0,  0,  4, 23,  0,  0,  0, 13,  0, 17, 18, 18, 19, // open-keptData.gone.ended
     0,  0,  9,  0,  0,  0,  4, 10,  0,  0,  0, 13,  0,  7,  2,  2,  8, // open-keptEnd.gone.ended
     0,  0,  0,  0,  0,  0,  0, 21, 15,  0,  0, 13,  0, 17, 18, 18, 19, // open-keptDataEnd.going.ended
     0,  0,  0,  0,  0,  0,  0, 21, 20,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptDataEnd.coming.open
     0,  0,  0,  0,  8,  0,  0,  0, 20,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedDataEnd.coming.ended
     0,  0, 16,  0,  0,  0,  0, 23, 20,  0,  0, 13,  0, 17, 18, 18, 19, // open-keptData.coming.ended
     0,  0,  9,  0,  0,  0,  0, 10, 20,  0,  0, 13,  0,  7,  2,  2,  8, // open-keptEnd.coming.ended
     0,  0,  0,  0,  0,  0,  4, 21,  0,  0,  0, 13,  0, 17, 18, 18, 19, // open-keptDataEnd.gone.ended
     0,  0,  0,  0,  0,  0,  0, 21, 20,  0,  0, 13,  0, 17, 18, 18, 19, // open-keptDataEnd.coming.ended
  ),
  lists: [
    Uint8Array.of(),
    Uint8Array.of(0), // tellMade
    Uint8Array.of(1), // cutOff
    Uint8Array.of(2), // resumeTransport
    Uint8Array.of(3), // tellRoomLater
    Uint8Array.of(4), // take
    Uint8Array.of(5), // endWriting
    Uint8Array.of(6), // closeTransport
    Uint8Array.of(7), // tellLater
    Uint8Array.of(8), // tellData
    Uint8Array.of(9), // tellEnd
    Uint8Array.of(10), // tellLost
    Uint8Array.of(11), // pauseTransport
    Uint8Array.of(12), // refuseEnded
    Uint8Array.of(13), // dropWritten
    Uint8Array.of(14), // tellPause
    Uint8Array.of(15), // keep
    Uint8Array.of(16, 6), // discard, closeTransport
    Uint8Array.of(16, 1), // discard, cutOff
    Uint8Array.of(16, 7), // discard, tellLater
    Uint8Array.of(17), // tellResume
    Uint8Array.of(7, 18), // tellLater, tellKept
    Uint8Array.of(16), // discard
    Uint8Array.of(2, 18), // resumeTransport, tellKept
    Uint8Array.of(7, 9), // tellLater, tellEnd
  ],
};
