import type { Bug } from '../bug.js';

/** What streams of other loops did to those who read and write them. */
export const ofStreams: readonly Bug[] = [
  {
    id: 'V6b',
    title: 'who drains is told of room, and of nothing else',
    origin: 'asyncio (cpython 74116); websockets (16, 105, 168); aiohttp (1367)',
    symptom: 'a sender that awaits drain waits for ever on a connection that is gone',
    cells: [{ machine: 'writer', state: 'full', event: 'LOST', next: 'lost', actions: ['rejectEnds'] }],
  },
  {
    id: 'V10',
    title: 'a line that is longer than the limit is thrown away',
    origin: 'asyncio, whose readline empties its buffer (jupyter-ai-acp-client 32 and kin)',
    symptom: 'a message is lost whose sender knew of no limit',
    patches: [
      {
        machine: 'reader',
        where: { read: 'looking' },
        event: 'PASSED',
        without: ['weigh', 'rejectPassed'],
        with: ['take', 'weigh', 'rejectPassed'],
      },
    ],
  },
  {
    id: 'V15c',
    title: 'a reset overtakes what the reader keeps',
    origin: 'asyncio, whose reads fail from the loss on',
    symptom: 'lines that came before the reset cannot be read any more',
    patches: [
      {
        machine: 'reader',
        where: { read: 'looking', input: 'lost' },
        event: 'FOUND',
        without: ['take', 'weigh', 'resolve'],
        with: ['rejectLost'],
      },
    ],
  },
];
