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
    id: 'P1',
    title: 're-arm after an error',
    origin: 'serialport (issue 1803)',
    symptom: '100% CPU after the device was unplugged',
    patches: [{ machine: 'watch', where: { reader: 'held' }, event: 'HANGUP', with: ['rearm'] }],
  },
  {
    id: 'P3',
    title: 'HUP with nobody interested',
    origin: 'libuv (issues 2162 and 2922)',
    symptom: '100% CPU: the poller reports a hang-up that no handle waits for, again and again',
    contract: { deregister: 'leaves' },
  },
];
