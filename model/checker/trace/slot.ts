import { Machine } from '../../../generated/ts/index.js';
import type { ActionRule } from './rules.js';
import { ANY_LENGTH } from './sending.js';

/** Something that must be the slot's next step: internal events are served in the order in which they came. */
export interface Due {
  readonly machine: number;
  /** The events it may be, as bits. */
  events: number;
  /** The system call whose record must come first, or -1. */
  call: number;
  /** The action that brought it about, and the step that performed it: its record, machine and cell. */
  readonly action: ActionRule;
  readonly record: number;
  readonly source: number;
  readonly cell: number;
}

/** What is known of one slot of one generation: its machines' states, and what its next records are justified by. */
export class Slot {
  readonly states: Uint8Array;
  /** Which machines the slot has: `watch`, and those of the operations that were ever begun on it. */
  readonly has: Uint8Array;
  readonly due: Due[] = [];
  /** The user's call that was not stepped yet, or -1. */
  call = -1;
  /** Machines that were not told of the user's close yet, as bits. */
  closing = 0;
  /** The kernel said, although no action had asked, that the number names another file. */
  stale = false;
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
  /** Resumptions queued, by machine. */
  readonly resumes: Uint32Array;
  /** Machines whose back-off runs, and machines that wait in line, as bits: each has its own. */
  backoffs = 0;
  lines = 0;
  /** By machine: the record by which the kernel gave it something last. */
  readonly served: Float64Array;
  /** Accepts that wait for a connection. */
  waiters = 0;
  /** How much the operation that sends has not sent yet. */
  left = ANY_LENGTH;

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

/** The operation of this machine has settled. */
const settle = (slot: Slot, machine: number): void => {
  if (machine === Machine.send) slot.left = ANY_LENGTH;
};

const joinLine = (slot: Slot, machine: number): void => {
  slot.lines |= 1 << machine;
};

const leaveLine = (slot: Slot, machine: number): void => {
  slot.lines &= ~(1 << machine);
};

/** What the actions that are no system calls leave behind, by their names. */
export const effects: Readonly<Record<string, (slot: Slot, machine: number) => void>> = {
  queueReader: ({ queued }) => {
    queued[0]++;
  },
  queueWriter: ({ queued }) => {
    queued[1]++;
  },
  callReader: ({ called }) => {
    called[0] = true;
  },
  callWriter: ({ called }) => {
    called[1] = true;
  },
  queueResume: ({ resumes }, machine) => {
    resumes[machine] = (resumes[machine] as number) + 1;
  },
  startBackoff: (slot, machine) => {
    slot.backoffs |= 1 << machine;
  },
  stopBackoff: (slot, machine) => {
    slot.backoffs &= ~(1 << machine);
  },
  lineUp: joinLine,
  passOn: leaveLine,
  leaveLine,
  deliver: (slot) => {
    slot.waiters--;
  },
  rejectAll: (slot) => {
    slot.waiters = 0;
  },
  resolve: settle,
  reject: settle,
  rejectAborted: settle,
};
