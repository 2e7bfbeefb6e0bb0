import { createMachine } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * Connecting to one of several addresses that a name stands for: happy eyeballs (RFC 8305).
 *
 * They are tried in their order. The next attempt begins when the one before it has failed, or has taken so long that waiting
 * for it is no good any more (the connection attempt delay); it goes on all the same, and the first that connects wins. All
 * other sockets are closed before anybody is told (V9, L15): each once, when it has failed, lost or was given up (U1).
 *
 * - *finding*: the name is looked up. The lookup belongs to others and cannot be called off, so its answer may come late or
 *   twice. It is heard once.
 * - *pacing*: at least one attempt is under way, there are more addresses, and the delay runs. With the *last* of them nothing is
 *   left to be waited for but what is under way.
 * - *won*: an attempt has connected, and whoever asked is told when its turn comes, never inside a call of a user's (TELL). Until
 *   then an abort still has its way: nobody is told of a connection that he has given up.
 * - *over*: it has settled, once (L10). What attempts and lookups still say is void.
 *
 * An attempt fails as one of three: others are under way and it is not the newest (FAILED); others are, and it was the newest
 * (NEWEST_FAILED); or no other is (ALL_FAILED).
 */

const EVENTS = {
  START: ['user'],
  /** The lookup has answered: with an address at least, or with none. */
  FOUND: ['engine'],
  NOT_FOUND: ['engine'],
  /** An attempt has begun, and there are addresses behind it, or none. */
  MORE: ['engine'],
  NO_MORE: ['engine'],
  DELAY_OVER: ['engine'],
  CONNECTED: ['engine'],
  FAILED: ['engine'],
  NEWEST_FAILED: ['engine'],
  ALL_FAILED: ['engine'],
  TELL: ['engine'],
  /** Its signal is aborted, its time is over, its loop or its socket is closed. */
  GIVE_UP: ['user', 'engine'],
} as const;

const answers = ['MORE', 'NO_MORE'];
const found = ['FOUND', 'NOT_FOUND'];
const outcomes = ['CONNECTED', 'FAILED', 'NEWEST_FAILED', 'ALL_FAILED'];

const over = (...actions: readonly string[]) => ({ target: '#race.over', actions });
const givenUp = over('closeAll', 'release', 'rejectGivenUp');
const dropped = { actions: 'drop' };
/** What holds as long as one attempt at least is under way. */
const racing = {
  CONNECTED: { target: 'won', actions: ['choose', 'closeOthers', 'tellLater'] },
  GIVE_UP: givenUp,
  ...each(found, ignore),
  ...each([...answers, 'START', 'TELL'], forbidden),
};

const machine = createMachine({
  id: 'race',
  initial: 'new',
  states: {
    new: {
      on: {
        START: { target: 'finding', actions: ['retain', 'find'] },
        ...each([...found, ...answers, ...outcomes, 'DELAY_OVER', 'TELL', 'GIVE_UP'], forbidden),
      },
    },
    finding: {
      on: {
        FOUND: { target: 'beginning', actions: ['order', 'begin'] },
        NOT_FOUND: over('release', 'rejectNotFound'),
        GIVE_UP: over('release', 'rejectGivenUp'),
        ...each([...answers, ...outcomes, 'START', 'DELAY_OVER', 'TELL'], forbidden),
      },
    },
    /** The next attempt begins. Its outcome, if it has one at once, comes behind the answer. */
    beginning: {
      on: {
        MORE: 'pacing',
        NO_MORE: 'last',
        ...each([...found, ...outcomes, 'START', 'DELAY_OVER', 'TELL', 'GIVE_UP'], forbidden),
      },
    },
    pacing: {
      entry: 'startDelay',
      exit: 'stopDelay',
      on: {
        DELAY_OVER: { target: 'beginning', actions: 'begin' },
        FAILED: dropped,
        ...each(['NEWEST_FAILED', 'ALL_FAILED'], { target: 'beginning', actions: ['drop', 'begin'] }),
        ...racing,
      },
    },
    last: {
      on: {
        ...each(['FAILED', 'NEWEST_FAILED'], dropped),
        ALL_FAILED: over('drop', 'release', 'rejectFailed'),
        DELAY_OVER: forbidden,
        ...racing,
      },
    },
    won: {
      on: {
        TELL: over('release', 'resolve'),
        GIVE_UP: givenUp,
        ...each([...found, ...outcomes], ignore),
        ...each([...answers, 'START', 'DELAY_OVER'], forbidden),
      },
    },
    over: {
      on: {
        ...each([...found, ...outcomes, 'TELL', 'GIVE_UP'], ignore),
        ...each([...answers, 'START', 'DELAY_OVER'], forbidden),
      },
    },
  },
});

export const race: MachineSpec = { name: 'race', runs: 'javascript', machine, events: EVENTS };
