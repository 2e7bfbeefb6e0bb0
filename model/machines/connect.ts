import { createMachine } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * Connecting one stream socket, one operation at a time (C25).
 *
 * connect(2) itself is asked again whenever the poller says something: only its answer tells an early wake-up
 * ("already in progress"), the connection, and the pending error apart (C24). A cancelled attempt is dissolved, so that
 * nothing is connected behind the user's back and the socket can be connected anew at once, elsewhere too (C22, L10);
 * the interest is given up with every outcome, before the descriptor can be closed (C23, A2).
 * A unix listener whose queue is full says "try again" and no poller will tell when: the flow backs off.
 */

const EVENTS = {
  CONNECT: ['user'],
  CANCEL: ['user'],
  READY: ['wire'],
  CONNECTED: ['answer'],
  IN_PROGRESS: ['answer'],
  QUEUE_FULL: ['answer'],
  FAILED: ['answer'],
  RETRY: ['engine'],
  REFUSED: ['wire'],
  LOST: ['wire'],
  CLOSE: ['user'],
} as const;

type Event = keyof typeof EVENTS;

const answers: Event[] = ['CONNECTED', 'IN_PROGRESS', 'QUEUE_FULL', 'FAILED'];
const others = (Object.keys(EVENTS) as Event[]).filter((event) => !answers.includes(event));

const busy = { actions: 'refuseBusy' };
const tried = { target: 'trying', actions: 'tryConnect' };
const closeWhilePending = (...first: string[]) => ({ target: '#connect.closed', actions: [...first, 'reject'] });
const givenUp = { target: 'absent', actions: 'releaseWriter' };

const machine = createMachine({
  id: 'connect',
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
                CONNECT: tried,
                LOST: '#connect.closed',
                CLOSE: '#connect.closed',
                ...each(['READY', 'REFUSED'], ignore),
                ...each([...answers, 'CANCEL', 'RETRY'], forbidden),
              },
            },
            /** connect(2) has been called. */
            trying: {
              on: {
                CONNECTED: { target: 'idle', actions: 'resolve' },
                IN_PROGRESS: 'waiting',
                QUEUE_FULL: { target: 'starved', actions: 'startBackoff' },
                FAILED: { target: 'idle', actions: 'reject' },
                ...each(others, forbidden),
              },
            },
            /** The kernel is at it; the poller will say when there is news. */
            waiting: {
              on: {
                CONNECT: busy,
                READY: tried,
                CANCEL: { target: 'idle', actions: ['dissolve', 'rejectAborted'] },
                REFUSED: { target: 'idle', actions: ['dissolve', 'reject'] },
                LOST: closeWhilePending(),
                CLOSE: closeWhilePending(),
                ...each([...answers, 'RETRY'], forbidden),
              },
            },
            /** The listener's queue is full; a timer runs. */
            starved: {
              on: {
                CONNECT: busy,
                RETRY: tried,
                CANCEL: { target: 'idle', actions: ['stopBackoff', 'rejectAborted'] },
                LOST: closeWhilePending('stopBackoff'),
                CLOSE: closeWhilePending('stopBackoff'),
                READY: ignore,
                ...each([...answers, 'REFUSED'], forbidden),
              },
            },
          },
        },
        interest: {
          initial: 'absent',
          states: {
            absent: { on: { IN_PROGRESS: { target: 'present', actions: 'holdWriter' } } },
            present: {
              on: { CONNECTED: givenUp, FAILED: givenUp, QUEUE_FULL: givenUp, CANCEL: givenUp, REFUSED: 'absent' },
            },
          },
        },
      },
    },
    closed: { on: each(Object.keys(EVENTS), forbidden) },
  },
});

export const connect: MachineSpec = { name: 'connect', runs: 'engine', machine, events: EVENTS };
