import type { Bug } from '../bug.js';

const rloop = 'rloop';

/** The bugs of rloop; T4, which came later, is among the others. */
export const ofRloop: readonly Bug[] = [
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
    id: 'S2',
    title: 'closing a server aborts its clients',
    origin: rloop,
    symptom: 'who closes a server to let the last requests be answered cuts them off instead',
    contract: { clients: 'areAborted' },
  },
  {
    id: 'T1',
    title: 'a report is of one side: readable, or else writable',
    origin: rloop,
    symptom: 'the rest of what was written never leaves, if the peer sent something in the same moment',
    contract: { reports: 'wakeTheReader' },
  },
  {
    id: 'T5',
    title: 'errors of a read are dropped',
    origin: rloop,
    symptom: 'a connection that was reset is never told so, and stays for ever',
    patches: [{ machine: 'transport', where: { life: 'going' }, event: 'RECEIVE_FAILED', answer: 'ignore' }],
  },
  {
    id: 'S5',
    title: 'what was posted is read first, the flag that tells of it lowered after',
    origin: rloop,
    symptom: 'a wake-up is lost: what was posted in between waits for the next one',
    cells: ['waiting', 'stalled'].map((state) => {
      return { machine: 'pump', state, event: 'WOKEN', actions: ['serve', 'clearPending'] };
    }),
  },
  {
    id: 'S4',
    title: 'a timer that is due already leaves the poll without a timeout',
    origin: rloop,
    symptom: 'the loop hangs in its poll, beside a timer that should have run',
    contract: { overdue: 'neverRings' },
  },
];
