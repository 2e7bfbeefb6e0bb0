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
 * A unix listener whose queue is full says "try again" and no poller will tell when. Who is told so waits in a line, one for
 * each destination, and tries again once it is the first there and a period is over: then the path is asked once a period
 * however many wait (L17), a place is found within a period, and nobody is overtaken (L19). So a newcomer to a path for
 * which others wait does not ask the kernel at all. The first one passes its turn on with any answer but "try again": what
 * comes of the next try is open then, and it follows at once.
 */

const EVENTS = {
  CONNECT: ['user'],
  /** The user is done with it: he aborts it, or it was given a time that is over. */
  CANCEL: ['user'],
  READY: ['wire'],
  CONNECTED: ['answer'],
  IN_PROGRESS: ['answer'],
  UNDER_WAY: ['answer'],
  QUEUE_FULL: ['answer'],
  OTHERS_WAIT: ['answer'],
  FAILED: ['answer'],
  RETRY: ['engine'],
  REFUSED: ['wire'],
  LOST: ['wire'],
  CLOSE: ['user'],
} as const;

type Event = keyof typeof EVENTS;

const answers: Event[] = ['CONNECTED', 'IN_PROGRESS', 'UNDER_WAY', 'QUEUE_FULL', 'OTHERS_WAIT', 'FAILED'];
const others = (Object.keys(EVENTS) as Event[]).filter((event) => !answers.includes(event));

const busy = { actions: 'refuseBusy' };
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
                CONNECT: { target: 'trying', actions: 'tryConnect' },
                LOST: '#connect.closed',
                CLOSE: '#connect.closed',
                ...each(['READY', 'REFUSED'], ignore),
                ...each([...answers, 'CANCEL', 'RETRY'], forbidden),
              },
            },
            /** connect(2) has been called, unless others wait for the same. */
            trying: {
              on: {
                CONNECTED: { target: 'idle', actions: 'resolve' },
                ...each(['IN_PROGRESS', 'UNDER_WAY'], { target: 'waiting' }),
                ...each(['QUEUE_FULL', 'OTHERS_WAIT'], { target: 'starved', actions: 'lineUp' }),
                FAILED: { target: 'idle', actions: 'reject' },
                ...each(others, forbidden),
              },
            },
            /** connect(2) has been called again, for an attempt that is under way and so in no line. */
            asking: {
              on: {
                CONNECTED: { target: 'idle', actions: 'resolve' },
                ...each(['IN_PROGRESS', 'UNDER_WAY'], { target: 'waiting' }),
                QUEUE_FULL: { target: 'starved', actions: 'lineUp' },
                FAILED: { target: 'idle', actions: 'reject' },
                ...each(['OTHERS_WAIT', ...others], forbidden),
              },
            },
            /** connect(2) has been called by the first of its line. */
            retrying: {
              on: {
                CONNECTED: { target: 'idle', actions: ['passOn', 'resolve'] },
                ...each(['IN_PROGRESS', 'UNDER_WAY'], { target: 'waiting', actions: 'passOn' }),
                QUEUE_FULL: { target: 'starved', actions: 'stayInLine' },
                FAILED: { target: 'idle', actions: ['passOn', 'reject'] },
                ...each(['OTHERS_WAIT', ...others], forbidden),
              },
            },
            /** The kernel is at it; the poller will say when there is news. */
            waiting: {
              on: {
                CONNECT: busy,
                READY: { target: 'asking', actions: 'askAgain' },
                CANCEL: { target: 'idle', actions: ['dissolve', 'rejectAborted'] },
                REFUSED: { target: 'idle', actions: ['dissolve', 'reject'] },
                LOST: closeWhilePending(),
                CLOSE: closeWhilePending(),
                ...each([...answers, 'RETRY'], forbidden),
              },
            },
            /** The listener's queue is full; it waits in line. */
            starved: {
              on: {
                CONNECT: busy,
                RETRY: { target: 'retrying', actions: 'askAgain' },
                CANCEL: { target: 'idle', actions: ['leaveLine', 'rejectAborted'] },
                LOST: closeWhilePending('leaveLine'),
                CLOSE: closeWhilePending('leaveLine'),
                READY: ignore,
                ...each([...answers, 'REFUSED'], forbidden),
              },
            },
          },
        },
        interest: {
          initial: 'absent',
          states: {
            absent: { on: each(['IN_PROGRESS', 'UNDER_WAY'], { target: 'present', actions: 'holdWriter' }) },
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
