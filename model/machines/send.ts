import { createMachine } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * Sending all of a buffer on one socket, one operation at a time (C25).
 *
 * The system call is tried first. A partial write is continued until the kernel takes no more, then the rest waits for
 * the poller; the operation settles when the kernel took everything (L11), and the interest is kept for the next one.
 * A datagram to a receiver whose queue is full finds no room there, of which this socket's own readiness tells nothing.
 * Who is told so waits in a line, one for each destination. All that are in it try again in a round, in the order in which
 * they came: not the first alone, for it may be its own memory that is used up, and no other's (L19). Rounds are a short
 * while apart at first, a period at the most, and follow at once on one that was of use. A newcomer to a destination for
 * which others wait does not ask the kernel, and overtakes nobody.
 */

const EVENTS = {
  SEND: ['user', 'wire'],
  /** The user is done with it: he aborts it, or it was given a time that is over. */
  CANCEL: ['user'],
  READY: ['wire'],
  SENT_ALL: ['answer'],
  SENT_PART: ['answer'],
  WOULD_BLOCK: ['answer'],
  NO_ROOM: ['answer'],
  OTHERS_WAIT: ['answer'],
  FAILED: ['answer'],
  BUDGET_SPENT: ['answer'],
  RESUME: ['engine'],
  RETRY: ['engine'],
  EVICTED: ['wire'],
  REFUSED: ['wire'],
  LOST: ['wire'],
  CLOSE: ['user', 'wire'],
} as const;

type Event = keyof typeof EVENTS;

const answers: Event[] = ['SENT_ALL', 'SENT_PART', 'WOULD_BLOCK', 'NO_ROOM', 'OTHERS_WAIT', 'FAILED', 'BUDGET_SPENT'];
const others = (Object.keys(EVENTS) as Event[]).filter((event) => !answers.includes(event));

const busy = { actions: 'refuseBusy' };
const tried = { target: 'trying', actions: 'trySend' };
const failed = { target: 'idle', actions: ['reject', 'noteUnsent'] };
const cancelled = { target: 'idle', actions: 'rejectAborted' };
const closeWhilePending = (...first: string[]) => ({ target: '#send.closed', actions: [...first, 'reject'] });

const machine = createMachine({
  id: 'send',
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      states: {
        flow: {
          initial: 'idle',
          states: {
            idle: {
              on: {
                SEND: tried,
                LOST: '#send.closed',
                CLOSE: '#send.closed',
                ...each(['READY', 'RESUME', 'EVICTED', 'REFUSED'], ignore),
                ...each([...answers, 'CANCEL', 'RETRY'], forbidden),
              },
            },
            /** send(2) has been called. */
            trying: {
              on: {
                SENT_ALL: { target: 'idle', actions: ['resolve', 'noteSent'] },
                SENT_PART: tried,
                WOULD_BLOCK: 'waiting',
                ...each(['NO_ROOM', 'OTHERS_WAIT'], { target: 'starved', actions: 'lineUp' }),
                FAILED: failed,
                BUDGET_SPENT: { target: 'yielding', actions: 'queueResume' },
                ...each(others, forbidden),
              },
            },
            /** send(2) has been called by one that stands in line. */
            retrying: {
              on: {
                SENT_ALL: { target: 'idle', actions: ['passOn', 'resolve', 'noteSent'] },
                SENT_PART: { target: 'trying', actions: ['passOn', 'trySend'] },
                WOULD_BLOCK: { target: 'waiting', actions: 'passOn' },
                // Not `yielding`, which would give up its place.
                ...each(['NO_ROOM', 'BUDGET_SPENT'], { target: 'starved', actions: 'stayInLine' }),
                FAILED: { target: 'idle', actions: ['passOn', 'reject', 'noteUnsent'] },
                ...each(['OTHERS_WAIT', ...others], forbidden),
              },
            },
            /** The kernel takes no more for now; the poller will say when it does. */
            waiting: {
              on: {
                SEND: busy,
                READY: tried,
                CANCEL: cancelled,
                REFUSED: failed,
                LOST: closeWhilePending(),
                CLOSE: closeWhilePending(),
                RESUME: ignore,
                ...each([...answers, 'RETRY', 'EVICTED'], forbidden),
              },
            },
            /** Its turn comes later, as the turnstile has said (L19). */
            yielding: {
              on: {
                SEND: busy,
                RESUME: tried,
                CANCEL: cancelled,
                LOST: closeWhilePending(),
                CLOSE: closeWhilePending(),
                READY: ignore,
                ...each([...answers, 'RETRY', 'EVICTED', 'REFUSED'], forbidden),
              },
            },
            /** There is no room where it goes to, and no poller tells when there is; it waits in line. */
            starved: {
              on: {
                SEND: busy,
                RETRY: { target: 'retrying', actions: 'sendAgain' },
                CANCEL: { target: 'idle', actions: ['leaveLine', 'rejectAborted'] },
                LOST: closeWhilePending('leaveLine'),
                CLOSE: closeWhilePending('leaveLine'),
                ...each(['READY', 'RESUME'], ignore),
                ...each([...answers, 'EVICTED', 'REFUSED'], forbidden),
              },
            },
          },
        },
        interest: {
          initial: 'absent',
          states: {
            absent: { on: { WOULD_BLOCK: { target: 'present', actions: 'holdWriter' } } },
            present: {
              on: {
                CANCEL: { target: 'absent', actions: 'releaseWriter' },
                EVICTED: 'absent',
                REFUSED: 'absent',
              },
            },
          },
        },
      },
    },
    closed: { on: each(Object.keys(EVENTS), forbidden) },
  },
});

export const send: MachineSpec = { name: 'send', runs: 'engine', machine, events: EVENTS };
