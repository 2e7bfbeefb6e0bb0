import { createMachine, stateIn } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * Who may be served in the turn at hand, of all that accept, receive or send: each of the three has one turnstile for the
 * whole engine (L19).
 *
 * Whoever wants to ask the kernel asks here first. It is put off if others wait already, if the turn's budget is used up,
 * or if it asks in vain: it has had its share of this turn, or there is no room for what it would get. Those who are put
 * off stand in one line, in the order in which that happened, and are called from it as soon as they can be served: nobody
 * overtakes them. Whoever is called asks like everybody else, and is let through. One that gives up
 * keeps its place until that is called, and has it also if it wants to be served again meanwhile.
 */

const EVENTS = {
  TURN: ['engine'],
  SPENT: ['engine'],
  ASK: ['engine'],
  ASK_IN_VAIN: ['engine'],
  LINED_UP: ['engine'],
  NEXT: ['engine'],
  NEXT_AND_LAST: ['engine'],
  PASSED: ['engine'],
} as const;

const left = stateIn({ budget: 'left' });
const whileLeft = (answer: object) => [{ guard: left, ...answer }, ignore];
const asksInTurn = [{ guard: left, actions: 'letThrough' }, { actions: 'putOff' }];
/** What cannot come between the call and what the first makes of it. */
const busy = ['TURN', 'SPENT', 'LINED_UP', 'NEXT', 'NEXT_AND_LAST'];
const calls = { NEXT: whileLeft({ target: 'calling', actions: 'call' }) };
const callsLast = { NEXT_AND_LAST: whileLeft({ target: 'callingLast', actions: 'call' }) };

const machine = createMachine({
  id: 'turnstile',
  type: 'parallel',
  states: {
    /** What the turn has left for all of them together. */
    budget: {
      initial: 'left',
      states: {
        left: { on: { SPENT: 'spent', TURN: ignore } },
        spent: { on: { SPENT: ignore, TURN: 'left' } },
      },
    },
    line: {
      initial: 'empty',
      states: {
        empty: {
          on: {
            ASK: asksInTurn,
            ASK_IN_VAIN: { actions: 'putOff' },
            LINED_UP: 'waiting',
            ...each(['NEXT', 'NEXT_AND_LAST', 'PASSED'], forbidden),
          },
        },
        waiting: {
          on: {
            ...each(['ASK', 'ASK_IN_VAIN'], { actions: 'putOff' }),
            LINED_UP: ignore,
            ...calls,
            ...callsLast,
            PASSED: forbidden,
          },
        },
        /** The first has been called; others wait behind it. */
        calling: {
          on: {
            ...each(['ASK', 'ASK_IN_VAIN'], { target: 'waiting', actions: 'letThrough' }),
            // It does not want anything any more.
            PASSED: 'waiting',
            ...each(busy, forbidden),
          },
        },
        /** The first has been called, and nobody waits behind it. */
        callingLast: {
          on: {
            ...each(['ASK', 'ASK_IN_VAIN'], { target: 'empty', actions: 'letThrough' }),
            PASSED: 'empty',
            ...each(busy, forbidden),
          },
        },
      },
    },
  },
});

export const turnstile: MachineSpec = { name: 'turnstile', runs: 'common', machine, events: EVENTS };
