import { createMachine } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * Sending all of a buffer on one stream, one operation at a time (C25).
 *
 * The system call is tried first. A partial write is continued until the kernel takes no more, then the rest waits for
 * the poller; the operation settles when the kernel took everything (L11), and the interest is kept for the next one.
 */

const EVENTS = {
  SEND: ['user'],
  CANCEL: ['user'],
  READY: ['wire'],
  SENT_ALL: ['answer'],
  SENT_PART: ['answer'],
  WOULD_BLOCK: ['answer'],
  FAILED: ['answer'],
  BUDGET_SPENT: ['answer'],
  RESUME: ['engine'],
  EVICTED: ['wire'],
  REFUSED: ['wire'],
  LOST: ['wire'],
  CLOSE: ['user'],
} as const;

type Event = keyof typeof EVENTS;

const answers: Event[] = ['SENT_ALL', 'SENT_PART', 'WOULD_BLOCK', 'FAILED', 'BUDGET_SPENT'];
const others = (Object.keys(EVENTS) as Event[]).filter((event) => !answers.includes(event));

const busy = { actions: 'refuseBusy' };
const tried = { target: 'trying', actions: 'trySend' };
const failed = { target: 'idle', actions: 'reject' };
const cancelled = { target: 'idle', actions: 'rejectAborted' };
const closeWhilePending = { target: '#send.closed', actions: 'reject' };

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
                ...each(['READY', 'RESUME', 'EVICTED'], ignore),
                ...each([...answers, 'CANCEL', 'REFUSED'], forbidden),
              },
            },
            /** send(2) has been called. */
            trying: {
              on: {
                SENT_ALL: { target: 'idle', actions: 'resolve' },
                SENT_PART: tried,
                WOULD_BLOCK: 'waiting',
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
                LOST: closeWhilePending,
                CLOSE: closeWhilePending,
                RESUME: ignore,
                ...each([...answers, 'EVICTED'], forbidden),
              },
            },
            /** This turn's share is used up; the next turn goes on. */
            yielding: {
              on: {
                SEND: busy,
                RESUME: tried,
                CANCEL: cancelled,
                LOST: closeWhilePending,
                CLOSE: closeWhilePending,
                READY: ignore,
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

export const send: MachineSpec = { name: 'send', machine, events: EVENTS };
