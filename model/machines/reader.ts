import { createMachine, stateIn } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * The reading half of a stream: what a connection's protocol is told is kept until somebody reads it (L11), and no more is
 * received than there is room for (L18).
 *
 * One read waits at a time; a second is refused, for nobody could say whose the bytes are. What is there already is handed out
 * at once: `look` answers whether there is as much as the read wants (FOUND), less (LACKING), or more than the limit without
 * what it looks for (PASSED).
 *
 * - `read`: a read that fails takes nothing, and the next one begins with the same bytes (V10). At the peer's end, and there
 *   alone, it gets what is left: whether that will do, its kind decides (`resolveShort`).
 * - `input`: what arrived before an end or a loss is read before it (V15).
 * - `flow`: with more than the limit that nobody waits for, the transport is paused. It is read for whoever waits, however
 *   much that is, and reading goes on when no more than the limit is left.
 */

const EVENTS = {
  READ: ['user'],
  /** The user is done with the read that waits: he aborts it, or it was given a time that is over. */
  ABORT: ['user'],
  DATA: ['engine'],
  /** The peer sends nothing more, or the connection has ended in good order. */
  END: ['engine'],
  /** The connection ended with an error. */
  LOST: ['engine'],
  FOUND: ['engine'],
  LACKING: ['engine'],
  PASSED: ['engine'],
  /** More is kept than the limit, or no more. */
  ABOVE: ['engine'],
  BELOW: ['engine'],
} as const;

const answers = ['FOUND', 'LACKING', 'PASSED'];
const weights = ['ABOVE', 'BELOW'];
const whileOpen = stateIn({ input: 'open' });

const machine = createMachine({
  id: 'reader',
  type: 'parallel',
  states: {
    read: {
      initial: 'idle',
      states: {
        idle: {
          on: {
            READ: { target: 'looking', actions: ['begin', 'look'] },
            DATA: [{ guard: whileOpen, actions: ['keep', 'weigh'] }, forbidden],
            ...each(['ABORT', 'END', 'LOST'], ignore),
            ...each(answers, forbidden),
          },
        },
        /** The answer comes behind the step. */
        looking: {
          on: {
            FOUND: { target: 'idle', actions: ['take', 'weigh', 'resolve'] },
            LACKING: [
              { guard: whileOpen, target: 'waiting' },
              { guard: stateIn({ input: 'ended' }), target: 'idle', actions: ['take', 'resolveShort'] },
              { target: 'idle', actions: 'rejectLost' },
            ],
            PASSED: { target: 'idle', actions: ['weigh', 'rejectPassed'] },
            ...each(['READ', 'ABORT', 'DATA', 'END', 'LOST', ...weights], forbidden),
          },
        },
        waiting: {
          on: {
            READ: { actions: 'refuse' },
            ABORT: { target: 'idle', actions: ['weigh', 'rejectAborted'] },
            DATA: { target: 'looking', actions: ['keep', 'look'] },
            END: { target: 'idle', actions: ['take', 'resolveShort'] },
            LOST: { target: 'idle', actions: 'rejectLost' },
            ...each([...answers, ...weights], forbidden),
          },
        },
      },
    },
    input: {
      initial: 'open',
      states: {
        open: { on: { END: 'ended', LOST: 'lost' } },
        ended: { on: { END: forbidden, LOST: ignore } },
        lost: { on: each(['END', 'LOST'], forbidden) },
      },
    },
    flow: {
      initial: 'on',
      states: {
        on: {
          on: {
            ABOVE: { target: 'off', actions: 'pauseTransport' },
            ...each(['END', 'LOST'], { target: 'over' }),
            ...each(['BELOW', 'LACKING'], ignore),
          },
        },
        off: {
          on: {
            ...each(['BELOW', 'LACKING'], { target: 'on', actions: 'resumeTransport' }),
            ...each(['END', 'LOST'], { target: 'over' }),
            ABOVE: ignore,
          },
        },
        over: { on: each([...weights, 'LACKING'], ignore) },
      },
    },
  },
});

export const reader: MachineSpec = { name: 'reader', runs: 'javascript', machine, events: EVENTS };
