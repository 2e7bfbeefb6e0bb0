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
  'lost.over.over': 8,
  'open-ended.there.open': 9,
  'gone.over.over': 10,
  'open-flowing.going.open': 11,
  'open-paused.there.open': 12,
  'open-flowing.there.ended': 13,
  'open-beginningPaused.going.open': 14,
  'open-beginning.going.ended': 15,
  'open-beginningPaused.there.ended': 16,
  'open-ended.going.open': 17,
  'open-ended.there.ended': 18,
  'open-flowing.gone.open': 19,
  'open-paused.going.open': 20,
  'open-flowing.going.ended': 21,
  'open-pausedData.there.open': 22,
  'open-pausedEnd.there.open': 23,
  'open-paused.there.ended': 24,
  'open-beginningPaused.going.ended': 25,
  'open-ended.gone.open': 26,
  'open-ended.going.ended': 27,
  'open-flowing.coming.open': 28,
  'open-paused.gone.open': 29,
  'open-flowing.gone.ended': 30,
  'open-pausedData.going.open': 31,
  'open-pausedEnd.going.open': 32,
  'open-paused.going.ended': 33,
  'open-pausedDataEnd.there.open': 34,
  'losing-data.over.over': 35,
  'open-keptData.there.open': 36,
  'open-pausedData.there.ended': 37,
  'losing-end.over.over': 38,
  'open-keptEnd.there.open': 39,
  'open-pausedEnd.there.ended': 40,
  'open-ended.coming.open': 41,
  'open-ended.gone.ended': 42,
  'open-paused.coming.open': 43,
  'open-flowing.coming.ended': 44,
  'open-pausedData.gone.open': 45,
  'open-pausedEnd.gone.open': 46,
  'open-paused.gone.ended': 47,
  'open-pausedDataEnd.going.open': 48,
  'open-keptData.going.open': 49,
  'open-pausedData.going.ended': 50,
  'open-keptEnd.going.open': 51,
  'open-pausedEnd.going.ended': 52,
  'losing-dataEnd.over.over': 53,
  'open-keptDataEnd.there.open': 54,
  'open-pausedDataEnd.there.ended': 55,
  'losing-nothing.over.over': 56,
  'open-keptData.there.ended': 57,
  'open-keptEnd.there.ended': 58,
  'open-ended.coming.ended': 59,
  'open-pausedData.coming.open': 60,
  'open-pausedEnd.coming.open': 61,
  'open-paused.coming.ended': 62,
  'open-pausedDataEnd.gone.open': 63,
  'open-keptData.gone.open': 64,
  'open-pausedData.gone.ended': 65,
  'open-keptEnd.gone.open': 66,
  'open-pausedEnd.gone.ended': 67,
  'open-keptDataEnd.going.open': 68,
  'open-pausedDataEnd.going.ended': 69,
  'open-keptData.going.ended': 70,
  'open-keptEnd.going.ended': 71,
  'open-keptDataEnd.there.ended': 72,
  'open-pausedDataEnd.coming.open': 73,
  'open-keptData.coming.open': 74,
  'open-pausedData.coming.ended': 75,
  'open-keptEnd.coming.open': 76,
  'open-pausedEnd.coming.ended': 77,
  'open-keptDataEnd.gone.open': 78,
  'open-pausedDataEnd.gone.ended': 79,
  'open-keptData.gone.ended': 80,
  'open-keptEnd.gone.ended': 81,
  'open-keptDataEnd.going.ended': 82,
  'open-keptDataEnd.coming.open': 83,
  'open-pausedDataEnd.coming.ended': 84,
  'open-keptData.coming.ended': 85,
  'open-keptEnd.coming.ended': 86,
  'open-keptDataEnd.gone.ended': 87,
  'open-keptDataEnd.coming.ended': 88,
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

/** A row for each state, a column for each event: 89 x 17 cells. */
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
  'losing-data',
  'losing-end',
  'losing-dataEnd',
  'losing-nothing',
  'lost',
  'gone',
  'untold',
], of: Uint8Array.of(0, 1, 19, 2, 1, 3, 1, 12, 17, 4, 18, 2, 5, 2, 3, 1, 3, 4, 4, 2, 5, 2, 6, 7, 5, 3, 4, 4, 2, 5, 2, 6, 7, 5, 8, 13, 9, 6, 14, 10, 7, 4, 4, 5, 2, 6, 7, 5, 8, 9, 6, 10, 7, 15, 11, 8, 16, 9, 10, 4, 6, 7, 5, 8, 9, 6, 10, 7, 11, 8, 9, 10, 11, 8, 9, 6, 10, 7, 11, 8, 9, 10, 11, 11, 8, 9, 10, 11, 11) },
    { name: 'room', values: ['unasked', 'there', 'going', 'gone', 'coming', 'over'], of: Uint8Array.of(0, 1, 0, 1, 2, 1, 1, 5, 5, 1, 5, 2, 1, 1, 2, 2, 1, 2, 1, 3, 2, 2, 1, 1, 1, 2, 3, 2, 4, 3, 3, 2, 2, 2, 1, 5, 1, 1, 5, 1, 1, 4, 3, 4, 4, 3, 3, 3, 2, 2, 2, 2, 2, 5, 1, 1, 5, 1, 1, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2, 2, 2, 2, 1, 4, 4, 4, 4, 4, 3, 3, 3, 3, 2, 4, 4, 4, 4, 3, 4) },
    { name: 'output', values: ['open', 'ended', 'over'], of: Uint8Array.of(0, 0, 2, 0, 0, 0, 1, 2, 2, 0, 2, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 2, 0, 1, 2, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 2, 0, 1, 2, 1, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1) },
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
     1,  3,  1,  1,  1,  4,  1,  1,  1,  5,  1,  1,  6,  7,  7,  7,  8, // open-beginning.there.open
     2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2, // untold.unasked.over
     3,  3,  3,  9, 10, 11,  3,  3,  3, 12,  3,  3, 13,  7,  7,  7,  8, // open-flowing.there.open
     4, 11,  4,  4,  4,  4,  1,  4,  4, 14,  4,  4, 15,  7,  7,  7,  8, // open-beginning.going.open
     5, 12,  5,  5,  5, 14,  5,  5,  5,  5,  1,  5, 16,  7,  7,  7,  8, // open-beginningPaused.there.open
     6, 13,  6,  6,  6, 15,  6,  6,  6, 16,  6,  6,  6,  7,  7,  7,  8, // open-beginning.there.ended
     7,  7,  7,  7, 10,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  8, // closing.over.over
     8,  8,  8,  8,  8,  8,  8, 10,  8,  8,  8,  8,  8,  8,  8,  8,  8, // lost.over.over
     9,  9,  9,  9, 10, 17,  9,  9,  9,  9,  9,  9, 18,  7,  7,  7,  8, // open-ended.there.open
    10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, // gone.over.over
    11, 11, 11, 17, 10, 11,  3, 11, 19, 20, 11, 11, 21,  7,  7,  7,  8, // open-flowing.going.open
    12, 12, 22, 23, 10, 20, 12, 12, 12, 12,  3, 12, 24,  7,  7,  7,  8, // open-paused.there.open
    13, 13, 13, 18, 10, 21, 13, 13, 13, 24, 13, 13, 13,  7,  7,  7,  8, // open-flowing.there.ended
    14, 20, 14, 14, 14, 14,  5, 14, 14, 14,  4, 14, 25,  7,  7,  7,  8, // open-beginningPaused.going.open
    15, 21, 15, 15, 15, 15,  6, 15, 15, 25, 15, 15, 15,  7,  7,  7,  8, // open-beginning.going.ended
    16, 24, 16, 16, 16, 25, 16, 16, 16, 16,  6, 16, 16,  7,  7,  7,  8, // open-beginningPaused.there.ended
    17, 17, 17, 17, 10, 17,  9, 17, 26, 17, 17, 17, 27,  7,  7,  7,  8, // open-ended.going.open
    18, 18, 18, 18, 10, 27, 18, 18, 18, 18, 18, 18, 18,  7,  7,  7,  8, // open-ended.there.ended
    19, 19, 19, 26, 10, 19, 28, 19, 19, 29, 19, 19, 30,  7,  7,  7,  8, // open-flowing.gone.open
    20, 20, 31, 32, 10, 20, 12, 20, 29, 20, 11, 20, 33,  7,  7,  7,  8, // open-paused.going.open
    21, 21, 21, 27, 10, 21, 13, 21, 30, 33, 21, 21, 21,  7,  7,  7,  8, // open-flowing.going.ended
    22, 22, 22, 34, 35, 31, 22, 22, 22, 22, 36, 22, 37,  7,  7,  7,  8, // open-pausedData.there.open
    23, 23, 34, 23, 38, 32, 23, 23, 23, 23, 39, 23, 40,  7,  7,  7,  8, // open-pausedEnd.there.open
    24, 24, 37, 40, 10, 33, 24, 24, 24, 24, 13, 24, 24,  7,  7,  7,  8, // open-paused.there.ended
    25, 33, 25, 25, 25, 25, 16, 25, 25, 25, 15, 25, 25,  7,  7,  7,  8, // open-beginningPaused.going.ended
    26, 26, 26, 26, 10, 26, 41, 26, 26, 26, 26, 26, 42,  7,  7,  7,  8, // open-ended.gone.open
    27, 27, 27, 27, 10, 27, 18, 27, 42, 27, 27, 27, 27,  7,  7,  7,  8, // open-ended.going.ended
    28, 28, 28, 41, 10, 19, 28, 28,  3, 43, 28, 28, 44,  7,  7,  7,  8, // open-flowing.coming.open
    29, 29, 45, 46, 10, 29, 43, 29, 29, 29, 19, 29, 47,  7,  7,  7,  8, // open-paused.gone.open
    30, 30, 30, 42, 10, 30, 44, 30, 30, 47, 30, 30, 30,  7,  7,  7,  8, // open-flowing.gone.ended
    31, 31, 31, 48, 35, 31, 22, 31, 45, 31, 49, 31, 50,  7,  7,  7,  8, // open-pausedData.going.open
    32, 32, 48, 32, 38, 32, 23, 32, 46, 32, 51, 32, 52,  7,  7,  7,  8, // open-pausedEnd.going.open
    33, 33, 50, 52, 10, 33, 24, 33, 47, 33, 21, 33, 33,  7,  7,  7,  8, // open-paused.going.ended
    34, 34, 34, 34, 53, 48, 34, 34, 34, 34, 54, 34, 55,  7,  7,  7,  8, // open-pausedDataEnd.there.open
    35, 35, 35, 35, 35, 35, 35, 56, 35, 35, 35, 35, 35,  8,  8,  8,  8, // losing-data.over.over
    36, 36, 36, 54, 35, 49, 36,  3, 36, 22, 36, 36, 57,  7,  7,  7,  8, // open-keptData.there.open
    37, 37, 37, 55, 35, 50, 37, 37, 37, 37, 57, 37, 37,  7,  7,  7,  8, // open-pausedData.there.ended
    38, 38, 38, 38, 38, 38, 38, 56, 38, 38, 38, 38, 38,  8,  8,  8,  8, // losing-end.over.over
    39, 39, 39, 39, 38, 51, 39,  9, 39, 23, 39, 39, 58,  7,  7,  7,  8, // open-keptEnd.there.open
    40, 40, 55, 40, 38, 52, 40, 40, 40, 40, 58, 40, 40,  7,  7,  7,  8, // open-pausedEnd.there.ended
    41, 41, 41, 41, 10, 26, 41, 41,  9, 41, 41, 41, 59,  7,  7,  7,  8, // open-ended.coming.open
    42, 42, 42, 42, 10, 42, 59, 42, 42, 42, 42, 42, 42,  7,  7,  7,  8, // open-ended.gone.ended
    43, 43, 60, 61, 10, 29, 43, 43, 12, 43, 28, 43, 62,  7,  7,  7,  8, // open-paused.coming.open
    44, 44, 44, 59, 10, 30, 44, 44, 13, 62, 44, 44, 44,  7,  7,  7,  8, // open-flowing.coming.ended
    45, 45, 45, 63, 35, 45, 60, 45, 45, 45, 64, 45, 65,  7,  7,  7,  8, // open-pausedData.gone.open
    46, 46, 63, 46, 38, 46, 61, 46, 46, 46, 66, 46, 67,  7,  7,  7,  8, // open-pausedEnd.gone.open
    47, 47, 65, 67, 10, 47, 62, 47, 47, 47, 30, 47, 47,  7,  7,  7,  8, // open-paused.gone.ended
    48, 48, 48, 48, 53, 48, 34, 48, 63, 48, 68, 48, 69,  7,  7,  7,  8, // open-pausedDataEnd.going.open
    49, 49, 49, 68, 35, 49, 36, 11, 64, 31, 49, 49, 70,  7,  7,  7,  8, // open-keptData.going.open
    50, 50, 50, 69, 35, 50, 37, 50, 65, 50, 70, 50, 50,  7,  7,  7,  8, // open-pausedData.going.ended
    51, 51, 51, 51, 38, 51, 39, 17, 66, 32, 51, 51, 71,  7,  7,  7,  8, // open-keptEnd.going.open
    52, 52, 69, 52, 38, 52, 40, 52, 67, 52, 71, 52, 52,  7,  7,  7,  8, // open-pausedEnd.going.ended
    53, 53, 53, 53, 53, 53, 53, 38, 53, 53, 53, 53, 53,  8,  8,  8,  8, // losing-dataEnd.over.over
    54, 54, 54, 54, 53, 68, 54, 39, 54, 34, 54, 54, 72,  7,  7,  7,  8, // open-keptDataEnd.there.open
    55, 55, 55, 55, 53, 69, 55, 55, 55, 55, 72, 55, 55,  7,  7,  7,  8, // open-pausedDataEnd.there.ended
    56, 56, 56, 56, 56, 56, 56, 10, 56, 56, 56, 56, 56,  8,  8,  8,  8, // losing-nothing.over.over
    57, 57, 57, 72, 35, 70, 57, 13, 57, 37, 57, 57, 57,  7,  7,  7,  8, // open-keptData.there.ended
    58, 58, 58, 58, 38, 71, 58, 18, 58, 40, 58, 58, 58,  7,  7,  7,  8, // open-keptEnd.there.ended
    59, 59, 59, 59, 10, 42, 59, 59, 18, 59, 59, 59, 59,  7,  7,  7,  8, // open-ended.coming.ended
    60, 60, 60, 73, 35, 45, 60, 60, 22, 60, 74, 60, 75,  7,  7,  7,  8, // open-pausedData.coming.open
    61, 61, 73, 61, 38, 46, 61, 61, 23, 61, 76, 61, 77,  7,  7,  7,  8, // open-pausedEnd.coming.open
    62, 62, 75, 77, 10, 47, 62, 62, 24, 62, 44, 62, 62,  7,  7,  7,  8, // open-paused.coming.ended
    63, 63, 63, 63, 53, 63, 73, 63, 63, 63, 78, 63, 79,  7,  7,  7,  8, // open-pausedDataEnd.gone.open
    64, 64, 64, 78, 35, 64, 74, 19, 64, 45, 64, 64, 80,  7,  7,  7,  8, // open-keptData.gone.open
    65, 65, 65, 79, 35, 65, 75, 65, 65, 65, 80, 65, 65,  7,  7,  7,  8, // open-pausedData.gone.ended
    66, 66, 66, 66, 38, 66, 76, 26, 66, 46, 66, 66, 81,  7,  7,  7,  8, // open-keptEnd.gone.open
    67, 67, 79, 67, 38, 67, 77, 67, 67, 67, 81, 67, 67,  7,  7,  7,  8, // open-pausedEnd.gone.ended
    68, 68, 68, 68, 53, 68, 54, 51, 78, 48, 68, 68, 82,  7,  7,  7,  8, // open-keptDataEnd.going.open
    69, 69, 69, 69, 53, 69, 55, 69, 79, 69, 82, 69, 69,  7,  7,  7,  8, // open-pausedDataEnd.going.ended
    70, 70, 70, 82, 35, 70, 57, 21, 80, 50, 70, 70, 70,  7,  7,  7,  8, // open-keptData.going.ended
    71, 71, 71, 71, 38, 71, 58, 27, 81, 52, 71, 71, 71,  7,  7,  7,  8, // open-keptEnd.going.ended
    72, 72, 72, 72, 53, 82, 72, 58, 72, 55, 72, 72, 72,  7,  7,  7,  8, // open-keptDataEnd.there.ended
    73, 73, 73, 73, 53, 63, 73, 73, 34, 73, 83, 73, 84,  7,  7,  7,  8, // open-pausedDataEnd.coming.open
    74, 74, 74, 83, 35, 64, 74, 28, 36, 60, 74, 74, 85,  7,  7,  7,  8, // open-keptData.coming.open
    75, 75, 75, 84, 35, 65, 75, 75, 37, 75, 85, 75, 75,  7,  7,  7,  8, // open-pausedData.coming.ended
    76, 76, 76, 76, 38, 66, 76, 41, 39, 61, 76, 76, 86,  7,  7,  7,  8, // open-keptEnd.coming.open
    77, 77, 84, 77, 38, 67, 77, 77, 40, 77, 86, 77, 77,  7,  7,  7,  8, // open-pausedEnd.coming.ended
    78, 78, 78, 78, 53, 78, 83, 66, 78, 63, 78, 78, 87,  7,  7,  7,  8, // open-keptDataEnd.gone.open
    79, 79, 79, 79, 53, 79, 84, 79, 79, 79, 87, 79, 79,  7,  7,  7,  8, // open-pausedDataEnd.gone.ended
    80, 80, 80, 87, 35, 80, 85, 30, 80, 65, 80, 80, 80,  7,  7,  7,  8, // open-keptData.gone.ended
    81, 81, 81, 81, 38, 81, 86, 42, 81, 67, 81, 81, 81,  7,  7,  7,  8, // open-keptEnd.gone.ended
    82, 82, 82, 82, 53, 82, 72, 71, 87, 69, 82, 82, 82,  7,  7,  7,  8, // open-keptDataEnd.going.ended
    83, 83, 83, 83, 53, 78, 83, 76, 54, 73, 83, 83, 88,  7,  7,  7,  8, // open-keptDataEnd.coming.open
    84, 84, 84, 84, 53, 79, 84, 84, 55, 84, 88, 84, 84,  7,  7,  7,  8, // open-pausedDataEnd.coming.ended
    85, 85, 85, 88, 35, 80, 85, 44, 57, 75, 85, 85, 85,  7,  7,  7,  8, // open-keptData.coming.ended
    86, 86, 86, 86, 38, 81, 86, 59, 58, 77, 86, 86, 86,  7,  7,  7,  8, // open-keptEnd.coming.ended
    87, 87, 87, 87, 53, 87, 88, 81, 87, 79, 87, 87, 87,  7,  7,  7,  8, // open-keptDataEnd.gone.ended
    88, 88, 88, 88, 53, 87, 88, 86, 72, 84, 88, 88, 88,  7,  7,  7,  8, // open-keptDataEnd.coming.ended
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
     0,  0, 16,  0,  0,  4,  0, 23,  0,  0,  0,  5,  6, 17, 18, 18, 22, // open-keptData.there.open
     0,  0, 16,  0,  8,  4,  0,  0,  0,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedData.there.ended
     0,  0,  9,  0,  0,  0,  0, 24,  0,  0,  0, 14,  0,  0,  0,  0,  0, // losing-end.over.over
     0,  0,  9,  0,  0,  4,  0, 10,  0,  0,  0,  5,  6,  7,  2,  2,  0, // open-keptEnd.there.open
     0,  0, 16,  0,  8,  4,  0,  0,  0,  0,  8, 13,  0,  7,  2,  2,  8, // open-pausedEnd.there.ended
     0,  0,  0,  0, 11,  0,  0,  0, 20,  0,  0,  5,  6,  7,  2,  2,  8, // open-ended.coming.open
     0,  0,  0,  0, 11,  0,  4,  0,  0,  0,  0, 13,  0,  7,  2,  2,  8, // open-ended.gone.ended
     0,  0, 16,  0, 11,  0,  0,  0, 20,  0,  3,  5,  6,  7,  2,  2,  8, // open-paused.coming.open
     0,  0,  9, 10, 11,  0,  0,  0, 20, 12,  0, 13,  0,  7,  2,  2,  8, // open-flowing.coming.ended
     0,  0, 16,  0,  8,  0,  4,  0,  0,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedData.gone.open
     0,  0, 16,  0,  8,  0,  4,  0,  0,  0,  8,  5,  6,  7,  2,  2,  8, // open-pausedEnd.gone.open
     0,  0, 16,  0, 11,  0,  4,  0,  0,  0,  3, 13,  0,  7,  2,  2,  8, // open-paused.gone.ended
     0,  0,  0,  0,  8,  0,  0,  0, 15,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedDataEnd.going.open
     0,  0, 16,  0,  0,  0,  0, 23, 15,  0,  0,  5,  6, 17, 18, 18, 22, // open-keptData.going.open
     0,  0, 16,  0,  8,  0,  0,  0, 15,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedData.going.ended
     0,  0,  9,  0,  0,  0,  0, 10, 15,  0,  0,  5,  6,  7,  2,  2,  0, // open-keptEnd.going.open
     0,  0, 16,  0,  8,  0,  0,  0, 15,  0,  8, 13,  0,  7,  2,  2,  8, // open-pausedEnd.going.ended
     0,  0,  0,  0,  0,  0,  0, 21,  0,  0,  0, 14,  0, 22, 22, 22, 22, // losing-dataEnd.over.over
     0,  0,  0,  0,  0,  4,  0, 21,  0,  0,  0,  5,  6, 17, 18, 18, 22, // open-keptDataEnd.there.open
     0,  0,  0,  0,  8,  4,  0,  0,  0,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedDataEnd.there.ended
     0,  0,  9,  0,  0,  0,  0, 11,  0,  0,  0, 14,  0,  0,  0,  0,  0, // losing-nothing.over.over
     0,  0, 16,  0,  0,  4,  0, 23,  0,  0,  0, 13,  0, 17, 18, 18, 22, // open-keptData.there.ended
     0,  0,  9,  0,  0,  4,  0, 10,  0,  0,  0, 13,  0,  7,  2,  2,  0, // open-keptEnd.there.ended
     0,  0,  0,  0, 11,  0,  0,  0, 20,  0,  0, 13,  0,  7,  2,  2,  8, // open-ended.coming.ended
     0,  0, 16,  0,  8,  0,  0,  0, 20,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedData.coming.open
     0,  0, 16,  0,  8,  0,  0,  0, 20,  0,  8,  5,  6,  7,  2,  2,  8, // open-pausedEnd.coming.open
     0,  0, 16,  0, 11,  0,  0,  0, 20,  0,  3, 13,  0,  7,  2,  2,  8, // open-paused.coming.ended
     0,  0,  0,  0,  8,  0,  4,  0,  0,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedDataEnd.gone.open
     0,  0, 16,  0,  0,  0,  4, 23,  0,  0,  0,  5,  6, 17, 18, 18, 22, // open-keptData.gone.open
     0,  0, 16,  0,  8,  0,  4,  0,  0,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedData.gone.ended
     0,  0,  9,  0,  0,  0,  4, 10,  0,  0,  0,  5,  6,  7,  2,  2,  0, // open-keptEnd.gone.open
     0,  0, 16,  0,  8,  0,  4,  0,  0,  0,  8, 13,  0,  7,  2,  2,  8, // open-pausedEnd.gone.ended
     0,  0,  0,  0,  0,  0,  0, 21, 15,  0,  0,  5,  6, 17, 18, 18, 22, // open-keptDataEnd.going.open
     0,  0,  0,  0,  8,  0,  0,  0, 15,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedDataEnd.going.ended
     0,  0, 16,  0,  0,  0,  0, 23, 15,  0,  0, 13,  0, 17, 18, 18, 22, // open-keptData.going.ended
     0,  0,  9,  0,  0,  0,  0, 10, 15,  0,  0, 13,  0,  7,  2,  2,  0, // open-keptEnd.going.ended
     0,  0,  0,  0,  0,  4,  0, 21,  0,  0,  0, 13,  0, 17, 18, 18, 22, // open-keptDataEnd.there.ended
     0,  0,  0,  0,  8,  0,  0,  0, 20,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedDataEnd.coming.open
     0,  0, 16,  0,  0,  0,  0, 23, 20,  0,  0,  5,  6, 17, 18, 18, 22, // open-keptData.coming.open
     0,  0, 16,  0,  8,  0,  0,  0, 20,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedData.coming.ended
     0,  0,  9,  0,  0,  0,  0, 10, 20,  0,  0,  5,  6,  7,  2,  2,  0, // open-keptEnd.coming.open
     0,  0, 16,  0,  8,  0,  0,  0, 20,  0,  8, 13,  0,  7,  2,  2,  8, // open-pausedEnd.coming.ended
     0,  0,  0,  0,  0,  0,  4, 21,  0,  0,  0,  5,  6, 17, 18, 18, 22, // open-keptDataEnd.gone.open
     0,  0,  0,  0,  8,  0,  4,  0,  0,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedDataEnd.gone.ended
     0,  0, 16,  0,  0,  0,  4, 23,  0,  0,  0, 13,  0, 17, 18, 18, 22, // open-keptData.gone.ended
     0,  0,  9,  0,  0,  0,  4, 10,  0,  0,  0, 13,  0,  7,  2,  2,  0, // open-keptEnd.gone.ended
     0,  0,  0,  0,  0,  0,  0, 21, 15,  0,  0, 13,  0, 17, 18, 18, 22, // open-keptDataEnd.going.ended
     0,  0,  0,  0,  0,  0,  0, 21, 20,  0,  0,  5,  6, 17, 18, 18, 22, // open-keptDataEnd.coming.open
     0,  0,  0,  0,  8,  0,  0,  0, 20,  0,  8, 13,  0, 17, 18, 18, 19, // open-pausedDataEnd.coming.ended
     0,  0, 16,  0,  0,  0,  0, 23, 20,  0,  0, 13,  0, 17, 18, 18, 22, // open-keptData.coming.ended
     0,  0,  9,  0,  0,  0,  0, 10, 20,  0,  0, 13,  0,  7,  2,  2,  0, // open-keptEnd.coming.ended
     0,  0,  0,  0,  0,  0,  4, 21,  0,  0,  0, 13,  0, 17, 18, 18, 22, // open-keptDataEnd.gone.ended
     0,  0,  0,  0,  0,  0,  0, 21, 20,  0,  0, 13,  0, 17, 18, 18, 22, // open-keptDataEnd.coming.ended
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
