import type { Backend } from '../../support/backends.js';

/** A fault of the world or of the user that a loop has to survive: the titles of the tests that show it, or why none can. */
export interface Fault {
  readonly says: string;
  /** On every backend. */
  readonly shown: readonly string[];
  /** On one backend only, where the others meet the fault in another way. */
  readonly shownOn?: Readonly<Partial<Record<Backend, readonly string[]>>>;
  readonly without?: string;
}

const notYet = (what: string) => `${what} are not built yet`;

/** All of them. A test that is renamed is renamed here. */
export const faults: readonly Fault[] = [
  {
    says: 'a descriptor closed while registered, its number reused in the same batch',
    shown: [
      "a number that is closed behind the loop's back and given out again in one batch: its next owner wakes nobody (L6)",
      'a number that was closed and given out again in one batch starts afresh',
      'a connection that is accepted under a number with a stale callback does not run it',
    ],
  },
  {
    says: "dup'ed descriptions",
    shown: [
      'a copy keeps the file open, but the number that was watched is another: its ghost reaches nobody (P4)',
      'two copies of one file are watched each by its own callback',
    ],
  },
  {
    says: 'MOD and DEL on a closed descriptor',
    shown: [
      "L6 a descriptor closed behind the loop's back is reported once it is found out, and nothing of its next owner is",
      'a removal of what was closed already is quiet, and takes the other direction with it',
    ],
  },
  {
    says: 'a double close after a hand-over',
    shown: [
      'a Socket that has handed its descriptor over closes nothing any more',
      'closing a socket leaves the next owner of its number alone (U1)',
      'C26 detaching ends operations as well, and gives the descriptor back whole',
    ],
  },
  {
    says: 'IN, OUT and HUP in one report',
    shown: [
      'data, room and the hang-up in one report reach reader and writer, and the data is not lost (C9)',
      'C9 a reset reaches reader and writer',
    ],
  },
  { says: 'an end behind a short read', shown: ['C27 an end that hides behind a short read is found (R5)'] },
  {
    says: 'a reset with data unread',
    shown: [
      'a reset behind data: the data first, then the reset (SO_LINGER)',
      'data that arrived before a reset is told before the loss (L12, V15)',
      'a peer that closes with data unread resets, and both directions are told',
      'L10 a reset rejects what is pending',
    ],
  },
  {
    says: 'a peer that finishes while we still write',
    shown: [
      'a peer that has finished while we still write gets all of it (C27)',
      'C32 else the transport is closed, and what was written before arrives all the same (V8)',
    ],
  },
  {
    says: 'the limit of descriptors (RLIMIT_NOFILE), with a backlog and without',
    shown: [
      'L9 at the descriptor limit it reports once, and goes on by itself when there is room again (S1)',
      'at the limit of descriptors nothing new is made, what there is goes on, and afterwards all is as before',
      'a server at the limit of descriptors reports it once, serves whom it has, and goes on when there is room',
    ],
  },
  {
    says: 'a connection that died in the backlog',
    shown: ['L9 a connection that died in the backlog is passed over, and the listener serves on'],
  },
  {
    says: 'a listener closed inside its callback',
    shown: [
      'a listener that is closed in the callback that reads it',
      'a server is closed in the callback of its own connection, in the midst of those that come (L3)',
    ],
  },
  { says: 'a connection to oneself', shown: ['a connection to oneself is a connection'] },
  {
    says: 'refused at once',
    shown: ['a connect that is refused at once is rejected, and on mio without a turn (C24)'],
  },
  {
    says: 'a unix connect that is told to try again',
    shown: ['waits for a place in the queue of a unix listener, and can be aborted meanwhile'],
  },
  {
    says: 'a write of more than 2 GiB',
    shown: [
      'a send of more than 2 GiB arrives complete, and one that breaks off beyond it tells how far it got (L11)',
      'a write of more than 2 GiB arrives complete (L11)',
    ],
  },
  {
    says: 'a write of more than IOV_MAX pieces',
    shown: ['C33 writelines takes more pieces than a system call does, and counts for the marks (V4)'],
  },
  {
    says: 'a write of 0 bytes',
    shown: ['C27 sending nothing settles, and sends nothing', 'C33 a string is UTF-8, and nothing is nothing'],
  },
  {
    says: 'a write that takes a part, nothing, or is told to wait',
    shown: [
      'C27 a send that takes little, or nothing, or is interrupted again and again goes on to its end',
      'a send that takes little again and again goes on to its end, in order',
    ],
  },
  {
    says: "the user's memory changed while it is queued",
    shown: [
      'memory that is changed arrives as it was or, on mio, as it is, all of it',
      'written memory that is changed while it is queued arrives as it was or, on mio, as it is, all of it (V19)',
    ],
  },
  {
    says: "the user's memory transferred while it is queued, or held by nobody else",
    shown: [
      'memory that was transferred and is gone is not touched',
      'memory that nobody else holds stays until its operation has settled, and not longer',
      'written memory that is transferred while it is queued is left alone: the connection is lost, or it was copied',
      'written memory that nobody else holds stays until the kernel has it, and not longer',
    ],
    shownOn: {
      mio: [
        'a buffer that is transferred while it waits is left alone, and nothing is taken (ERR_BUFFER_DETACHED)',
        'a send whose buffer is transferred ends, and tells how much was sent (ERR_BUFFER_DETACHED)',
      ],
      tokio: [
        'L10 what came for a buffer that is gone by then is in the error (ERR_BUFFER_DETACHED)',
        'L11 what is sent was copied when it was given: the buffer may go where it likes',
      ],
    },
  },
  {
    says: "the user's memory resized while it is queued",
    shown: [
      'memory that grows is filled as far as it was lent',
      'written memory that shrinks while it is queued is left alone as well',
    ],
    shownOn: {
      mio: ['a buffer that shrinks while it waits is left alone as well'],
      tokio: ['a buffer that has shrunk by then is left alone, and what came for it is in the error'],
    },
  },
  {
    says: 'nested dispatch',
    shown: [
      'no callback begins before another has ended, whatever it does: nothing is dispatched in its midst',
      'no handler begins before another has ended, whatever it does',
    ],
  },
  {
    says: 'a close inside a callback',
    shown: [
      'a callback may close the loop: what is left of its batch does not run (L3)',
      'a socket that is closed in a callback takes its due callbacks and its operations with it (L3)',
      'C30 close inside dataReceived: connectionLost comes once, and not within the call (V5)',
    ],
  },
  {
    says: 'an exit inside a callback',
    shown: ['a process that exits in a callback does so', 'L15 a worker ends at every moment by exit'],
  },
  {
    says: 'a throw inside a callback',
    shown: [
      'L16 a callback that throws takes nothing from the others of its batch',
      'C34 what was to come of the same batch does not come to who threw, and comes to the others',
      'L15 a worker ends at every moment by throw',
    ],
  },
  {
    says: 'Worker.terminate amid a batch',
    shown: [
      'L15 a worker ends at every moment by terminate',
      'L10 a worker that is terminated with everything pending frees it, and the process ends',
    ],
  },
  { says: '100 workers made and ended', shown: ['L15 nothing is left of many workers'] },
  {
    says: 'a firehose beside 1,000 quiet connections',
    shown: [
      'a firehose beside 1,000 quiet connections starves none of them',
      'a firehose beside 1,000 quiet connections of a server starves none of them (V17, L19)',
    ],
  },
  {
    says: 'the memory of a batch full amid the batch',
    shown: [
      'what exceeds the memory of one batch comes with the next, complete',
      'what many connections send at once exceeds the memory of a batch, and arrives complete',
      'more callbacks than one batch holds run all, each once a turn',
    ],
  },
  {
    says: 'fork and exec (CLOEXEC)',
    shown: ['a program that is started gets none of our descriptors (CLOEXEC)'],
  },
  {
    says: 'O_NONBLOCK taken away by who shares the open file',
    shown: [
      'a listener that a child has as its standard input holds nothing up: timers run, an abort rejects, a connection is accepted later',
      '1,000 accepts hold JavaScript for a moment each, while another process also takes its connections again and again',
      '1,000 connects to a full queue hold JavaScript for a moment each, while another process makes the socket wait',
      '1,000 connects that nobody answers hold JavaScript for a moment each, while another process makes the socket wait',
    ],
  },
  {
    says: 'storms of EINTR',
    shown: ['a storm of signals interrupts no operation and no timer', 'a storm of signals interrupts no connection'],
  },
  {
    says: 'any answer of any call, at any time',
    shown: [
      'L8 L9 L10 L11 L16 every connection is accepted once, every byte comes back, and who meets nothing notices nothing',
      'L16 a registration that is refused or lost costs its own callback, and no other',
    ],
  },
  { says: 'descriptors passed and not taken', shown: [], without: notYet('messages that carry descriptors') },
];
