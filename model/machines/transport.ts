import { createMachine, stateIn } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * One connection that the loop reads and writes by itself, from its making to its end: `receive` and `send` do the one and
 * the other, one read and one gathered write at a time, and here is decided when.
 *
 * - Reading goes on only when JavaScript has taken what was read: one record of a connection is on its way at a time, so
 *   that no connection fills the memory that all share (L18, L19). It begins with RESUME, behind `connectionMade` (C29). What
 *   is read while JavaScript pauses it is one read at the most, and is told: who keeps it is `protocol`.
 * - Closing loses nothing (C30): what was written leaves first, then the sending half is shut down, and input is discarded
 *   from the beginning of the close to the peer's end, or to a limit. Only then is the descriptor closed; for close(2) with
 *   unread input resets the connection, and what the kernel had taken is lost to the peer.
 * - Data that arrived before a reset is told before it (L12, V15): a send that fails ends the writing, and the rest is read
 *   up to its end, whether paused or not.
 * - `leave` closes the other machines of the slot; with the slot goes its descriptor.
 */

const EVENTS = {
  RESUME: ['user'],
  PAUSE: ['user'],
  WRITE: ['user'],
  WRITE_EOF: ['user'],
  CLOSE: ['user'],
  ABORT: ['user'],
  RECEIVED: ['wire'],
  PEER_ENDED: ['wire'],
  RECEIVE_FAILED: ['wire'],
  SENT: ['wire'],
  SEND_FAILED: ['wire'],
  LOST: ['wire'],
  GONE: ['wire'],
  TAKEN: ['engine'],
  LINGERED: ['engine'],
} as const;

type Event = keyof typeof EVENTS;

/** What does not come between its end and that of the other machines. */
const others = (Object.keys(EVENTS) as Event[]).filter((event) => !['GONE', 'SENT', 'SEND_FAILED'].includes(event));

const failing = stateIn({ open: { life: 'failing' } });
const shut = stateIn({ open: { writing: 'shut' } });
const whereFlushed = (step: object) => [
  { guard: stateIn({ open: { writing: 'idle' } }), ...step },
  { guard: shut, ...step },
];

/** The connection is over: how it is told, and the other machines of its slot end. */
const over = (told: string) => ({ target: 'over', actions: [told, 'leave'] });

const read = { target: 'receiving', actions: 'receive' };
const discarded = { target: 'discarding', actions: 'receive' };
/** What comes when nothing is being received. */
const none: Event[] = ['RECEIVED', 'PEER_ENDED'];

const machine = createMachine({
  id: 'transport',
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      on: {
        LOST: { target: '#transport.closed', actions: ['disown', 'tellLost'] },
        GONE: '#transport.closed',
      },
      states: {
        life: {
          initial: 'going',
          states: {
            going: {
              on: {
                GONE: forbidden,
                ABORT: over('tellLost'),
                CLOSE: [...whereFlushed({ target: 'closing', actions: 'startLinger' }), { target: 'closing' }],
                PEER_ENDED: 'halfClosed',
                RECEIVE_FAILED: over('tellLost'),
                SEND_FAILED: { target: 'failing', actions: ['keepReason', 'startLinger'] },
                LINGERED: forbidden,
              },
            },
            /** The peer sends nothing more. */
            halfClosed: {
              on: {
                GONE: forbidden,
                ABORT: over('tellLost'),
                CLOSE: [...whereFlushed(over('tellClosed')), { target: 'flushing' }],
                SEND_FAILED: over('tellLost'),
                ...each(['TAKEN', 'LINGERED'], forbidden),
              },
            },
            /** Closed by the user: the rest leaves, and input is discarded. */
            closing: {
              on: {
                GONE: forbidden,
                ABORT: over('tellLost'),
                CLOSE: ignore,
                SENT: { actions: 'startLinger' },
                PEER_ENDED: [{ guard: shut, ...over('tellClosed') }, { target: 'flushing' }],
                // The peer had all that was written to it, or did not wait for it.
                RECEIVE_FAILED: [{ guard: shut, ...over('tellClosed') }, over('tellLost')],
                // Not over at once: a read may be under way in this very moment, and its answer is still to come.
                SEND_FAILED: { target: 'failing', actions: ['keepReason', 'startLinger'] },
                LINGERED: [{ guard: shut, ...over('tellClosed') }, forbidden],
              },
            },
            /** Closed by the user, and there is no more input. */
            flushing: {
              on: {
                GONE: forbidden,
                ABORT: over('tellLost'),
                CLOSE: ignore,
                SENT: over('tellClosed'),
                SEND_FAILED: over('tellLost'),
                LINGERED: forbidden,
              },
            },
            /** A send has failed, and what arrived before that is still being read. */
            failing: {
              on: {
                GONE: forbidden,
                ABORT: over('tellLost'),
                CLOSE: over('tellLost'),
                PEER_ENDED: over('tellLost'),
                RECEIVE_FAILED: over('tellLost'),
                LINGERED: over('tellLost'),
                ...each(['SENT', 'SEND_FAILED'], forbidden),
              },
            },
            /** Told, and the other machines are ending; a send that was under way has its outcome yet. */
            over: { on: each(others, forbidden) },
          },
        },
        reading: {
          initial: 'paused',
          states: {
            /** Nothing is being received. */
            paused: {
              on: {
                RESUME: read,
                PAUSE: ignore,
                CLOSE: discarded,
                SEND_FAILED: read,
                ...each([...none, 'RECEIVE_FAILED', 'TAKEN'], forbidden),
              },
            },
            receiving: {
              on: {
                RECEIVED: { target: 'untaken', actions: 'tellData' },
                PEER_ENDED: [
                  { guard: failing, target: 'ended' },
                  { target: 'ended', actions: 'tellEnd' },
                ],
                PAUSE: [{ guard: failing, ...ignore }, { target: 'stopping' }],
                CLOSE: 'discarding',
                RESUME: ignore,
                TAKEN: forbidden,
              },
            },
            /** Paused with a receive under way, which has its outcome all the same. */
            stopping: {
              on: {
                RECEIVED: { target: 'kept', actions: 'tellData' },
                PEER_ENDED: { target: 'ended', actions: 'tellEnd' },
                RESUME: 'receiving',
                CLOSE: 'discarding',
                SEND_FAILED: 'receiving',
                PAUSE: ignore,
                TAKEN: forbidden,
              },
            },
            /** JavaScript has not taken what was read. */
            untaken: {
              on: {
                TAKEN: read,
                PAUSE: [{ guard: failing, ...ignore }, { target: 'kept' }],
                CLOSE: [{ guard: failing, ...ignore }, discarded],
                RESUME: ignore,
                ...each([...none, 'RECEIVE_FAILED'], forbidden),
              },
            },
            /** The same, paused. */
            kept: {
              on: {
                TAKEN: 'paused',
                RESUME: 'untaken',
                CLOSE: discarded,
                SEND_FAILED: 'untaken',
                PAUSE: ignore,
                ...each([...none, 'RECEIVE_FAILED'], forbidden),
              },
            },
            discarding: {
              on: {
                RECEIVED: { target: 'discarding', actions: ['discard', 'receive'] },
                PEER_ENDED: 'ended',
                ...each(['RESUME', 'PAUSE', 'TAKEN', 'CLOSE'], ignore),
                ...each(['WRITE', 'WRITE_EOF'], forbidden),
              },
            },
            /** The peer sends nothing more. */
            ended: {
              on: {
                ...each(['RESUME', 'PAUSE', 'TAKEN', 'CLOSE', 'SEND_FAILED'], ignore),
                ...each([...none, 'RECEIVE_FAILED'], forbidden),
              },
            },
          },
        },
        writing: {
          initial: 'idle',
          states: {
            idle: {
              on: {
                WRITE: { target: 'sending', actions: 'send' },
                WRITE_EOF: { target: 'shut', actions: 'shutDown' },
                CLOSE: { target: 'shut', actions: 'shutDown' },
                ...each(['SENT', 'SEND_FAILED'], forbidden),
              },
            },
            /** What is written meanwhile leaves with the rest. */
            sending: {
              on: {
                SENT: 'idle',
                WRITE: ignore,
                WRITE_EOF: 'finishing',
                CLOSE: 'finishing',
                SEND_FAILED: { target: 'broken', actions: 'dropUnsent' },
              },
            },
            /** The rest, and then nothing more. */
            finishing: {
              on: {
                SENT: { target: 'shut', actions: 'shutDown' },
                CLOSE: ignore,
                ...each(['WRITE', 'WRITE_EOF'], forbidden),
                SEND_FAILED: { target: 'broken', actions: 'dropUnsent' },
              },
            },
            shut: {
              on: {
                CLOSE: ignore,
                ...each(['WRITE', 'WRITE_EOF', 'SENT', 'SEND_FAILED'], forbidden),
              },
            },
            /** What is written is dropped: JavaScript does not know yet. */
            broken: {
              on: {
                WRITE: { actions: 'dropUnsent' },
                ...each(['WRITE_EOF', 'CLOSE'], ignore),
                ...each(['SENT', 'SEND_FAILED'], forbidden),
              },
            },
          },
        },
      },
    },
    closed: { on: each(Object.keys(EVENTS), forbidden) },
  },
});

export const transport: MachineSpec = { name: 'transport', runs: 'engine', machine, events: EVENTS };
