import { createMachine } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * The writing half of a stream: who waits for room (`drain`), and who for the end (`waitClosed`). What is written goes to the
 * transport, whatever stands here.
 *
 * That there is no room is told at the end of a batch, which code that goes on in promises alone may never see: who drains asks the
 * transport himself. Where more is unsent than may be and nobody was told, he waits for his turn behind that in the queue of what is
 * told (*untold*), by which it was told, or is not so any more (L18).
 *
 * Any number may wait, and all of them are told (V6): of room when there is some, and of the loss, after which there never will
 * be. A connection that ends in good order has sent what was written to it: so whoever waits for room then need wait no more.
 */

const EVENTS = {
  DRAIN: ['user'],
  /** The same where more is unsent than the high mark, whether that was told or not. */
  DRAIN_ABOVE: ['user'],
  /** The turn of who asked for it. */
  TELL: ['engine'],
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
const over = { TELL: ignore, ...each(['DRAIN_ABOVE', 'FULL', 'ROOM', 'ENDED', 'LOST'], forbidden) };

const machine = createMachine({
  id: 'writer',
  initial: 'there',
  states: {
    there: {
      on: {
        DRAIN: { actions: 'resolveDrain' },
        DRAIN_ABOVE: { target: 'untold', actions: ['holdDrain', 'tellLater'] },
        WAIT_CLOSED: { actions: 'holdEnd' },
        FULL: 'full',
        ENDED: ended(),
        LOST: lost(),
        TELL: ignore,
        ROOM: forbidden,
      },
    },
    untold: {
      on: {
        ...each(['DRAIN', 'DRAIN_ABOVE'], { actions: 'holdDrain' }),
        WAIT_CLOSED: { actions: 'holdEnd' },
        FULL: 'full',
        TELL: { target: 'there', actions: 'resolveDrains' },
        ENDED: ended('resolveDrains'),
        LOST: lost('rejectDrains'),
        ROOM: forbidden,
      },
    },
    full: {
      on: {
        ...each(['DRAIN', 'DRAIN_ABOVE'], { actions: 'holdDrain' }),
        WAIT_CLOSED: { actions: 'holdEnd' },
        TELL: ignore,
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
