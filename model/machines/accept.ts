import { createMachine } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * Accepting on one listener, for any number of waiters in the order in which they asked (C25).
 *
 * The system call is tried first; only "would block" makes the waiters wait for the poller, and the interest is then kept
 * from one accept to the next. A wake-up promises nothing: the connection may have been stolen or aborted.
 * At the descriptor limit the flow reports once, backs off, and tries again by itself (L9, S1): the backlog would
 * otherwise wait for a new connection to bring a new edge. When the last waiter is cancelled the interest is given
 * up, and a connection that completes later stays in the backlog (L8, C21).
 * `tryAccept` looks with poll(2) before it calls accept(2), which could wait (L15b); `retryAccept` asks accept(2) at once:
 * it alone tells, also where nobody connects, whether descriptors are to be had again, and so when the limit is over (L9).
 */

const EVENTS = {
  ACCEPT: ['user', 'wire'],
  /** The user is done with it: he aborts it, or it was given a time that is over. */
  CANCEL: ['user'],
  CANCEL_LAST: ['user', 'wire'],
  READY: ['wire'],
  ACCEPTED: ['answer'],
  MORE_WAITERS: ['answer', 'wire'],
  NO_WAITERS: ['answer', 'wire'],
  WOULD_BLOCK: ['answer'],
  ABORTED: ['answer'],
  FD_LIMIT: ['answer'],
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

/** While a system call or a count is being asked for, nothing but its answer can come. */
const answers: Event[] = [
  'ACCEPTED',
  'MORE_WAITERS',
  'NO_WAITERS',
  'WOULD_BLOCK',
  'ABORTED',
  'FD_LIMIT',
  'FAILED',
  'BUDGET_SPENT',
];
const others = (Object.keys(EVENTS) as Event[]).filter((event) => !answers.includes(event));

const tryAgain = (target: string) => ({ target, actions: 'tryAccept' });
const retry = { target: 'retrying', actions: 'retryAccept' };
const closeWithWaiters = (...first: string[]) => ({ target: '#accept.closed', actions: [...first, 'rejectAll'] });

const trying = {
  ACCEPTED: { target: 'delivering', actions: ['deliver', 'noteAccepted'] },
  WOULD_BLOCK: 'waiting',
  FAILED: { target: 'idle', actions: ['rejectAll', 'noteFailed'] },
  BUDGET_SPENT: { target: 'yielding', actions: 'queueResume' },
  ...each(['MORE_WAITERS', 'NO_WAITERS'], forbidden),
  ...each(others, forbidden),
};

const machine = createMachine({
  id: 'accept',
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      states: {
        flow: {
          initial: 'idle',
          states: {
            /** Nobody waits. */
            idle: {
              on: {
                ACCEPT: tryAgain('trying'),
                LOST: '#accept.closed',
                CLOSE: '#accept.closed',
                ...each(['READY', 'RESUME', 'EVICTED', 'REFUSED'], ignore),
                ...each([...answers, 'CANCEL', 'CANCEL_LAST', 'RETRY'], forbidden),
              },
            },
            /** accept(2) has been called. */
            trying: {
              on: {
                ...trying,
                ABORTED: tryAgain('trying'),
                FD_LIMIT: { target: 'starved', actions: ['reportLimit', 'startBackoff'] },
              },
            },
            /** accept(2) has been called after a back-off: the limit was reported already. */
            retrying: {
              on: {
                ...trying,
                ABORTED: retry,
                FD_LIMIT: { target: 'starved', actions: 'startBackoff' },
                // Not `yielding`, which would forget that the limit was reported (L9).
                BUDGET_SPENT: { target: 'starved', actions: 'startBackoff' },
              },
            },
            /** A connection went to the first waiter; is there another? */
            delivering: {
              on: {
                MORE_WAITERS: tryAgain('trying'),
                NO_WAITERS: 'idle',
                ...each(['ACCEPTED', 'WOULD_BLOCK', 'ABORTED', 'FD_LIMIT', 'FAILED', 'BUDGET_SPENT'], forbidden),
                ...each(others, forbidden),
              },
            },
            /** The kernel said "would block"; the poller will say more. */
            waiting: {
              on: {
                READY: tryAgain('trying'),
                CANCEL_LAST: 'idle',
                REFUSED: { target: 'idle', actions: ['rejectAll', 'noteFailed'] },
                LOST: closeWithWaiters(),
                CLOSE: closeWithWaiters(),
                ...each(['ACCEPT', 'CANCEL', 'RESUME'], ignore),
                ...each([...answers, 'RETRY', 'EVICTED'], forbidden),
              },
            },
            /** No descriptor is to be had; a timer runs. */
            starved: {
              on: {
                RETRY: retry,
                CANCEL_LAST: { target: 'idle', actions: 'stopBackoff' },
                LOST: closeWithWaiters('stopBackoff'),
                CLOSE: closeWithWaiters('stopBackoff'),
                ...each(['ACCEPT', 'CANCEL', 'READY', 'RESUME'], ignore),
                ...each([...answers, 'EVICTED', 'REFUSED'], forbidden),
              },
            },
            /** Its turn comes later, as the turnstile has said (L19). */
            yielding: {
              on: {
                RESUME: tryAgain('trying'),
                CANCEL_LAST: 'idle',
                LOST: closeWithWaiters(),
                CLOSE: closeWithWaiters(),
                ...each(['ACCEPT', 'CANCEL', 'READY'], ignore),
                ...each([...answers, 'RETRY', 'EVICTED', 'REFUSED'], forbidden),
              },
            },
          },
        },
        interest: {
          initial: 'absent',
          states: {
            absent: { on: { WOULD_BLOCK: { target: 'present', actions: 'holdReader' } } },
            present: {
              on: {
                CANCEL_LAST: { target: 'absent', actions: 'releaseReader' },
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

export const accept: MachineSpec = { name: 'accept', runs: 'engine', machine, events: EVENTS };
