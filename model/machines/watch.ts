import { createMachine, stateIn } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * Both directions of one file descriptor.
 *
 * A direction is *off*, *armed* (a callback stands and waits for the poller), *due* (its callback is queued), *running*
 * (its callback is being run), or *held* by an operation of the loop itself, which reads or writes until the kernel says
 * "would block" and so never needs a re-arm. Beside them `registration` mirrors what the kernel has been asked for.
 *
 * - The poller is edge-triggered and users are promised level-triggered callbacks (L2): after a callback whose interest
 *   still stands, `rearm` makes the kernel look again (R4, F3).
 * - Removal needs no flag for "inside the callback": the direction is off at once, and the callback's end finds it off (R6).
 * - Adding on a registered descriptor always modifies the registration: a callback that was due has spent its edge, and
 *   only the kernel's "no such entry" tells that the number now names another file (STALE, L6).
 * - READ_HANGUP (RDHUP: the peer finished writing) wakes the reader; HANGUP (HUP or ERR) wakes both directions (R5).
 * - URGENT (PRI: urgent data is in the stream) is asked for where an operation holds the reader, and wakes it.
 */

const EVENTS = {
  ADD_READER: ['user'],
  ADD_WRITER: ['user'],
  REMOVE_READER: ['user'],
  REMOVE_WRITER: ['user'],
  HOLD_READER: ['wire'],
  HOLD_WRITER: ['wire'],
  RELEASE_READER: ['wire'],
  RELEASE_WRITER: ['wire'],
  READABLE: ['poller'],
  URGENT: ['poller'],
  READ_HANGUP: ['poller'],
  WRITABLE: ['poller'],
  HANGUP: ['poller'],
  RUN_READER: ['engine'],
  RUN_WRITER: ['engine'],
  READER_DONE: ['engine'],
  WRITER_DONE: ['engine'],
  REFUSED: ['answer'],
  STALE: ['answer'],
  CLOSE: ['user', 'wire'],
} as const;

type Side = 'READER' | 'WRITER';

/**
 * One direction. The poller's events that wake it are `plain`, or `noted`: of those an operation has to know, each by the
 * action beside it. `heldAgain` is the answer where an operation holds what another one of its side still holds.
 */
function direction(side: Side, plain: readonly string[], noted: Readonly<Record<string, string>>, heldAgain: object) {
  const ready = [...plain, ...Object.keys(noted)];
  const [add, remove, hold, release] = [`ADD_${side}`, `REMOVE_${side}`, `HOLD_${side}`, `RELEASE_${side}`];
  const [run, done] = [`RUN_${side}`, `${side}_DONE`];
  const name = side === 'READER' ? 'Reader' : 'Writer';
  const callbackStands = {
    [add]: 'armed',
    [remove]: 'off',
    ...each([hold, release], forbidden),
  };
  return {
    initial: 'off',
    states: {
      off: {
        on: {
          [add]: 'armed',
          [hold]: 'held',
          [release]: forbidden,
          ...each([remove, ...ready, run, done], ignore),
        },
      },
      armed: {
        on: {
          ...callbackStands,
          ...each(ready, { target: 'due', actions: `queue${name}` }),
          ...each([run, done], ignore),
          REFUSED: { target: 'off', actions: 'refuseAdd' },
        },
      },
      due: {
        on: {
          ...callbackStands,
          ...each([...ready, done], ignore),
          [run]: { target: 'running', actions: `call${name}` },
          REFUSED: forbidden,
        },
      },
      running: {
        on: {
          ...callbackStands,
          ...each(ready, ignore),
          [run]: forbidden,
          [done]: { target: 'armed', actions: 'rearm' },
          REFUSED: forbidden,
        },
      },
      held: {
        on: {
          [add]: { target: 'armed', actions: `evict${name}` },
          [hold]: heldAgain,
          [release]: 'off',
          ...each(plain, { actions: `wake${name}` }),
          ...Object.fromEntries(
            Object.entries(noted).map(([event, note]) => [event, { actions: [note, `wake${name}`] }]),
          ),
          ...each([remove, run, done], ignore),
          REFUSED: { target: 'off', actions: `refuse${name}` },
        },
      },
    },
  };
}

/** An operation's hold is not the user's to remove. */
const unlessHeld = (side: 'reader' | 'writer', step: object) => [
  { guard: stateIn({ open: { [side]: 'held' } }), ...ignore },
  step,
];

const given = { target: '#watch.closed', actions: 'deregister' };
const lost = { target: '#watch.closed', actions: 'abandon' };
const refused = 'none';
const added = (target: string) => ({ target, actions: 'reregister' });
const again = { actions: 'reregister' };
const last = { target: 'none', actions: 'deregister' };

const noted = { URGENT: 'noteUrgent', READ_HANGUP: 'noteHangup', HANGUP: 'noteHangup' };

const machine = createMachine({
  id: 'watch',
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      on: { REFUSED: forbidden, STALE: forbidden },
      states: {
        // No edge follows the end of what there is to read (R5), nor a mark at which a read ends.
        // A socket either listens or receives; but it may have sent before it connects.
        reader: direction('READER', ['READABLE'], noted, forbidden),
        writer: direction('WRITER', ['WRITABLE', 'HANGUP'], {}, ignore),
        registration: {
          initial: 'none',
          states: {
            none: {
              on: {
                ADD_READER: { target: 'R', actions: 'register' },
                HOLD_READER: { target: 'R', actions: 'register' },
                ADD_WRITER: { target: 'W', actions: 'register' },
                HOLD_WRITER: { target: 'W', actions: 'register' },
                REFUSED: forbidden,
                CLOSE: '#watch.closed',
              },
            },
            R: {
              on: {
                ADD_READER: again,
                ADD_WRITER: added('RW'),
                HOLD_WRITER: added('RW'),
                REMOVE_READER: unlessHeld('reader', last),
                RELEASE_READER: last,
                REFUSED: refused,
                STALE: lost,
                CLOSE: given,
              },
            },
            W: {
              on: {
                ADD_WRITER: again,
                HOLD_WRITER: again,
                ADD_READER: added('RW'),
                HOLD_READER: added('RW'),
                REMOVE_WRITER: unlessHeld('writer', last),
                RELEASE_WRITER: last,
                REFUSED: refused,
                STALE: lost,
                CLOSE: given,
              },
            },
            RW: {
              on: {
                ADD_READER: again,
                ADD_WRITER: again,
                HOLD_WRITER: again,
                REMOVE_READER: unlessHeld('reader', added('W')),
                REMOVE_WRITER: unlessHeld('writer', added('R')),
                RELEASE_READER: added('W'),
                RELEASE_WRITER: added('R'),
                REFUSED: forbidden,
                STALE: lost,
                CLOSE: given,
              },
            },
          },
        },
      },
    },
    closed: { on: each(Object.keys(EVENTS), forbidden) },
  },
});

export const watch: MachineSpec = { name: 'watch', runs: 'engine', machine, events: EVENTS };
