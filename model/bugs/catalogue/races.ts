import type { Patch } from '../../compiler/patch.js';
import type { Bug } from '../bug.js';

/** The same change to the cells of several events of one state. */
const cells = (state: string, events: readonly string[], change: Omit<Patch, 'machine' | 'state' | 'event'>): Patch[] =>
  events.map((event) => ({ machine: 'race', state, event, ...change }));

const failures = ['FAILED', 'NEWEST_FAILED', 'ALL_FAILED'];

/** What connecting to one of several addresses did in other libraries. */
export const ofRaces: readonly Bug[] = [
  {
    id: 'V9a',
    title: 'of two attempts that connect the later takes the place of the winner',
    origin: 'aiohappyeyeballs (142, 143)',
    symptom: 'the connection that is handed over was closed, or another one than was chosen',
    cells: cells('won', ['CONNECTED'], { actions: ['choose', 'closeOthers'] }),
  },
  {
    id: 'V9b',
    title: 'the sockets of attempts that lose stay open',
    origin: 'CPython (issue 124309), aiohappyeyeballs (101)',
    symptom: 'each connection to a name with several addresses may leak a descriptor',
    cells: [
      ...cells('pacing', ['CONNECTED'], { actions: ['stopDelay', 'choose', 'tellLater'] }),
      ...cells('last', ['CONNECTED'], { actions: ['choose', 'tellLater'] }),
    ],
  },
  {
    id: 'V9c',
    title: 'a connect that was cancelled is told of its winner all the same',
    origin: 'trio (632), anyio (1094)',
    symptom: 'a connection is made for somebody who has given it up, and nobody closes it',
    cells: cells('won', ['GIVE_UP'], { answer: 'ignore' }),
  },
  {
    id: 'V9d',
    title: 'a name that is found when its connect was cancelled is connected to',
    origin: 'libraries whose lookups cannot be called off',
    symptom: 'a stranger is connected to that nobody wants any more, and the socket leaks',
    cells: [
      ...cells('over', ['FOUND'], { actions: ['order', 'begin'] }),
      ...cells('over', ['MORE', 'NO_MORE'], { answer: 'ignore' }),
    ],
  },
  {
    id: 'U1',
    title: 'a connect that was cancelled closes its descriptor a second time',
    origin: 'uvloop (issues 645, 653 and 738)',
    symptom: 'a connection of somebody else dies, whose descriptor has the number by then',
    cells: [...cells('won', failures, { actions: ['drop'] }), ...cells('over', failures, { actions: ['drop'] })],
  },
];
