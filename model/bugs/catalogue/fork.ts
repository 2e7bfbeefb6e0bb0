import type { Bug } from '../bug.js';

const fork = 'TokioLoop, a fork of rloop';

/** The bugs of TokioLoop, a fork of rloop. */
export const ofFork: readonly Bug[] = [
  {
    id: 'F0',
    title: 'addReader schedules the callback at once',
    origin: fork,
    symptom: 'sock_accept calls accept() too early, gets "would block", and hangs for ever',
    contract: { added: 'runsAtOnce' },
  },
  {
    id: 'F1',
    title: 'the registration is made later, in a task of its own',
    origin: fork,
    symptom: 'a number that was closed and used again is watched for a callback that was never added to it',
    contract: { adding: 'later' },
  },
  {
    id: 'F2',
    title: 'the poller is given a duplicate of the descriptor',
    origin: fork,
    symptom: "the file outlives the user's close, and the peer sees no end",
    contract: { descriptor: 'aDuplicate' },
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
    id: 'F5',
    title: 'a receive on a raw number is made later, on another thread',
    origin: fork,
    symptom: "another connection's data is taken",
    contract: { commands: 'byNumber' },
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
    id: 'F7',
    title: 'the handle that is returned is not the one that is scheduled',
    origin: fork,
    symptom: 'cancelling has no effect, and the callback runs on',
    contract: { handle: 'another' },
  },
  {
    id: 'F8',
    title: 'who waits for room does not look at "closing"',
    origin: fork,
    symptom: 'closing waits for ever for a thread that waits for room',
    cells: [
      { machine: 'pump', state: 'obliging', event: 'ENDING', next: 'pressing', actions: ['noteStalled', 'hand'] },
    ],
  },
  {
    id: 'F9',
    title: 'an AsyncFd for each descriptor cannot be armed anew',
    origin: fork,
    symptom: 'data that a callback left unread brings no further call, not even to a callback that is added for it',
    contract: { modification: 'waits' },
  },
  {
    id: 'F10',
    title: 'closed bits are never cleared',
    origin: fork,
    symptom: '100% CPU on a FIFO that was opened again, or on a socket that was not connected yet',
    contract: { hangups: 'stay' },
  },
  {
    id: 'F11',
    title: 'the interest leaves out ERR',
    origin: fork,
    symptom: 'a writer of a full pipe whose reader left is never called',
    contract: { errors: 'untold' },
  },
  {
    id: 'F12',
    title: "deregistration comes after the user's close, and fails",
    origin: fork,
    symptom: 'a registration stays behind, with a token of nobody',
    contract: { deregister: 'comesTooLate' },
  },
  {
    id: 'F13',
    title: 'the guard is taken after the poll, and clears what came since',
    origin: fork,
    symptom: 'an edge is lost, and the loop sleeps on a poller that is ready',
    cells: [
      { machine: 'pump', state: 'serving', event: 'SERVED', actions: ['poll'] },
      { machine: 'pump', state: 'polling', event: 'POLLED_ALL', actions: ['takeGuard', 'clearReadiness', 'hand'] },
    ],
  },
  {
    id: 'F14',
    title: 'the threads wait for each other',
    origin: fork,
    symptom: 'JavaScript waits for its command to be executed, the other thread for room in its ring, both for ever',
    contract: { waiting: 'eachForTheOther' },
  },
  {
    id: 'F15',
    title: 'a removal is acknowledged later than the close that follows it',
    origin: fork,
    symptom: "the poller's registration of the number's next owner is touched",
    contract: { removing: 'later' },
  },
];
