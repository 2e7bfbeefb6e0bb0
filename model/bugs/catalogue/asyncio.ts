import type { Bug } from '../bug.js';

/** The bugs of asyncio, one of which uvloop shares. */
export const ofAsyncio: readonly Bug[] = [
  {
    id: 'A1',
    title: 'a cancelled accept takes a connection and drops it',
    origin: 'CPython asyncio (gh-153761)',
    symptom: 'a client is connected, and nobody ever answers it',
    patches: [
      {
        machine: 'accept',
        where: { flow: 'waiting' },
        event: 'CANCEL_LAST',
        to: { flow: 'waiting', interest: 'present' },
        without: ['releaseReader'],
      },
    ],
  },
  {
    id: 'A2',
    title: 'a cancelled connect leaves its writer behind',
    origin: 'CPython asyncio (gh-131728)',
    symptom:
      "the next descriptor of the same number inherits the writer, and somebody else's connection is called made",
    patches: [{ machine: 'connect', where: { flow: 'waiting' }, event: 'CANCEL', without: ['releaseWriter'] }],
  },
  {
    id: 'A3',
    title: 'a second receive takes the place of the first',
    origin: 'CPython asyncio and uvloop',
    symptom: 'the first of two sock_recv on one socket hangs for ever',
    patches: [{ machine: 'receive', where: { flow: 'waiting' }, event: 'RECEIVE', without: ['refuseBusy'] }],
  },
  {
    id: 'A4',
    title: 'timers of equal deadlines run in any order',
    origin: 'CPython asyncio',
    symptom: 'what was to happen at the same time happens in another order than it was asked for',
    contract: { equalDeadlines: 'inAnyOrder' },
  },
];
