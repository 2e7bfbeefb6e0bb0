import { createMachine, stateIn } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * Receiving on one stream, one operation at a time (C25).
 *
 * The system call is tried first unless the flow knows that it would block: it is *drained* after a short read while the
 * interest stands, until the poller reports an edge. SHORT_READ is of files that end a read at nothing but the end of what
 * there is, or else at a mark that the poller tells of: where records or descriptors may end one, the engine answers DATA.
 *
 * A short read says nothing once a hang-up was seen, for the end of the stream may hide behind it and brings no edge of its
 * own (R5); nor from the news of urgent data until the kernel says "would block", for a read ends at its mark (O4). Without
 * interest there is nothing to remember: the kernel reports both again when the reader is held.
 */

const EVENTS = {
  RECEIVE: ['user', 'wire'],
  /** The user is done with it: he aborts it, or it was given a time that is over. */
  CANCEL: ['user'],
  READY: ['wire'],
  HANGUP: ['wire'],
  URGENT: ['wire'],
  DATA: ['answer'],
  SHORT_READ: ['answer'],
  END: ['answer'],
  WOULD_BLOCK: ['answer'],
  FAILED: ['answer'],
  BUDGET_SPENT: ['answer'],
  RESUME: ['engine'],
  EVICTED: ['wire'],
  REFUSED: ['wire'],
  LOST: ['wire'],
  CLOSE: ['user', 'wire'],
} as const;

type Event = keyof typeof EVENTS;

const answers: Event[] = ['DATA', 'SHORT_READ', 'END', 'WOULD_BLOCK', 'FAILED', 'BUDGET_SPENT'];
const others = (Object.keys(EVENTS) as Event[]).filter((event) => !answers.includes(event));

const busy = { actions: 'refuseBusy' };
const tried = { target: 'trying', actions: 'tryReceive' };
const got = { target: 'stirred', actions: ['resolve', 'noteReceived'] };
const gotEnd = { target: 'stirred', actions: ['resolve', 'noteEnd'] };
const failed = { target: 'stirred', actions: ['reject', 'noteFailed'] };
const cancelled = { target: 'stirred', actions: 'rejectAborted' };
const closeWhilePending = { target: '#receive.closed', actions: 'reject' };
const givenUp = { CANCEL: { target: 'absent', actions: 'releaseReader' }, EVICTED: 'absent' };

const machine = createMachine({
  id: 'receive',
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      states: {
        flow: {
          initial: 'stirred',
          states: {
            /** Nothing is pending, and there may be something to read. */
            stirred: {
              on: {
                RECEIVE: tried,
                LOST: '#receive.closed',
                CLOSE: '#receive.closed',
                ...each(['READY', 'HANGUP', 'URGENT', 'RESUME', 'EVICTED', 'REFUSED'], ignore),
                ...each([...answers, 'CANCEL'], forbidden),
              },
            },
            /** Nothing is pending, and nothing can be read before the next edge. */
            drained: {
              on: {
                RECEIVE: 'waiting',
                READY: 'stirred',
                HANGUP: 'stirred',
                URGENT: 'stirred',
                EVICTED: 'stirred',
                LOST: '#receive.closed',
                CLOSE: '#receive.closed',
                RESUME: ignore,
                ...each([...answers, 'CANCEL', 'REFUSED'], forbidden),
              },
            },
            /** recv(2) has been called. */
            trying: {
              on: {
                DATA: got,
                END: gotEnd,
                SHORT_READ: [
                  {
                    guard: stateIn({ open: { interest: 'present' } }),
                    target: 'drained',
                    actions: ['resolve', 'noteReceived'],
                  },
                  got,
                ],
                WOULD_BLOCK: 'waiting',
                FAILED: failed,
                BUDGET_SPENT: { target: 'yielding', actions: 'queueResume' },
                ...each(others, forbidden),
              },
            },
            /** The kernel said, or would say, "would block"; the poller will say more. */
            waiting: {
              on: {
                RECEIVE: busy,
                READY: tried,
                CANCEL: cancelled,
                REFUSED: failed,
                LOST: closeWhilePending,
                CLOSE: closeWhilePending,
                ...each(['HANGUP', 'URGENT', 'RESUME'], ignore),
                ...each([...answers, 'EVICTED'], forbidden),
              },
            },
            /** Its turn comes later, as the turnstile has said (L19). */
            yielding: {
              on: {
                RECEIVE: busy,
                RESUME: tried,
                CANCEL: cancelled,
                LOST: closeWhilePending,
                CLOSE: closeWhilePending,
                ...each(['HANGUP', 'URGENT', 'READY'], ignore),
                ...each([...answers, 'EVICTED', 'REFUSED'], forbidden),
              },
            },
          },
        },
        interest: {
          initial: 'absent',
          states: {
            absent: { on: { WOULD_BLOCK: { target: 'present', actions: 'holdReader' } } },
            present: { on: { ...givenUp, REFUSED: 'absent', HANGUP: 'hungUp', URGENT: 'marked' } },
            /** The reader is held, and there may be a mark before the end of what there is. */
            marked: { on: { ...givenUp, REFUSED: forbidden, HANGUP: 'hungUp', WOULD_BLOCK: 'present' } },
            /** The reader is held, and the peer finished or the line broke. */
            hungUp: { on: { ...givenUp, REFUSED: forbidden } },
          },
        },
      },
    },
    closed: { on: each(Object.keys(EVENTS), forbidden) },
  },
});

export const receive: MachineSpec = { name: 'receive', runs: 'engine', machine, events: EVENTS };
