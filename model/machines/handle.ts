import { createMachine, stateIn } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * One callback that the loop holds: queued by `callSoon`, set to a deadline, or standing on a descriptor.
 *
 * The same machine serves all three, for whatever they wait for, they end alike. A call and a timer *wait* (in the queue,
 * in the heap), are *due* once the batch is taken that will run them, and are *done* when their turn in it has come, or
 * *cancelled*: then the batch passes over them (C15). What is queued while a batch runs is not in it, and so has to wait
 * for the next one (L7). A callback runs once, so that to be running is to be done already. One that stands on a
 * descriptor waits until it is given up; when it is due is for `watch` to say.
 *
 * Beside that, `reference`: a callback that is to come keeps the process alive as long as it is referenced (L15).
 */

const EVENTS = {
  TAKE: ['engine'],
  RUN: ['engine'],
  CANCEL: ['user'],
  DROP: ['engine'],
  REF: ['user'],
  UNREF: ['user'],
} as const;

/** Of a callback that is still to come, a step; of any other, what is said otherwise. */
const toCome = (step: object, ...otherwise: readonly object[]) => [
  ...['waiting', 'due'].map((call) => ({ guard: stateIn({ call }), ...step })),
  ...otherwise,
];

const released = toCome({ actions: 'release' });
const ended = (target: string, ...actions: readonly string[]) => ({ target, actions });

const machine = createMachine({
  id: 'handle',
  type: 'parallel',
  states: {
    // The first region, for its actions come first: a callback that runs is not one to wait for any more.
    reference: {
      initial: 'referenced',
      states: {
        referenced: {
          on: {
            RUN: released,
            CANCEL: released,
            DROP: released,
            UNREF: toCome({ target: 'unreferenced', actions: 'release' }, { target: 'unreferenced' }),
            REF: ignore,
          },
        },
        unreferenced: {
          on: {
            REF: toCome({ target: 'referenced', actions: 'retain' }, { target: 'referenced' }),
            UNREF: ignore,
          },
        },
      },
    },
    call: {
      initial: 'waiting',
      states: {
        waiting: {
          on: {
            TAKE: 'due',
            RUN: forbidden,
            CANCEL: ended('cancelled', 'withdraw', 'retire'),
            DROP: ended('cancelled', 'retire'),
          },
        },
        /** In the batch that is being run. */
        due: {
          on: {
            TAKE: forbidden,
            RUN: ended('done', 'retire', 'call'),
            ...each(['CANCEL', 'DROP'], ended('cancelled', 'retire')),
          },
        },
        done: { on: { ...each(['TAKE', 'RUN'], forbidden), ...each(['CANCEL', 'DROP'], ignore) } },
        /** It may be in its queue or in its batch still. */
        cancelled: { on: each(['TAKE', 'RUN', 'CANCEL', 'DROP'], ignore) },
      },
    },
  },
});

export const handle: MachineSpec = { name: 'handle', runs: 'javascript', machine, events: EVENTS };
