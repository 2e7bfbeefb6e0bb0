import type { RegionPatch } from '../../compiler/patch.js';
import type { Bug } from '../bug.js';

const open = ['open-flowing', 'open-paused', 'open-ended'];
const pausedData = ['open-pausedData', 'open-pausedDataEnd'];
const kept = ['open-pausedEnd', 'open-keptData', 'open-keptDataEnd', 'open-keptEnd'];

/** A patch of the machine that says what protocols are told. */
const patch = (change: Omit<RegionPatch, 'machine'>): RegionPatch => ({ machine: 'protocol', ...change });

/** What transports of other loops told their protocols, or did not. */
export const ofProtocols: readonly Bug[] = [
  {
    id: 'T2',
    title: 'connection_lost is called inside close()',
    origin: 'rloop',
    symptom: 'the protocol is told of the loss while its own call of close is under way',
    patches: [
      patch({
        where: { life: open },
        event: ['CLOSE', 'ABORT'],
        to: { life: 'gone' },
        with: ['tellLost'],
      }),
    ],
  },
  {
    id: 'T3',
    title: 'pause_writing is called inside write()',
    origin: 'rloop, where the state is borrowed at that time, and the process aborts',
    symptom: 'the protocol is asked to pause while it has not returned from its own call of write',
    patches: [
      patch({
        where: { room: 'there', life: [...open, ...pausedData, ...kept] },
        event: 'ABOVE_HIGH',
        to: { room: 'gone' },
        without: ['tellRoomLater'],
        with: ['tellPause'],
      }),
    ],
  },
  {
    id: 'V5',
    title: 'a close in resume_writing has the loss told twice',
    origin: 'asyncio (cpython 156512); Twisted (5210, 3037)',
    symptom: 'connection_lost is called a second time for one connection',
    patches: [
      patch({
        where: { life: 'closing' },
        event: 'LOST',
        to: { life: 'lost' },
        without: ['tellLost'],
        with: ['tellLater'],
      }),
      patch({ where: { life: 'lost' }, event: ['CLOSE', 'ABORT'], with: ['tellLater'] }),
      patch({ where: { life: 'gone' }, event: 'TELL', with: ['tellLost'] }),
    ],
  },
  {
    id: 'V6',
    title: 'who waits at the high-water mark is never told of the loss',
    origin: 'uvicorn (3048); asyncio (cpython 74116); websockets (16, 105, 168); aiohttp (1367)',
    symptom: 'a sender waits for ever on a connection that is gone',
    patches: [patch({ where: { room: ['gone', 'coming'], life: open }, event: 'LOST', without: ['tellLost'] })],
  },
  {
    id: 'V7',
    title: 'an abort after a close is ignored',
    origin: 'anyio (1250); asyncio (cpython 88594); aiohttp (11091)',
    symptom: 'a connection whose peer reads nothing flushes for ever, whoever aborts it',
    patches: [patch({ where: { life: 'closing' }, event: ['ABORT', 'THREW'], without: ['cutOff'] })],
  },
  {
    id: 'V12',
    title: 'a pause inside connection_made is forgotten',
    origin: 'asyncio and uvloop, which begin to read whatever connection_made said',
    symptom: 'data arrive at a protocol that paused its reader before there were any',
    patches: [
      patch({
        where: { life: 'open-beginningPaused' },
        event: 'BEGUN',
        to: { life: 'open-flowing' },
        with: ['resumeTransport'],
      }),
    ],
  },
  {
    id: 'V13',
    title: 'what was read before a pause is told after it',
    origin: 'any loop that reads in batches',
    symptom: 'data arrive at a reader that is paused',
    patches: [
      patch({
        where: { life: 'open-paused' },
        event: 'DATA',
        to: { life: 'open-paused' },
        without: ['keep'],
        with: ['tellData'],
      }),
    ],
  },
  {
    id: 'V14b',
    title: 'the end overtakes data that are kept',
    origin: 'users of libuv',
    symptom: 'a protocol is told of the end, and then of data that came before it',
    patches: [
      patch({
        where: { life: 'open-keptDataEnd' },
        event: 'TELL',
        to: { life: 'open-keptData' },
        without: ['tellKept'],
        with: ['tellEnd'],
      }),
    ],
  },
  {
    id: 'V15b',
    title: 'a reset overtakes data that are kept',
    origin: 'node-libpq (137); node (45709)',
    symptom: 'what the peer sent before it reset the connection is thrown away',
    patches: [
      patch({
        where: { life: pausedData },
        event: 'LOST',
        to: { life: 'gone' },
        without: ['tellLater'],
        with: ['discard', 'tellLost'],
      }),
    ],
  },
  {
    id: 'V16',
    title: 'a write after close throws in one state and is dropped in another',
    origin: 'asyncio',
    symptom: 'whether a late write is an error depends on how the connection ended',
    patches: [
      patch({
        where: { life: ['closing'], output: 'over' },
        event: 'WRITE',
        without: ['dropWritten'],
        with: ['refuseEnded'],
      }),
    ],
  },
  {
    id: 'V20',
    title: 'a factory that throws leaks the connection',
    origin: 'asyncio and others',
    symptom: 'a descriptor stays open of which no protocol has ever heard',
    patches: [patch({ where: { life: 'new' }, event: 'THREW', without: ['cutOff'] })],
  },
];
