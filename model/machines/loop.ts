import { createMachine, stateIn } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * A loop from its making to its end.
 *
 * `phase` is the batch that is being run: *calls* (what `callSoon` queued, or timers that are due, which end alike) or
 * *io* (callbacks of descriptors, whose engine waits for their end); it is *idle* between them and between turns. Which
 * batch follows which is for the native loop (L7). `end` says whether the loop has been stopped: a stop lets the batch
 * at hand run to its end (C17); from elsewhere it asks for a turn, whose first batch is then the last. Until then it keeps
 * the process alive (L15). Once *closed*, all calls are refused (C12, R10), and what the native loop still brings finds
 * nobody. When its engine panicked, it only fails.
 */

const EVENTS = {
  CALL: ['user'],
  STOP: ['user'],
  CLOSE: ['user'],
  RUN_CALLS: ['engine'],
  RUN_IO: ['engine'],
  RETURNED: ['engine'],
  FAILED: ['engine'],
} as const;

const stopping = stateIn({ open: { end: 'stopping' } });

/** A batch is over; `first` is done in any case. */
const returned = (...first: readonly string[]) => [
  { guard: stopping, target: '#loop.closed', actions: [...first, 'release', 'close'] },
  { target: 'idle', actions: first },
];

const batch = (...last: readonly string[]) => ({
  on: { RETURNED: returned(...last), ...each(['RUN_CALLS', 'RUN_IO', 'FAILED'], forbidden) },
});

const machine = createMachine({
  id: 'loop',
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      states: {
        phase: {
          initial: 'idle',
          states: {
            idle: {
              on: {
                RUN_CALLS: 'calls',
                RUN_IO: 'io',
                RETURNED: forbidden,
                FAILED: [
                  { guard: stopping, target: '#loop.closed', actions: ['release', 'fail'] },
                  { target: '#loop.closed', actions: 'fail' },
                ],
              },
            },
            calls: batch(),
            io: batch('finish'),
          },
        },
        end: {
          initial: 'going',
          states: {
            going: {
              on: {
                STOP: [
                  { guard: stateIn({ open: { phase: 'idle' } }), target: 'stopping', actions: ['retain', 'schedule'] },
                  { target: 'stopping', actions: 'retain' },
                ],
                CLOSE: { target: '#loop.closed', actions: 'close' },
                CALL: ignore,
              },
            },
            stopping: {
              on: {
                CLOSE: { target: '#loop.closed', actions: ['release', 'close'] },
                ...each(['STOP', 'CALL'], ignore),
              },
            },
          },
        },
      },
    },
    closed: {
      on: {
        CALL: { actions: 'refuse' },
        FAILED: { actions: 'fail' },
        ...each(['STOP', 'CLOSE', 'RUN_CALLS', 'RUN_IO', 'RETURNED'], ignore),
      },
    },
  },
});

export const loop: MachineSpec = { name: 'loop', runs: 'javascript', machine, events: EVENTS };
