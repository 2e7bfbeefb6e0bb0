import { createMachine } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * Sending all of a buffer on one socket, one operation at a time (C25).
 *
 * The system call is tried first. A partial write is continued until the kernel takes no more, then the rest waits for
 * the poller; the operation settles when the kernel took everything (L11), and the interest is kept for the next one.
 * A datagram to a receiver whose queue is full finds no room there, of which this socket's own readiness tells nothing:
 * the flow backs off.
 */

const EVENTS = {
  SEND: ['user'],
  CANCEL: ['user'],
  READY: ['wire'],
  SENT_ALL: ['answer'],
  SENT_PART: ['answer'],
  WOULD_BLOCK: ['answer'],
  NO_ROOM: ['answer'],
  FAILED: ['answer'],
  BUDGET_SPENT: ['answer'],
  RESUME: ['engine'],
  RETRY: ['engine'],
  EVICTED: ['wire'],
  REFUSED: ['wire'],
  LOST: ['wire'],
  CLOSE: ['user'],
} as const;

type Event = keyof typeof EVENTS;

const answers: Event[] = ['SENT_ALL', 'SENT_PART', 'WOULD_BLOCK', 'NO_ROOM', 'FAILED', 'BUDGET_SPENT'];
const others = (Object.keys(EVENTS) as Event[]).filter((event) => !answers.includes(event));

const busy = { actions: 'refuseBusy' };
const tried = { target: 'trying', actions: 'trySend' };
const failed = { target: 'idle', actions: 'reject' };
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
                SENT_ALL: { target: 'idle', actions: 'resolve' },
                SENT_PART: tried,
                WOULD_BLOCK: 'waiting',
                NO_ROOM: { target: 'starved', actions: 'startBackoff' },
                FAILED: failed,
                BUDGET_SPENT: { target: 'yielding', actions: 'queueResume' },
                ...each(others, forbidden),
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
            /** This turn's share is used up; the next turn goes on. */
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
            /** There is no room where it goes to, and no poller tells when there is; a timer runs. */
            starved: {
              on: {
                SEND: busy,
                RETRY: tried,
                CANCEL: { target: 'idle', actions: ['stopBackoff', 'rejectAborted'] },
                LOST: closeWhilePending('stopBackoff'),
                CLOSE: closeWhilePending('stopBackoff'),
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
