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
  'untold.there.over': 10,
  'open-ended.there.open': 11,
  'gone.over.over': 12,
  'open-flowing.going.open': 13,
  'open-paused.there.open': 14,
  'open-flowing.there.ended': 15,
  'open-beginning.gone.open': 16,
  'open-beginningPaused.going.open': 17,
  'open-beginning.going.ended': 18,
  'open-beginningPaused.there.ended': 19,
  'untold.over.over': 20,
  'untold.going.over': 21,
  'open-ended.going.open': 22,
  'open-ended.there.ended': 23,
  'open-flowing.gone.open': 24,
  'open-paused.going.open': 25,
  'open-flowing.going.ended': 26,
  'open-pausedData.there.open': 27,
  'open-pausedEnd.there.open': 28,
  'open-paused.there.ended': 29,
  'open-beginning.coming.open': 30,
  'open-beginningPaused.gone.open': 31,
  'open-beginning.gone.ended': 32,
  'open-beginningPaused.going.ended': 33,
  'untold.gone.over': 34,
  'open-ended.gone.open': 35,
  'open-ended.going.ended': 36,
  'open-flowing.coming.open': 37,
  'open-paused.gone.open': 38,
  'open-flowing.gone.ended': 39,
  'open-pausedData.going.open': 40,
  'open-pausedEnd.going.open': 41,
  'open-paused.going.ended': 42,
  'open-pausedDataEnd.there.open': 43,
  'losing-data.over.over': 44,
  'open-keptData.there.open': 45,
  'open-pausedData.there.ended': 46,
  'losing-end.over.over': 47,
  'open-keptEnd.there.open': 48,
  'open-pausedEnd.there.ended': 49,
  'open-beginningPaused.coming.open': 50,
  'open-beginning.coming.ended': 51,
  'open-beginningPaused.gone.ended': 52,
  'untold.coming.over': 53,
  'open-ended.coming.open': 54,
  'open-ended.gone.ended': 55,
  'open-paused.coming.open': 56,
  'open-flowing.coming.ended': 57,
  'open-pausedData.gone.open': 58,
  'open-pausedEnd.gone.open': 59,
  'open-paused.gone.ended': 60,
  'open-pausedDataEnd.going.open': 61,
  'open-keptData.going.open': 62,
  'open-pausedData.going.ended': 63,
  'open-keptEnd.going.open': 64,
  'open-pausedEnd.going.ended': 65,
  'losing-dataEnd.over.over': 66,
  'open-keptDataEnd.there.open': 67,
  'open-pausedDataEnd.there.ended': 68,
  'losing-nothing.over.over': 69,
  'open-keptData.there.ended': 70,
  'open-keptEnd.there.ended': 71,
  'open-beginningPaused.coming.ended': 72,
  'open-ended.coming.ended': 73,
  'open-pausedData.coming.open': 74,
  'open-pausedEnd.coming.open': 75,
  'open-paused.coming.ended': 76,
  'open-pausedDataEnd.gone.open': 77,
  'open-keptData.gone.open': 78,
  'open-pausedData.gone.ended': 79,
  'open-keptEnd.gone.open': 80,
  'open-pausedEnd.gone.ended': 81,
  'open-keptDataEnd.going.open': 82,
  'open-pausedDataEnd.going.ended': 83,
  'open-keptData.going.ended': 84,
  'open-keptEnd.going.ended': 85,
  'open-keptDataEnd.there.ended': 86,
  'open-pausedDataEnd.coming.open': 87,
  'open-keptData.coming.open': 88,
  'open-pausedData.coming.ended': 89,
  'open-keptEnd.coming.open': 90,
  'open-pausedEnd.coming.ended': 91,
  'open-keptDataEnd.gone.open': 92,
  'open-pausedDataEnd.gone.ended': 93,
  'open-keptData.gone.ended': 94,
  'open-keptEnd.gone.ended': 95,
  'open-keptDataEnd.going.ended': 96,
  'open-keptDataEnd.coming.open': 97,
  'open-pausedDataEnd.coming.ended': 98,
  'open-keptData.coming.ended': 99,
  'open-keptEnd.coming.ended': 100,
  'open-keptDataEnd.gone.ended': 101,
  'open-keptDataEnd.coming.ended': 102,
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
  tellPause: 12,
  refuseEnded: 13,
  dropWritten: 14,
  keep: 15,
  discard: 16,
  tellResume: 17,
  tellKept: 18,
} as const;

/** A row for each state, a column for each event: 103 x 17 cells. */
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
], of: Uint8Array.of(0, 1, 20, 2, 1, 3, 1, 12, 13, 18, 20, 4, 19, 2, 5, 2, 1, 3, 1, 3, 20, 20, 4, 4, 2, 5, 2, 6, 7, 5, 1, 3, 1, 3, 20, 4, 4, 2, 5, 2, 6, 7, 5, 8, 14, 9, 6, 15, 10, 7, 3, 1, 3, 20, 4, 4, 5, 2, 6, 7, 5, 8, 9, 6, 10, 7, 16, 11, 8, 17, 9, 10, 3, 4, 6, 7, 5, 8, 9, 6, 10, 7, 11, 8, 9, 10, 11, 8, 9, 6, 10, 7, 11, 8, 9, 10, 11, 11, 8, 9, 10, 11, 11) },
    { name: 'room', values: ['unasked', 'there', 'going', 'gone', 'coming', 'over'], of: Uint8Array.of(0, 1, 0, 1, 2, 1, 1, 5, 5, 5, 1, 1, 5, 2, 1, 1, 3, 2, 2, 1, 5, 2, 2, 1, 3, 2, 2, 1, 1, 1, 4, 3, 3, 2, 3, 3, 2, 4, 3, 3, 2, 2, 2, 1, 5, 1, 1, 5, 1, 1, 4, 4, 3, 4, 4, 3, 4, 4, 3, 3, 3, 2, 2, 2, 2, 2, 5, 1, 1, 5, 1, 1, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2, 2, 2, 2, 1, 4, 4, 4, 4, 4, 3, 3, 3, 3, 2, 4, 4, 4, 4, 3, 4) },
    { name: 'output', values: ['open', 'ended', 'over'], of: Uint8Array.of(0, 0, 2, 0, 0, 0, 1, 2, 2, 2, 2, 0, 2, 0, 0, 1, 0, 0, 1, 1, 2, 2, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 2, 0, 1, 0, 0, 1, 0, 0, 1, 0, 2, 0, 1, 2, 0, 1, 0, 1, 1, 2, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 2, 0, 1, 2, 1, 1, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1) },
  ],
  kind: Uint8Array.of(
    S, F, F, F, S, F, F, F, F, F, F, F, F, F, S, S, S, // new.unasked.open
    F, S, F, F, F, S, I, F, I, S, I, S, S, S, S, S, S, // open-beginning.there.open
    S, F, F, F, I, F, F, F, F, F, F, F, F, F, I, I, I, // untold.unasked.over
    F, F, S, S, S, S, I, I, I, S, I, S, S, S, S, S, S, // open-flowing.there.open
    F, S, F, F, F, I, S, F, S, S, I, S, S, S, S, S, S, // open-beginning.going.open
    F, S, F, F, F, S, I, F, I, I, S, S, S, S, S, S, S, // open-beginningPaused.there.open
    F, S, F, F, F, S, I, F, I, S, I, S, I, S, S, S, S, // open-beginning.there.ended
    F, I, I, I, S, I, I, I, I, I, I, S, I, I, S, S, S, // closing.over.over
    F, I, I, I, S, I, I, I, I, I, I, S, I, I, I, I, S, // aborting.over.over
    F, I, I, I, I, I, I, S, I, I, I, S, I, I, I, I, I, // lost.over.over
    I, F, F, F, S, S, I, F, I, F, F, F, F, F, S, S, S, // untold.there.over
    F, F, F, F, S, S, I, I, I, I, I, S, S, S, S, S, S, // open-ended.there.open
    F, F, I, I, I, I, I, I, I, I, I, S, I, I, I, I, I, // gone.over.over
    F, F, S, S, S, I, S, I, S, S, I, S, S, S, S, S, S, // open-flowing.going.open
    F, F, S, S, S, S, I, I, I, I, S, S, S, S, S, S, S, // open-paused.there.open
    F, F, S, S, S, S, I, I, I, S, I, S, I, S, S, S, S, // open-flowing.there.ended
    F, S, F, F, F, I, S, F, I, S, I, S, S, S, S, S, S, // open-beginning.gone.open
    F, S, F, F, F, I, S, F, S, I, S, S, S, S, S, S, S, // open-beginningPaused.going.open
    F, S, F, F, F, I, S, F, S, S, I, S, I, S, S, S, S, // open-beginning.going.ended
    F, S, F, F, F, S, I, F, I, I, S, S, I, S, S, S, S, // open-beginningPaused.there.ended
    I, F, F, F, I, I, I, F, I, F, F, F, F, F, I, I, I, // untold.over.over
    I, F, F, F, S, I, S, F, S, F, F, F, F, F, S, S, S, // untold.going.over
    F, F, F, F, S, I, S, I, S, I, I, S, S, S, S, S, S, // open-ended.going.open
    F, F, F, F, S, S, I, I, I, I, I, S, I, S, S, S, S, // open-ended.there.ended
    F, F, S, S, S, I, S, I, I, S, I, S, S, S, S, S, S, // open-flowing.gone.open
    F, F, S, S, S, I, S, I, S, I, S, S, S, S, S, S, S, // open-paused.going.open
    F, F, S, S, S, I, S, I, S, S, I, S, I, S, S, S, S, // open-flowing.going.ended
    F, F, S, S, S, S, I, I, I, I, S, S, S, S, S, S, S, // open-pausedData.there.open
    F, F, S, F, S, S, I, I, I, I, S, S, S, S, S, S, S, // open-pausedEnd.there.open
    F, F, S, S, S, S, I, I, I, I, S, S, I, S, S, S, S, // open-paused.there.ended
    F, S, F, F, F, S, I, F, S, S, I, S, S, S, S, S, S, // open-beginning.coming.open
    F, S, F, F, F, I, S, F, I, I, S, S, S, S, S, S, S, // open-beginningPaused.gone.open
    F, S, F, F, F, I, S, F, I, S, I, S, I, S, S, S, S, // open-beginning.gone.ended
    F, S, F, F, F, I, S, F, S, I, S, S, I, S, S, S, S, // open-beginningPaused.going.ended
    I, F, F, F, S, I, S, F, I, F, F, F, F, F, S, S, S, // untold.gone.over
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
    F, S, F, F, F, S, I, F, S, I, S, S, S, S, S, S, S, // open-beginningPaused.coming.open
    F, S, F, F, F, S, I, F, S, S, I, S, I, S, S, S, S, // open-beginning.coming.ended
    F, S, F, F, F, I, S, F, I, I, S, S, I, S, S, S, S, // open-beginningPaused.gone.ended
    I, F, F, F, S, S, I, F, S, F, F, F, F, F, S, S, S, // untold.coming.over
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
    F, S, F, F, F, S, I, F, S, I, S, S, I, S, S, S, S, // open-beginningPaused.coming.ended
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
      1,   0,   0,   0,   2,   0,   0,   0,   0,   0,   0,   0,   0,   0,   2,   2,   2, // new.unasked.open
      1,   3,   1,   1,   1,   4,   1,   1,   1,   5,   1,   1,   6,   7,   8,   8,   9, // open-beginning.there.open
     10,   2,   2,   2,   2,   2,   2,   2,   2,   2,   2,   2,   2,   2,   2,   2,   2, // untold.unasked.over
      3,   3,   3,  11,  12,  13,   3,   3,   3,  14,   3,   3,  15,   7,   8,   8,   9, // open-flowing.there.open
      4,  13,   4,   4,   4,   4,   1,   4,  16,  17,   4,   4,  18,   7,   8,   8,   9, // open-beginning.going.open
      5,  14,   5,   5,   5,  17,   5,   5,   5,   5,   1,   5,  19,   7,   8,   8,   9, // open-beginningPaused.there.open
      6,  15,   6,   6,   6,  18,   6,   6,   6,  19,   6,   6,   6,   7,   8,   8,   9, // open-beginning.there.ended
      7,   7,   7,   7,  12,   7,   7,   7,   7,   7,   7,   7,   7,   7,   8,   8,   9, // closing.over.over
      8,   8,   8,   8,  12,   8,   8,   8,   8,   8,   8,   8,   8,   8,   8,   8,   9, // aborting.over.over
      9,   9,   9,   9,   9,   9,   9,  12,   9,   9,   9,   9,   9,   9,   9,   9,   9, // lost.over.over
     10,  10,  10,  10,  20,  21,  10,  10,  10,  10,  10,  10,  10,  10,  20,  20,  20, // untold.there.over
     11,  11,  11,  11,  12,  22,  11,  11,  11,  11,  11,  11,  23,   7,   8,   8,   9, // open-ended.there.open
     12,  12,  12,  12,  12,  12,  12,  12,  12,  12,  12,  12,  12,  12,  12,  12,  12, // gone.over.over
     13,  13,  13,  22,  12,  13,   3,  13,  24,  25,  13,  13,  26,   7,   8,   8,   9, // open-flowing.going.open
     14,  14,  27,  28,  12,  25,  14,  14,  14,  14,   3,  14,  29,   7,   8,   8,   9, // open-paused.there.open
     15,  15,  15,  23,  12,  26,  15,  15,  15,  29,  15,  15,  15,   7,   8,   8,   9, // open-flowing.there.ended
     16,  24,  16,  16,  16,  16,  30,  16,  16,  31,  16,  16,  32,   7,   8,   8,   9, // open-beginning.gone.open
     17,  25,  17,  17,  17,  17,   5,  17,  31,  17,   4,  17,  33,   7,   8,   8,   9, // open-beginningPaused.going.open
     18,  26,  18,  18,  18,  18,   6,  18,  32,  33,  18,  18,  18,   7,   8,   8,   9, // open-beginning.going.ended
     19,  29,  19,  19,  19,  33,  19,  19,  19,  19,   6,  19,  19,   7,   8,   8,   9, // open-beginningPaused.there.ended
     20,  20,  20,  20,  20,  20,  20,  20,  20,  20,  20,  20,  20,  20,  20,  20,  20, // untold.over.over
     21,  21,  21,  21,  20,  21,  10,  21,  34,  21,  21,  21,  21,  21,  20,  20,  20, // untold.going.over
     22,  22,  22,  22,  12,  22,  11,  22,  35,  22,  22,  22,  36,   7,   8,   8,   9, // open-ended.going.open
     23,  23,  23,  23,  12,  36,  23,  23,  23,  23,  23,  23,  23,   7,   8,   8,   9, // open-ended.there.ended
     24,  24,  24,  35,  12,  24,  37,  24,  24,  38,  24,  24,  39,   7,   8,   8,   9, // open-flowing.gone.open
     25,  25,  40,  41,  12,  25,  14,  25,  38,  25,  13,  25,  42,   7,   8,   8,   9, // open-paused.going.open
     26,  26,  26,  36,  12,  26,  15,  26,  39,  42,  26,  26,  26,   7,   8,   8,   9, // open-flowing.going.ended
     27,  27,  27,  43,  44,  40,  27,  27,  27,  27,  45,  27,  46,   7,   8,   8,   9, // open-pausedData.there.open
     28,  28,  43,  28,  47,  41,  28,  28,  28,  28,  48,  28,  49,   7,   8,   8,   9, // open-pausedEnd.there.open
     29,  29,  46,  49,  12,  42,  29,  29,  29,  29,  15,  29,  29,   7,   8,   8,   9, // open-paused.there.ended
     30,  37,  30,  30,  30,  16,  30,  30,   1,  50,  30,  30,  51,   7,   8,   8,   9, // open-beginning.coming.open
     31,  38,  31,  31,  31,  31,  50,  31,  31,  31,  16,  31,  52,   7,   8,   8,   9, // open-beginningPaused.gone.open
     32,  39,  32,  32,  32,  32,  51,  32,  32,  52,  32,  32,  32,   7,   8,   8,   9, // open-beginning.gone.ended
     33,  42,  33,  33,  33,  33,  19,  33,  52,  33,  18,  33,  33,   7,   8,   8,   9, // open-beginningPaused.going.ended
     34,  34,  34,  34,  20,  34,  53,  34,  34,  34,  34,  34,  34,  34,  20,  20,  20, // untold.gone.over
     35,  35,  35,  35,  12,  35,  54,  35,  35,  35,  35,  35,  55,   7,   8,   8,   9, // open-ended.gone.open
     36,  36,  36,  36,  12,  36,  23,  36,  55,  36,  36,  36,  36,   7,   8,   8,   9, // open-ended.going.ended
     37,  37,  37,  54,  12,  24,  37,  37,   3,  56,  37,  37,  57,   7,   8,   8,   9, // open-flowing.coming.open
     38,  38,  58,  59,  12,  38,  56,  38,  38,  38,  24,  38,  60,   7,   8,   8,   9, // open-paused.gone.open
     39,  39,  39,  55,  12,  39,  57,  39,  39,  60,  39,  39,  39,   7,   8,   8,   9, // open-flowing.gone.ended
     40,  40,  40,  61,  44,  40,  27,  40,  58,  40,  62,  40,  63,   7,   8,   8,   9, // open-pausedData.going.open
     41,  41,  61,  41,  47,  41,  28,  41,  59,  41,  64,  41,  65,   7,   8,   8,   9, // open-pausedEnd.going.open
     42,  42,  63,  65,  12,  42,  29,  42,  60,  42,  26,  42,  42,   7,   8,   8,   9, // open-paused.going.ended
     43,  43,  43,  43,  66,  61,  43,  43,  43,  43,  67,  43,  68,   7,   8,   8,   9, // open-pausedDataEnd.there.open
     44,  44,  44,  44,  44,  44,  44,  69,  44,  44,  44,  44,  44,   9,   9,   9,   9, // losing-data.over.over
     45,  45,  45,  67,  44,  62,  45,   3,  45,  27,  45,  45,  70,   7,   8,   8,   9, // open-keptData.there.open
     46,  46,  46,  68,  44,  63,  46,  46,  46,  46,  70,  46,  46,   7,   8,   8,   9, // open-pausedData.there.ended
     47,  47,  47,  47,  47,  47,  47,  69,  47,  47,  47,  47,  47,   9,   9,   9,   9, // losing-end.over.over
     48,  48,  48,  48,  47,  64,  48,  11,  48,  28,  48,  48,  71,   7,   8,   8,   9, // open-keptEnd.there.open
     49,  49,  68,  49,  47,  65,  49,  49,  49,  49,  71,  49,  49,   7,   8,   8,   9, // open-pausedEnd.there.ended
     50,  56,  50,  50,  50,  31,  50,  50,   5,  50,  30,  50,  72,   7,   8,   8,   9, // open-beginningPaused.coming.open
     51,  57,  51,  51,  51,  32,  51,  51,   6,  72,  51,  51,  51,   7,   8,   8,   9, // open-beginning.coming.ended
     52,  60,  52,  52,  52,  52,  72,  52,  52,  52,  32,  52,  52,   7,   8,   8,   9, // open-beginningPaused.gone.ended
     53,  53,  53,  53,  20,  34,  53,  53,  10,  53,  53,  53,  53,  53,  20,  20,  20, // untold.coming.over
     54,  54,  54,  54,  12,  35,  54,  54,  11,  54,  54,  54,  73,   7,   8,   8,   9, // open-ended.coming.open
     55,  55,  55,  55,  12,  55,  73,  55,  55,  55,  55,  55,  55,   7,   8,   8,   9, // open-ended.gone.ended
     56,  56,  74,  75,  12,  38,  56,  56,  14,  56,  37,  56,  76,   7,   8,   8,   9, // open-paused.coming.open
     57,  57,  57,  73,  12,  39,  57,  57,  15,  76,  57,  57,  57,   7,   8,   8,   9, // open-flowing.coming.ended
     58,  58,  58,  77,  44,  58,  74,  58,  58,  58,  78,  58,  79,   7,   8,   8,   9, // open-pausedData.gone.open
     59,  59,  77,  59,  47,  59,  75,  59,  59,  59,  80,  59,  81,   7,   8,   8,   9, // open-pausedEnd.gone.open
     60,  60,  79,  81,  12,  60,  76,  60,  60,  60,  39,  60,  60,   7,   8,   8,   9, // open-paused.gone.ended
     61,  61,  61,  61,  66,  61,  43,  61,  77,  61,  82,  61,  83,   7,   8,   8,   9, // open-pausedDataEnd.going.open
     62,  62,  62,  82,  44,  62,  45,  13,  78,  40,  62,  62,  84,   7,   8,   8,   9, // open-keptData.going.open
     63,  63,  63,  83,  44,  63,  46,  63,  79,  63,  84,  63,  63,   7,   8,   8,   9, // open-pausedData.going.ended
     64,  64,  64,  64,  47,  64,  48,  22,  80,  41,  64,  64,  85,   7,   8,   8,   9, // open-keptEnd.going.open
     65,  65,  83,  65,  47,  65,  49,  65,  81,  65,  85,  65,  65,   7,   8,   8,   9, // open-pausedEnd.going.ended
     66,  66,  66,  66,  66,  66,  66,  47,  66,  66,  66,  66,  66,   9,   9,   9,   9, // losing-dataEnd.over.over
     67,  67,  67,  67,  66,  82,  67,  48,  67,  43,  67,  67,  86,   7,   8,   8,   9, // open-keptDataEnd.there.open
     68,  68,  68,  68,  66,  83,  68,  68,  68,  68,  86,  68,  68,   7,   8,   8,   9, // open-pausedDataEnd.there.ended
     69,  69,  69,  69,  69,  69,  69,  12,  69,  69,  69,  69,  69,   9,   9,   9,   9, // losing-nothing.over.over
     70,  70,  70,  86,  44,  84,  70,  15,  70,  46,  70,  70,  70,   7,   8,   8,   9, // open-keptData.there.ended
     71,  71,  71,  71,  47,  85,  71,  23,  71,  49,  71,  71,  71,   7,   8,   8,   9, // open-keptEnd.there.ended
     72,  76,  72,  72,  72,  52,  72,  72,  19,  72,  51,  72,  72,   7,   8,   8,   9, // open-beginningPaused.coming.ended
     73,  73,  73,  73,  12,  55,  73,  73,  23,  73,  73,  73,  73,   7,   8,   8,   9, // open-ended.coming.ended
     74,  74,  74,  87,  44,  58,  74,  74,  27,  74,  88,  74,  89,   7,   8,   8,   9, // open-pausedData.coming.open
     75,  75,  87,  75,  47,  59,  75,  75,  28,  75,  90,  75,  91,   7,   8,   8,   9, // open-pausedEnd.coming.open
     76,  76,  89,  91,  12,  60,  76,  76,  29,  76,  57,  76,  76,   7,   8,   8,   9, // open-paused.coming.ended
     77,  77,  77,  77,  66,  77,  87,  77,  77,  77,  92,  77,  93,   7,   8,   8,   9, // open-pausedDataEnd.gone.open
     78,  78,  78,  92,  44,  78,  88,  24,  78,  58,  78,  78,  94,   7,   8,   8,   9, // open-keptData.gone.open
     79,  79,  79,  93,  44,  79,  89,  79,  79,  79,  94,  79,  79,   7,   8,   8,   9, // open-pausedData.gone.ended
     80,  80,  80,  80,  47,  80,  90,  35,  80,  59,  80,  80,  95,   7,   8,   8,   9, // open-keptEnd.gone.open
     81,  81,  93,  81,  47,  81,  91,  81,  81,  81,  95,  81,  81,   7,   8,   8,   9, // open-pausedEnd.gone.ended
     82,  82,  82,  82,  66,  82,  67,  64,  92,  61,  82,  82,  96,   7,   8,   8,   9, // open-keptDataEnd.going.open
     83,  83,  83,  83,  66,  83,  68,  83,  93,  83,  96,  83,  83,   7,   8,   8,   9, // open-pausedDataEnd.going.ended
     84,  84,  84,  96,  44,  84,  70,  26,  94,  63,  84,  84,  84,   7,   8,   8,   9, // open-keptData.going.ended
     85,  85,  85,  85,  47,  85,  71,  36,  95,  65,  85,  85,  85,   7,   8,   8,   9, // open-keptEnd.going.ended
     86,  86,  86,  86,  66,  96,  86,  71,  86,  68,  86,  86,  86,   7,   8,   8,   9, // open-keptDataEnd.there.ended
     87,  87,  87,  87,  66,  77,  87,  87,  43,  87,  97,  87,  98,   7,   8,   8,   9, // open-pausedDataEnd.coming.open
     88,  88,  88,  97,  44,  78,  88,  37,  45,  74,  88,  88,  99,   7,   8,   8,   9, // open-keptData.coming.open
     89,  89,  89,  98,  44,  79,  89,  89,  46,  89,  99,  89,  89,   7,   8,   8,   9, // open-pausedData.coming.ended
     90,  90,  90,  90,  47,  80,  90,  54,  48,  75,  90,  90, 100,   7,   8,   8,   9, // open-keptEnd.coming.open
     91,  91,  98,  91,  47,  81,  91,  91,  49,  91, 100,  91,  91,   7,   8,   8,   9, // open-pausedEnd.coming.ended
     92,  92,  92,  92,  66,  92,  97,  80,  92,  77,  92,  92, 101,   7,   8,   8,   9, // open-keptDataEnd.gone.open
     93,  93,  93,  93,  66,  93,  98,  93,  93,  93, 101,  93,  93,   7,   8,   8,   9, // open-pausedDataEnd.gone.ended
     94,  94,  94, 101,  44,  94,  99,  39,  94,  79,  94,  94,  94,   7,   8,   8,   9, // open-keptData.gone.ended
     95,  95,  95,  95,  47,  95, 100,  55,  95,  81,  95,  95,  95,   7,   8,   8,   9, // open-keptEnd.gone.ended
     96,  96,  96,  96,  66,  96,  86,  85, 101,  83,  96,  96,  96,   7,   8,   8,   9, // open-keptDataEnd.going.ended
     97,  97,  97,  97,  66,  92,  97,  90,  67,  87,  97,  97, 102,   7,   8,   8,   9, // open-keptDataEnd.coming.open
     98,  98,  98,  98,  66,  93,  98,  98,  68,  98, 102,  98,  98,   7,   8,   8,   9, // open-pausedDataEnd.coming.ended
     99,  99,  99, 102,  44,  94,  99,  57,  70,  89,  99,  99,  99,   7,   8,   8,   9, // open-keptData.coming.ended
    100, 100, 100, 100,  47,  95, 100,  73,  71,  91, 100, 100, 100,   7,   8,   8,   9, // open-keptEnd.coming.ended
    101, 101, 101, 101,  66, 101, 102,  95, 101,  93, 101, 101, 101,   7,   8,   8,   9, // open-keptDataEnd.gone.ended
    102, 102, 102, 102,  66, 101, 102, 100,  86,  98, 102, 102, 102,   7,   8,   8,   9, // open-keptDataEnd.coming.ended
  ),
  list: Uint8Array.of(
     1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  2,  2,  2, // new.unasked.open
     0,  3,  0,  0,  0,  4,  0,  0,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-beginning.there.open
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // untold.unasked.over
     0,  0,  9, 10, 11,  4,  0,  0,  0, 12,  0,  5,  6,  7,  2,  2,  8, // open-flowing.there.open
     0,  3,  0,  0,  0,  0,  0,  0, 13,  0,  0,  5,  6,  7,  2,  2,  8, // open-beginning.going.open
     0,  0,  0,  0,  0,  4,  0,  0,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-beginningPaused.there.open
     0,  3,  0,  0,  0,  4,  0,  0,  0,  0,  0, 14,  0,  7,  2,  2,  8, // open-beginning.there.ended
     0,  0,  0,  0, 11,  0,  0,  0,  0,  0,  0, 15,  0,  0,  2,  2,  8, // closing.over.over
     0,  0,  0,  0, 11,  0,  0,  0,  0,  0,  0, 15,  0,  0,  0,  0,  8, // aborting.over.over
     0,  0,  0,  0,  0,  0,  0, 11,  0,  0,  0, 15,  0,  0,  0,  0,  0, // lost.over.over
     0,  0,  0,  0,  0,  4,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // untold.there.over
     0,  0,  0,  0, 11,  4,  0,  0,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-ended.there.open
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 15,  0,  0,  0,  0,  0, // gone.over.over
     0,  0,  9, 10, 11,  0,  0,  0, 13, 12,  0,  5,  6,  7,  2,  2,  8, // open-flowing.going.open
     0,  0, 16,  0, 11,  4,  0,  0,  0,  0,  3,  5,  6,  7,  2,  2,  8, // open-paused.there.open
     0,  0,  9, 10, 11,  4,  0,  0,  0, 12,  0, 14,  0,  7,  2,  2,  8, // open-flowing.there.ended
     0,  3,  0,  0,  0,  0,  4,  0,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-beginning.gone.open
     0,  0,  0,  0,  0,  0,  0,  0, 13,  0,  0,  5,  6,  7,  2,  2,  8, // open-beginningPaused.going.open
     0,  3,  0,  0,  0,  0,  0,  0, 13,  0,  0, 14,  0,  7,  2,  2,  8, // open-beginning.going.ended
     0,  0,  0,  0,  0,  4,  0,  0,  0,  0,  0, 14,  0,  7,  2,  2,  8, // open-beginningPaused.there.ended
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // untold.over.over
     0,  0,  0,  0,  0,  0,  0,  0, 13,  0,  0,  0,  0,  0,  0,  0,  0, // untold.going.over
     0,  0,  0,  0, 11,  0,  0,  0, 13,  0,  0,  5,  6,  7,  2,  2,  8, // open-ended.going.open
     0,  0,  0,  0, 11,  4,  0,  0,  0,  0,  0, 14,  0,  7,  2,  2,  8, // open-ended.there.ended
     0,  0,  9, 10, 11,  0,  4,  0,  0, 12,  0,  5,  6,  7,  2,  2,  8, // open-flowing.gone.open
     0,  0, 16,  0, 11,  0,  0,  0, 13,  0,  3,  5,  6,  7,  2,  2,  8, // open-paused.going.open
     0,  0,  9, 10, 11,  0,  0,  0, 13, 12,  0, 14,  0,  7,  2,  2,  8, // open-flowing.going.ended
     0,  0, 16,  0,  8,  4,  0,  0,  0,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedData.there.open
     0,  0, 16,  0,  8,  4,  0,  0,  0,  0,  8,  5,  6,  7,  2,  2,  8, // open-pausedEnd.there.open
     0,  0, 16,  0, 11,  4,  0,  0,  0,  0,  3, 14,  0,  7,  2,  2,  8, // open-paused.there.ended
     0,  3,  0,  0,  0,  0,  0,  0, 20,  0,  0,  5,  6,  7,  2,  2,  8, // open-beginning.coming.open
     0,  0,  0,  0,  0,  0,  4,  0,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-beginningPaused.gone.open
     0,  3,  0,  0,  0,  0,  4,  0,  0,  0,  0, 14,  0,  7,  2,  2,  8, // open-beginning.gone.ended
     0,  0,  0,  0,  0,  0,  0,  0, 13,  0,  0, 14,  0,  7,  2,  2,  8, // open-beginningPaused.going.ended
     0,  0,  0,  0,  0,  0,  4,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // untold.gone.over
     0,  0,  0,  0, 11,  0,  4,  0,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-ended.gone.open
     0,  0,  0,  0, 11,  0,  0,  0, 13,  0,  0, 14,  0,  7,  2,  2,  8, // open-ended.going.ended
     0,  0,  9, 10, 11,  0,  0,  0, 20, 12,  0,  5,  6,  7,  2,  2,  8, // open-flowing.coming.open
     0,  0, 16,  0, 11,  0,  4,  0,  0,  0,  3,  5,  6,  7,  2,  2,  8, // open-paused.gone.open
     0,  0,  9, 10, 11,  0,  4,  0,  0, 12,  0, 14,  0,  7,  2,  2,  8, // open-flowing.gone.ended
     0,  0, 16,  0,  8,  0,  0,  0, 13,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedData.going.open
     0,  0, 16,  0,  8,  0,  0,  0, 13,  0,  8,  5,  6,  7,  2,  2,  8, // open-pausedEnd.going.open
     0,  0, 16,  0, 11,  0,  0,  0, 13,  0,  3, 14,  0,  7,  2,  2,  8, // open-paused.going.ended
     0,  0,  0,  0,  8,  4,  0,  0,  0,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedDataEnd.there.open
     0,  0,  0,  0,  0,  0,  0, 21,  0,  0,  0, 15,  0, 22, 22, 22, 22, // losing-data.over.over
     0,  0, 16,  0,  0,  4,  0, 23,  0,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptData.there.open
     0,  0, 16,  0,  8,  4,  0,  0,  0,  0,  8, 14,  0, 17, 18, 18, 19, // open-pausedData.there.ended
     0,  0,  9,  0,  0,  0,  0, 24,  0,  0,  0, 15,  0, 22, 22, 22, 22, // losing-end.over.over
     0,  0,  9,  0,  0,  4,  0, 10,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-keptEnd.there.open
     0,  0, 16,  0,  8,  4,  0,  0,  0,  0,  8, 14,  0,  7,  2,  2,  8, // open-pausedEnd.there.ended
     0,  0,  0,  0,  0,  0,  0,  0, 20,  0,  0,  5,  6,  7,  2,  2,  8, // open-beginningPaused.coming.open
     0,  3,  0,  0,  0,  0,  0,  0, 20,  0,  0, 14,  0,  7,  2,  2,  8, // open-beginning.coming.ended
     0,  0,  0,  0,  0,  0,  4,  0,  0,  0,  0, 14,  0,  7,  2,  2,  8, // open-beginningPaused.gone.ended
     0,  0,  0,  0,  0,  0,  0,  0, 20,  0,  0,  0,  0,  0,  0,  0,  0, // untold.coming.over
     0,  0,  0,  0, 11,  0,  0,  0, 20,  0,  0,  5,  6,  7,  2,  2,  8, // open-ended.coming.open
     0,  0,  0,  0, 11,  0,  4,  0,  0,  0,  0, 14,  0,  7,  2,  2,  8, // open-ended.gone.ended
     0,  0, 16,  0, 11,  0,  0,  0, 20,  0,  3,  5,  6,  7,  2,  2,  8, // open-paused.coming.open
     0,  0,  9, 10, 11,  0,  0,  0, 20, 12,  0, 14,  0,  7,  2,  2,  8, // open-flowing.coming.ended
     0,  0, 16,  0,  8,  0,  4,  0,  0,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedData.gone.open
     0,  0, 16,  0,  8,  0,  4,  0,  0,  0,  8,  5,  6,  7,  2,  2,  8, // open-pausedEnd.gone.open
     0,  0, 16,  0, 11,  0,  4,  0,  0,  0,  3, 14,  0,  7,  2,  2,  8, // open-paused.gone.ended
     0,  0,  0,  0,  8,  0,  0,  0, 13,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedDataEnd.going.open
     0,  0, 16,  0,  0,  0,  0, 23, 13,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptData.going.open
     0,  0, 16,  0,  8,  0,  0,  0, 13,  0,  8, 14,  0, 17, 18, 18, 19, // open-pausedData.going.ended
     0,  0,  9,  0,  0,  0,  0, 10, 13,  0,  0,  5,  6,  7,  2,  2,  8, // open-keptEnd.going.open
     0,  0, 16,  0,  8,  0,  0,  0, 13,  0,  8, 14,  0,  7,  2,  2,  8, // open-pausedEnd.going.ended
     0,  0,  0,  0,  0,  0,  0, 21,  0,  0,  0, 15,  0, 22, 22, 22, 22, // losing-dataEnd.over.over
     0,  0,  0,  0,  0,  4,  0, 21,  0,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptDataEnd.there.open
     0,  0,  0,  0,  8,  4,  0,  0,  0,  0,  8, 14,  0, 17, 18, 18, 19, // open-pausedDataEnd.there.ended
     0,  0,  9,  0,  0,  0,  0, 11,  0,  0,  0, 15,  0, 22, 22, 22, 22, // losing-nothing.over.over
     0,  0, 16,  0,  0,  4,  0, 23,  0,  0,  0, 14,  0, 17, 18, 18, 19, // open-keptData.there.ended
     0,  0,  9,  0,  0,  4,  0, 10,  0,  0,  0, 14,  0,  7,  2,  2,  8, // open-keptEnd.there.ended
     0,  0,  0,  0,  0,  0,  0,  0, 20,  0,  0, 14,  0,  7,  2,  2,  8, // open-beginningPaused.coming.ended
     0,  0,  0,  0, 11,  0,  0,  0, 20,  0,  0, 14,  0,  7,  2,  2,  8, // open-ended.coming.ended
     0,  0, 16,  0,  8,  0,  0,  0, 20,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedData.coming.open
     0,  0, 16,  0,  8,  0,  0,  0, 20,  0,  8,  5,  6,  7,  2,  2,  8, // open-pausedEnd.coming.open
     0,  0, 16,  0, 11,  0,  0,  0, 20,  0,  3, 14,  0,  7,  2,  2,  8, // open-paused.coming.ended
     0,  0,  0,  0,  8,  0,  4,  0,  0,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedDataEnd.gone.open
     0,  0, 16,  0,  0,  0,  4, 23,  0,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptData.gone.open
     0,  0, 16,  0,  8,  0,  4,  0,  0,  0,  8, 14,  0, 17, 18, 18, 19, // open-pausedData.gone.ended
     0,  0,  9,  0,  0,  0,  4, 10,  0,  0,  0,  5,  6,  7,  2,  2,  8, // open-keptEnd.gone.open
     0,  0, 16,  0,  8,  0,  4,  0,  0,  0,  8, 14,  0,  7,  2,  2,  8, // open-pausedEnd.gone.ended
     0,  0,  0,  0,  0,  0,  0, 21, 13,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptDataEnd.going.open
     0,  0,  0,  0,  8,  0,  0,  0, 13,  0,  8, 14,  0, 17, 18, 18, 19, // open-pausedDataEnd.going.ended
     0,  0, 16,  0,  0,  0,  0, 23, 13,  0,  0, 14,  0, 17, 18, 18, 19, // open-keptData.going.ended
     0,  0,  9,  0,  0,  0,  0, 10, 13,  0,  0, 14,  0,  7,  2,  2,  8, // open-keptEnd.going.ended
     0,  0,  0,  0,  0,  4,  0, 21,  0,  0,  0, 14,  0, 17, 18, 18, 19, // open-keptDataEnd.there.ended
     0,  0,  0,  0,  8,  0,  0,  0, 20,  0,  8,  5,  6, 17, 18, 18, 19, // open-pausedDataEnd.coming.open
     0,  0, 16,  0,  0,  0,  0, 23, 20,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptData.coming.open
     0,  0, 16,  0,  8,  0,  0,  0, 20,  0,  8, 14,  0, 17, 18, 18, 19, // open-pausedData.coming.ended
     0,  0,  9,  0,  0,  0,  0, 10, 20,  0,  0,  5,  6,  7,  2,  2,  8, // open-keptEnd.coming.open
     0,  0, 16,  0,  8,  0,  0,  0, 20,  0,  8, 14,  0,  7,  2,  2,  8, // open-pausedEnd.coming.ended
     0,  0,  0,  0,  0,  0,  4, 21,  0,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptDataEnd.gone.open
     0,  0,  0,  0,  8,  0,  4,  0,  0,  0,  8, 14,  0, 17, 18, 18, 19, // open-pausedDataEnd.gone.ended
     0,  0, 16,  0,  0,  0,  4, 23,  0,  0,  0, 14,  0, 17, 18, 18, 19, // open-keptData.gone.ended
     0,  0,  9,  0,  0,  0,  4, 10,  0,  0,  0, 14,  0,  7,  2,  2,  8, // open-keptEnd.gone.ended
     0,  0,  0,  0,  0,  0,  0, 21, 13,  0,  0, 14,  0, 17, 18, 18, 19, // open-keptDataEnd.going.ended
     0,  0,  0,  0,  0,  0,  0, 21, 20,  0,  0,  5,  6, 17, 18, 18, 19, // open-keptDataEnd.coming.open
     0,  0,  0,  0,  8,  0,  0,  0, 20,  0,  8, 14,  0, 17, 18, 18, 19, // open-pausedDataEnd.coming.ended
     0,  0, 16,  0,  0,  0,  0, 23, 20,  0,  0, 14,  0, 17, 18, 18, 19, // open-keptData.coming.ended
     0,  0,  9,  0,  0,  0,  0, 10, 20,  0,  0, 14,  0,  7,  2,  2,  8, // open-keptEnd.coming.ended
     0,  0,  0,  0,  0,  0,  4, 21,  0,  0,  0, 14,  0, 17, 18, 18, 19, // open-keptDataEnd.gone.ended
     0,  0,  0,  0,  0,  0,  0, 21, 20,  0,  0, 14,  0, 17, 18, 18, 19, // open-keptDataEnd.coming.ended
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
    Uint8Array.of(12), // tellPause
    Uint8Array.of(13), // refuseEnded
    Uint8Array.of(14), // dropWritten
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
