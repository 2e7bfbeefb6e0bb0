import type { Bug } from '../bug.js';

/** The bugs that this library had itself. */
export const own: readonly Bug[] = [
  {
    id: 'O1',
    title: 'a timer that a callback makes runs in the same turn',
    origin: 'this library, before its turns had a model',
    symptom: 'callLater(0) inside a callback overtakes what callSoon had queued before it',
    contract: { madeInTurn: 'joins' },
  },
  {
    id: 'O2',
    title: 'those who wait for one queue retry each for itself',
    origin: 'this library, before those who wait stood in line',
    symptom:
      'twenty connects to a full unix listener ask in step, again and again, for what one could have asked for all, and ' +
      'whoever comes when a place is free overtakes those who have waited for it',
    contract: { lines: 'eachForItself' },
  },
  {
    id: 'O3',
    title: 'O_NONBLOCK is trusted to stay set',
    origin: 'this library',
    symptom: 'an accept on a listener that a child has as its standard input holds JavaScript for ever',
    contract: { blocking: 'trusted' },
  },
  {
    id: 'O4',
    title: 'a short read is taken to mean that nothing is left',
    origin: 'this library, until a read was seen to end at an urgent mark',
    symptom: 'behind urgent data, a record or a passed descriptor a receive hangs, though the socket can be read',
    contract: { shortReads: 'proveTheEnd' },
  },
  {
    id: 'O5',
    title: "the room for a stream's bytes is used for a message",
    origin: 'this library, until messages were longer than its memory',
    symptom: 'a datagram that is shorter than was asked for is cut without a word',
    contract: { room: 'asForAStream' },
  },
  {
    id: 'O6',
    title: 'the pause between two tries doubles',
    origin: 'this library, before those who wait stood in line',
    symptom:
      'a place in the queue of a unix listener is free, and nobody takes it for as long as it was waited for before',
    contract: { lines: 'everMoreRarely' },
  },
  {
    id: 'O7',
    title: 'a turn as a whole has no budget',
    origin: 'this library, until its turns were watched under load',
    symptom:
      'while 512 connections are busy, 30,000 messages go by between two of setImmediate, and a timer of 5 ms is 700 ms late',
    patches: [{ machine: 'turnstile', where: { line: ['empty', 'waiting'] }, event: 'SPENT', answer: 'ignore' }],
  },
  {
    id: 'O8',
    title: 'whoever comes goes before those who wait',
    origin: 'this library, until its turns were watched under load',
    symptom:
      'one connection in 64 gets no answer for a second, while 17 others, for which there is room, are served twenty times',
    patches: [
      {
        machine: 'turnstile',
        where: { budget: 'left', line: 'waiting' },
        event: 'ASK',
        without: ['putOff'],
        with: ['letThrough'],
      },
    ],
  },
  {
    id: 'O9',
    title: 'a connection that has ended closes whatever its number names',
    origin: 'this library, until a file was known again by more than its number',
    symptom:
      'a file of somebody else is closed, who has the number since the connection was closed behind the back of its loop',
    contract: { released: 'theNumber' },
  },
  {
    id: 'O11',
    title: 'who does the work of a thread that sleeps leaves its bell rung',
    origin: 'this library, while JavaScript was taught to do what it posted',
    symptom: 'what is posted next is believed to be told of, and the other thread sleeps on',
    contract: { errands: 'raiseTheFlag' },
  },
];
