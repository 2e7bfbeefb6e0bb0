import { createMachine } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * A listener whose connections the loop accepts by itself. It stands behind `accept` as one waiter that wants another
 * connection as soon as it has one, unless the user has *paused* it or there are as many as there may be (*full*).
 *
 * A server may have several listeners, one for each of its addresses, and how many connections there may be is counted over all
 * of them: FULL comes to the others as well when one of them has taken the last, before anything else happens to any; LEFT to one
 * after the other of those that are full, as long as there is room.
 *
 * A connection becomes a slot of its own at once, and JavaScript is told of it: until that is heard the engine owns it, and
 * closes it with the loop (L8, L15). Closing the listener leaves its connections alone (C35).
 */

const EVENTS = {
  SERVE: ['user'],
  PAUSE: ['user'],
  RESUME: ['user'],
  ACCEPTED: ['wire'],
  ROOM_LEFT: ['answer'],
  /** As an answer, or since another listener of the server has taken the last connection that there may be. */
  FULL: ['answer', 'engine'],
  /** One connection of as many as there may be is gone. */
  LEFT: ['engine'],
  REFUSED: ['wire'],
  LOST: ['wire'],
  CLOSE: ['user'],
} as const;

const asked = { target: 'accepting', actions: 'ask' };
const gone = { target: 'closed' };
/** The number names another file by now: nothing comes here any more, which is told. */
const lost = { target: 'closed', actions: 'tellRefused' };
const answers = ['ROOM_LEFT', 'FULL'];

const machine = createMachine({
  id: 'server',
  initial: 'idle',
  states: {
    idle: {
      on: {
        SERVE: { target: 'beginning', actions: 'count' },
        ...each(['LOST', 'CLOSE'], gone),
        ...each(['PAUSE', 'RESUME', 'ACCEPTED', ...answers, 'LEFT', 'REFUSED'], forbidden),
      },
    },
    /** Is there room, or have other listeners of the server as many as there may be? */
    beginning: {
      on: {
        ROOM_LEFT: asked,
        FULL: 'full',
        ...each(['SERVE', 'PAUSE', 'RESUME', 'ACCEPTED', 'LEFT', 'REFUSED', 'LOST', 'CLOSE'], forbidden),
      },
    },
    /** A connection is asked for. */
    accepting: {
      on: {
        FULL: { target: 'full', actions: 'withdraw' },
        ACCEPTED: { target: 'counting', actions: ['handOver', 'count'] },
        PAUSE: { target: 'paused', actions: 'withdraw' },
        REFUSED: { target: 'failed', actions: 'tellRefused' },
        LOST: lost,
        CLOSE: gone,
        RESUME: ignore,
        ...each(['SERVE', 'ROOM_LEFT', 'LEFT'], forbidden),
      },
    },
    /** Is there room for another one? */
    counting: {
      on: {
        ROOM_LEFT: { target: 'accepting', actions: 'more' },
        FULL: { target: 'full', actions: 'enough' },
        ...each(['SERVE', 'PAUSE', 'RESUME', 'ACCEPTED', 'LEFT', 'REFUSED', 'LOST', 'CLOSE'], forbidden),
      },
    },
    /** There are as many connections as there may be. */
    full: {
      on: {
        LEFT: asked,
        PAUSE: 'fullAndPaused',
        LOST: lost,
        CLOSE: gone,
        RESUME: ignore,
        ...each(['SERVE', 'ACCEPTED', ...answers, 'REFUSED'], forbidden),
      },
    },
    paused: {
      on: {
        RESUME: asked,
        FULL: 'fullAndPaused',
        LOST: lost,
        CLOSE: gone,
        PAUSE: ignore,
        ...each(['SERVE', 'ACCEPTED', 'ROOM_LEFT', 'LEFT', 'REFUSED'], forbidden),
      },
    },
    fullAndPaused: {
      on: {
        RESUME: 'full',
        LEFT: 'paused',
        LOST: lost,
        CLOSE: gone,
        PAUSE: ignore,
        ...each(['SERVE', 'ACCEPTED', ...answers, 'REFUSED'], forbidden),
      },
    },
    /** The kernel accepts nothing more here. */
    failed: {
      on: {
        ...each(['LOST', 'CLOSE'], gone),
        ...each(['PAUSE', 'RESUME', 'FULL'], ignore),
        ...each(['SERVE', 'ACCEPTED', 'ROOM_LEFT', 'LEFT', 'REFUSED'], forbidden),
      },
    },
    closed: { on: each(Object.keys(EVENTS), forbidden) },
  },
});

export const server: MachineSpec = { name: 'server', runs: 'engine', machine, events: EVENTS };
