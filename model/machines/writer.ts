import { createMachine } from 'xstate';
import { each, forbidden } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * The writing half of a stream: who waits for room (`drain`), and who for the end (`waitClosed`). What is written goes to the
 * transport, whatever stands here.
 *
 * Any number may wait, and all of them are told (V6): of room when there is some, and of the loss, after which there never will
 * be. A connection that ends in good order has sent what was written to it: so whoever waits for room then need wait no more.
 */

const EVENTS = {
  DRAIN: ['user'],
  WAIT_CLOSED: ['user'],
  /** `pauseWriting` and `resumeWriting` were told. */
  FULL: ['engine'],
  ROOM: ['engine'],
  /** `connectionLost` was told: null, or an error. */
  ENDED: ['engine'],
  LOST: ['engine'],
} as const;

const ended = (...actions: readonly string[]) => ({ target: 'ended', actions: [...actions, 'resolveEnds'] });
const lost = (...actions: readonly string[]) => ({ target: 'lost', actions: [...actions, 'rejectEnds'] });
const over = each(['FULL', 'ROOM', 'ENDED', 'LOST'], forbidden);

const machine = createMachine({
  id: 'writer',
  initial: 'there',
  states: {
    there: {
      on: {
        DRAIN: { actions: 'resolveDrain' },
        WAIT_CLOSED: { actions: 'holdEnd' },
        FULL: 'full',
        ENDED: ended(),
        LOST: lost(),
        ROOM: forbidden,
      },
    },
    full: {
      on: {
        DRAIN: { actions: 'holdDrain' },
        WAIT_CLOSED: { actions: 'holdEnd' },
        ROOM: { target: 'there', actions: 'resolveDrains' },
        ENDED: ended('resolveDrains'),
        LOST: lost('rejectDrains'),
        FULL: forbidden,
      },
    },
    ended: { on: { DRAIN: { actions: 'rejectDrain' }, WAIT_CLOSED: { actions: 'resolveEnd' }, ...over } },
    lost: { on: { DRAIN: { actions: 'rejectDrain' }, WAIT_CLOSED: { actions: 'rejectEnd' }, ...over } },
  },
});

export const writer: MachineSpec = { name: 'writer', runs: 'javascript', machine, events: EVENTS };
