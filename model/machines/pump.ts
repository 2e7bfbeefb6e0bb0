import { createMachine } from 'xstate';
import { each, forbidden } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * The I/O thread of a loop that has one, from one wait to the next.
 *
 * It *serves* what JavaScript posted, *polls*, *hands* JavaScript the records of what came of it, and waits: for a
 * notification, for the poller, for a deadline. It begins as if it had been woken. Each of the actions `wait`,
 * `waitForRoom`, `serve`, `poll` and `hand` is answered by one event; the others are not answered.
 *
 * - A flag that others raise is lowered *before* that is looked at which it tells of: `clearPending`, then `serve` (S5).
 *   Only who was woken lowers it: before that, the notification that came with it is still there.
 * - The poller's readiness is cleared only by a guard that was taken before a poll which took all there was, and so had room
 *   for more: an edge that came since is not the guard's to clear (F13).
 * - Where JavaScript's ring is full, nothing more is polled, but commands are served on (F14); `noteStalled` comes first
 *   and a second look at the ring after it, since JavaScript takes records first and then looks at that flag (L14).
 */

const EVENTS = {
  WOKEN: ['answer'],
  SERVED: ['answer'],
  ENDING: ['answer'],
  POLLED: ['answer'],
  POLLED_ALL: ['answer'],
  ALL_HANDED: ['answer'],
  RESTLESS: ['answer'],
  NO_ROOM: ['answer'],
} as const;

type Event = keyof typeof EVENTS;

/** The answers of one action; while it is asked for, nothing else can come. */
function answered(answers: Partial<Record<Event, object>>) {
  const others = Object.keys(EVENTS).filter((event) => !(event in answers));
  return { on: { ...answers, ...each(others, forbidden) } };
}

const waiting = { target: 'waiting', actions: 'wait' };
const goingOn = { target: 'serving', actions: 'serve' };
const pressing = { target: 'pressing', actions: ['noteStalled', 'hand'] };
const ended = { target: 'ended', actions: 'leave' };

const machine = createMachine({
  id: 'pump',
  initial: 'waiting',
  states: {
    /** Nothing to do: the thread sleeps. */
    waiting: answered({ WOKEN: { target: 'serving', actions: ['clearPending', 'serve'] } }),
    /** The ring of commands is drained. */
    serving: answered({ SERVED: { target: 'polling', actions: ['takeGuard', 'poll'] }, ENDING: ended }),
    /** poll(0) has been called, and what it reports is looked at. POLLED: that filled its memory, and there may be more. */
    polling: answered({
      POLLED: { target: 'handing', actions: 'hand' },
      POLLED_ALL: { target: 'handing', actions: ['clearReadiness', 'hand'] },
    }),
    /** Records move into JavaScript's ring. RESTLESS: budgets left something over, and no edge will tell of it. */
    handing: answered({ ALL_HANDED: waiting, RESTLESS: goingOn, NO_ROOM: pressing }),
    /** The ring was full; JavaScript knows by now that somebody waits for room. */
    pressing: answered({
      ALL_HANDED: waiting,
      RESTLESS: goingOn,
      NO_ROOM: { target: 'stalled', actions: 'waitForRoom' },
    }),
    /** The ring is full: the thread sleeps until it is notified, of room or of a command. */
    stalled: answered({ WOKEN: { target: 'obliging', actions: ['clearPending', 'serve'] } }),
    /** The ring of commands is drained while the other one is, perhaps, still full. */
    obliging: answered({ SERVED: pressing, ENDING: ended }),
    ended: { on: each(Object.keys(EVENTS), forbidden) },
  },
});

export const pump: MachineSpec = { name: 'pump', runs: 'thread', machine, events: EVENTS };
