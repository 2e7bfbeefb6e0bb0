import { Machine } from '../../../generated/ts/index.js';
import type { Connection } from './connection.js';
import { type Length, lengthOf } from './length.js';
import type { ActionRule } from './rules.js';
import type { SlotName } from './slot-name.js';

export type { SlotName };

/** An operation that the engine has. */
export interface Operation {
  readonly number: number;
  /** How many bytes it is to receive or to send. */
  readonly asked: number;
  /** What the last receive gave; what has been sent, and what not yet. */
  given: number;
  sent: number;
  left: Length;
}

export function newOperation(number: number, asked: number): Operation {
  return { number, asked, given: 0, sent: 0, left: lengthOf(asked) };
}

/** Something that must be the slot's next step: internal events are served in the order in which they came. */
export interface Due {
  readonly machine: number;
  /** The events it may be, as bits; and what it makes operations fail with. */
  events: number;
  why: number;
  /** The socket was made ready for it. */
  prepared?: true;
  /** The system call whose record must come first, or -1. */
  call: number;
  /** The action that brought it about, and the step that performed it: its record, machine and cell. */
  readonly action: ActionRule;
  readonly record: number;
  readonly source: number;
  readonly cell: number;
}

/** What is known of a server: how many connections all of its listeners may have at a time, 0 if any number, and have. */
export interface Served {
  readonly most: number;
  count: number;
  readonly listeners: Slot[];
}

/** What is known of a listener whose connections the loop accepts by itself. */
export interface Listening {
  readonly server: Served;
  /** Users were told, or are to be, that nothing more is accepted. */
  isRefused: boolean;
}

/** What is known of one slot of one generation: its machines' states, and what its next records are justified by. */
export class Slot implements SlotName {
  /** Its descriptor, once a call has named it. */
  fd = -1;
  readonly states: Uint8Array;
  /** Which machines the slot has: `watch`, and those of the operations that were ever begun on it. */
  readonly has: Uint8Array;
  readonly due: Due[] = [];
  /** The user's call that was not stepped yet, or -1; and the operation that it starts, or gives up. */
  call = -1;
  starting: Operation | undefined;
  cancelled = -1;
  /** The operation that its table has refused, until that is recorded. */
  refused: number | undefined;
  /** Machines that were not told of the user's close yet, as bits; and what is pending fails with. */
  closing = 0;
  closedBy = 0;
  /** The kernel said, although no action had asked, that the number names another file. */
  stale = false;
  /** It has ended of that. */
  foundStale = false;
  /** What the poller reported and the loop has not looked at yet, in the poller's bits; the record of the last report. */
  unseen = 0;
  reportedAt = 0;
  /** Events of `watch` in the report that the loop looks at, as far as they were not stepped yet, as bits. */
  looked = 0;
  /** Callbacks queued; called by the table, begun, ended: each for the reader and the writer. */
  readonly queued: [number, number] = [0, 0];
  readonly called: [boolean, boolean] = [false, false];
  readonly begun: [boolean, boolean] = [false, false];
  readonly ended: [boolean, boolean] = [false, false];
  /** The callback that was added last, by its number: for the reader and the writer. */
  readonly callbacks: [number, number] = [0, 0];
  /** The one that it took the place of. */
  readonly replaced: [number, number] = [0, 0];
  /** Resumptions queued, by machine. */
  readonly resumes: Uint32Array;
  /** Machines whose back-off runs, and machines that wait in line, as bits: each has its own. */
  backoffs = 0;
  lines = 0;
  /** By machine: the record by which the kernel gave it something last. */
  readonly served: Float64Array;
  /** Accepts that wait for a connection, in their order; and the descriptor that none has been given yet, or -1. */
  readonly waiters: number[] = [];
  accepted = -1;
  /** Of a socket that is received from: one of SocketKind. */
  kind = -1;
  /** By machine the operation of which there is one at a time. */
  readonly operations: (Operation | undefined)[] = [];
  /** What is known of it where the loop reads and writes, or accepts, by itself. */
  connection: Connection | undefined;
  listening: Listening | undefined;
  /** The server that has accepted its connection. */
  server: Served | undefined;
  /** All that the kernel was ever asked to report of it, in the poller's bits. */
  watched = 0;

  constructor(
    readonly index: number,
    readonly generation: number,
    machines: number,
  ) {
    this.states = new Uint8Array(machines);
    this.has = new Uint8Array(machines);
    this.has[Machine.watch] = 1;
    this.resumes = new Uint32Array(machines);
    this.served = new Float64Array(machines).fill(-1);
  }
}
