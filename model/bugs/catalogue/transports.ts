import type { Bug } from '../bug.js';

/** The bugs of transports and servers, which come back in every library that has some. */
export const ofTransports: readonly Bug[] = [
  {
    id: 'V2',
    title: 'a connection that waits to be handed over is forgotten when its server ends',
    origin: 'CoreIpc (issue 125)',
    symptom: 'its client is connected to nobody, and its descriptor leaks',
    contract: { accepted: 'forgotten' },
  },
  {
    id: 'V4',
    title: 'of a gathered write the rest is dropped',
    origin: 'CPython (issues 91166 and 103462)',
    symptom: 'what was written by writelines lacks its end as soon as the peer reads slowly',
    patches: [
      {
        machine: 'send',
        where: { flow: 'trying' },
        event: 'SENT_PART',
        to: { flow: 'idle' },
        without: ['trySend'],
        with: ['resolve', 'noteSent'],
      },
    ],
  },
  {
    id: 'V8',
    title: "the writing half dies with the reading half: the peer's end ends the connection",
    origin: 'Twisted (issue 5662), uvloop (issue 385) and Bun (issue 32488)',
    symptom: 'who sends a request, ends, and waits for the answer gets a part of it, or none',
    patches: [
      {
        machine: 'transport',
        where: { life: 'going' },
        event: 'PEER_ENDED',
        to: { life: 'over' },
        with: ['tellLost', 'leave'],
      },
    ],
  },
  {
    id: 'V11',
    title: 'what is written behind a rest overtakes it',
    origin: 'Bun (issues 16076 and 32723)',
    symptom: 'the peer reads bytes in another order than they were written in',
    contract: { outgoing: 'lastFirst' },
  },
  {
    id: 'B1',
    title: 'the rest of a partial write is not kept',
    origin: 'Bun',
    symptom: 'a peer that reads slowly gets the beginning of what was written, and nothing more',
    patches: [
      {
        machine: 'send',
        where: { flow: 'trying' },
        event: 'WOULD_BLOCK',
        to: { flow: 'idle' },
        with: ['resolve', 'noteSent'],
      },
    ],
  },
  {
    id: 'V14',
    title: 'a hang-up is taken for the end of the stream, and overtakes the data before it',
    origin: 'users of libuv',
    symptom: 'the last bytes before an end are missing, or come behind it',
    patches: [
      {
        machine: 'receive',
        where: { flow: 'waiting' },
        event: 'HANGUP',
        to: { flow: 'stirred' },
        with: ['noteEnd'],
      },
    ],
  },
  {
    id: 'V15',
    title: 'a broken line overtakes the data that had arrived',
    origin: 'node-libpq (issue 137) and Node.js (issue 45709)',
    symptom: 'the answer that explains why the peer hung up is thrown away, because a write failed first',
    patches: [
      {
        machine: 'transport',
        where: { life: 'going', reading: ['paused', 'untaken', 'kept'] },
        event: 'SEND_FAILED',
        to: { life: 'over' },
        without: ['keepReason', 'startLinger', 'receive'],
        with: ['tellLost', 'leave'],
      },
    ],
  },
  {
    id: 'V18',
    title: 'a reader that is paused is read on',
    origin: 'aiohttp (pull request 10126)',
    symptom: 'memory grows for as long as the peer writes and the user pauses',
    patches: [
      {
        machine: 'transport',
        where: { life: 'going', reading: 'kept' },
        event: 'TAKEN',
        to: { reading: 'stopping' },
        with: ['receive'],
      },
    ],
  },
  {
    id: 'P15',
    title: 'a connection that died in the backlog ends the server',
    origin: 'libuv (issue 4423)',
    symptom: 'a client that gives up while it waits to be accepted stops the service for everybody',
    patches: [
      {
        machine: 'accept',
        where: { flow: 'trying' },
        event: 'ABORTED',
        to: { flow: 'idle' },
        without: ['tryAccept'],
        with: ['rejectAll', 'noteFailed'],
      },
    ],
  },
  {
    id: 'P16',
    title: 'a descriptor is closed while there is input that was not read',
    origin: 'every server that answers before it has read all',
    symptom: 'the kernel resets the connection, and the peer loses the answer that it had not read',
    patches: [
      {
        machine: 'transport',
        where: { life: 'going', writing: ['idle', 'shut'] },
        event: 'CLOSE',
        to: { life: 'over' },
        without: ['receive', 'startLinger', 'shutDown'],
        with: ['tellClosed', 'leave'],
      },
    ],
  },
];
