import type { Bug } from './bug.js';

const fork = 'TokioLoop, a fork of rloop';
const rloop = 'rloop';

/** The bugs that the model must catch. */
export const bugs: readonly Bug[] = [
  {
    id: 'F0',
    title: 'addReader schedules the callback at once',
    origin: fork,
    symptom: 'sock_accept calls accept() too early, gets "would block", and hangs for ever',
    contract: { added: 'runsAtOnce' },
  },
  {
    id: 'F3',
    title: 'readiness is cleared before the callback reads',
    origin: fork,
    symptom: 'a callback that reads a part of what is there is never called again',
    contract: { rearm: 'nothing' },
  },
  {
    id: 'F4',
    title: 'a callback already in the channel runs although it was removed',
    origin: fork,
    symptom: 'a reader runs after removeReader returned, on a descriptor that may be closed',
    contract: { gate: 'none' },
  },
  {
    id: 'F6',
    title: "addWriter overwrites the reader's entry in a map keyed by descriptor",
    origin: fork,
    symptom: 'the reader of a descriptor falls silent when a writer is added',
    patches: [
      {
        machine: 'watch',
        where: { reader: ['armed', 'due', 'running'] },
        event: 'ADD_WRITER',
        to: { reader: 'off', registration: 'W' },
      },
    ],
  },
  {
    id: 'R1',
    title: 'adding the second direction registers the old interest again',
    origin: rloop,
    symptom: 'a writer added beside a reader never fires',
    contract: { interest: 'before' },
  },
  {
    id: 'R2',
    title: 're-adding unwraps None',
    origin: rloop,
    symptom: 'the process aborts when a reader is added where one stands',
    patches: [{ machine: 'watch', where: { reader: 'armed' }, event: 'ADD_READER', answer: 'forbidden' }],
  },
  {
    id: 'R4',
    title: 'an edge-triggered poller without re-arming',
    origin: rloop,
    symptom: 'data that a callback left unread brings no further call',
    patches: [
      { machine: 'watch', where: { reader: 'running' }, event: 'READER_DONE', without: ['rearm'] },
      { machine: 'watch', where: { writer: 'running' }, event: 'WRITER_DONE', without: ['rearm'] },
    ],
  },
  {
    id: 'R5',
    title: 'events that carry only HUP or ERR wake nobody',
    origin: rloop,
    symptom: 'the end of a pipe, or a broken one, is never noticed',
    patches: [
      {
        machine: 'watch',
        where: { reader: 'armed' },
        event: 'HANGUP',
        to: { reader: 'armed' },
        without: ['queueReader'],
      },
      {
        machine: 'watch',
        where: { writer: 'armed' },
        event: 'HANGUP',
        to: { writer: 'armed' },
        without: ['queueWriter'],
      },
      { machine: 'watch', where: { reader: 'held' }, event: 'HANGUP', without: ['wakeReader'] },
      { machine: 'watch', where: { writer: 'held' }, event: 'HANGUP', without: ['wakeWriter'] },
    ],
  },
  {
    id: 'R6',
    title: 'removal leaves the queued callback',
    origin: rloop,
    symptom: 'a callback runs once more after it was removed',
    patches: [
      { machine: 'watch', where: { reader: 'off' }, event: 'RUN_READER', with: ['callReader'] },
      { machine: 'watch', where: { writer: 'off' }, event: 'RUN_WRITER', with: ['callWriter'] },
    ],
  },
  {
    id: 'R7',
    title: 'removing an absent direction says that there was one',
    origin: rloop,
    symptom: 'whoever asks whether a reader stood is told so of one that never was',
    contract: { removed: 'saysYes' },
  },
  {
    id: 'R8',
    title: 'errors of the registration are dropped',
    origin: rloop,
    symptom: 'a reader of a regular file is taken, and never runs',
    patches: [
      { machine: 'watch', where: { reader: 'armed' }, event: 'REFUSED', without: ['refuseAdd'] },
      { machine: 'watch', where: { writer: 'armed' }, event: 'REFUSED', without: ['refuseAdd'] },
    ],
  },
  {
    id: 'R10',
    title: 'no check whether the loop is closed',
    origin: rloop,
    symptom: 'a call on a closed loop is taken, and never runs',
    patches: [{ machine: 'loop', where: {}, event: 'CALL', without: ['refuse'] }],
  },
  {
    id: 'S1',
    title: 'EMFILE ends the accept loop',
    origin: rloop,
    symptom: 'once descriptors run out, the backlog waits for the next connection',
    patches: [
      {
        machine: 'accept',
        where: { flow: ['trying', 'retrying'], interest: 'absent' },
        event: 'FD_LIMIT',
        to: 'waiting.present',
        without: ['startBackoff'],
        with: ['holdReader'],
      },
      {
        machine: 'accept',
        where: { flow: ['trying', 'retrying'], interest: 'present' },
        event: 'FD_LIMIT',
        to: 'waiting.present',
        without: ['startBackoff'],
      },
    ],
  },
  {
    id: 'S4',
    title: 'a timer that is due already leaves the poll without a timeout',
    origin: rloop,
    symptom: 'the loop hangs in its poll, beside a timer that should have run',
    contract: { overdue: 'neverRings' },
  },
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
  {
    id: 'O1',
    title: 'a timer that a callback makes runs in the same turn',
    origin: 'this library, before its turns had a model',
    symptom: 'callLater(0) inside a callback overtakes what callSoon had queued before it',
    contract: { madeInTurn: 'joins' },
  },
  {
    id: 'U2',
    title: 'removal does not leave the poller',
    origin: 'uvloop (issue 61)',
    symptom: 'a descriptor that was removed is watched on, and its closing by others disturbs the loop',
    patches: [
      {
        machine: 'watch',
        where: { registration: 'R', reader: ['armed', 'due', 'running'] },
        event: 'REMOVE_READER',
        without: ['deregister'],
      },
    ],
  },
  {
    id: 'U3',
    title: 'a callback that removes itself is armed anew when it returns',
    origin: 'uvloop (issue 97)',
    symptom: 'removing the reader and closing the descriptor in the own callback breaks the loop',
    patches: [{ machine: 'watch', where: { reader: 'off' }, event: 'READER_DONE', with: ['rearm'] }],
  },
  {
    id: 'P1',
    title: 're-arm after an error',
    origin: 'serialport (issue 1803)',
    symptom: '100% CPU after the device was unplugged',
    patches: [{ machine: 'watch', where: { reader: 'held' }, event: 'HANGUP', with: ['rearm'] }],
  },
  {
    id: 'P2',
    title: 'arm after close',
    origin: 'serialport (issue 686)',
    symptom: 'the process aborts when a port is closed in its own callback',
    contract: { ended: 'always' },
  },
  {
    id: 'P3',
    title: 'HUP with nobody interested',
    origin: 'libuv (issues 2162 and 2922)',
    symptom: '100% CPU: the poller reports a hang-up that no handle waits for, again and again',
    contract: { deregister: 'leaves' },
  },
  {
    id: 'P4',
    title: 'closing relies on the kernel to forget the registration',
    origin: 'libuv (issue 1148)',
    symptom: 'a duplicate keeps the file open, and its events reach a handle that is gone',
    patches: [{ machine: 'watch', where: { registration: ['R', 'W', 'RW'] }, event: 'CLOSE', without: ['deregister'] }],
  },
];
