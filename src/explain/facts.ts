import { Machine, tables } from '../../generated/ts/index.js';
import { ABSENT, type Past } from '../../model/checker/trace/past.js';
import { regionValue, type Table } from '../../model/compiler/table.js';
import { RESTING } from '../../model/machines/resting.js';
import { bitsOf, type Happening, happenings, type PollerBit } from './happening.js';

/**
 * How a direction of a descriptor stands:
 * - `off`: nobody waits for it.
 * - `armed`: its callback runs once the kernel reports it.
 * - `due`: the kernel reported it, and its callback runs next.
 * - `running`: its callback runs.
 * - `held`: it belongs to the operations of the loop.
 */
export type Side = 'off' | 'armed' | 'due' | 'running' | 'held';

/** An operation that is pending, and where it stands: `waiting` for the kernel, for its next turn (`yielding`), and so on. */
export interface PendingOperation {
  /** The machine of the operation, as `receive`. */
  readonly machine: string;
  /** The state of that machine. */
  readonly flow: string;
}

/** A connection that the loop reads and writes by itself: where it stands, and where its two directions do. */
export interface ConnectionFacts {
  /** `going`, or on which way to its end. */
  readonly life: string;
  /** Whether and why it is read, or not. */
  readonly reading: string;
  /** Whether something is being sent, and whether the sending half was ended. */
  readonly writing: string;
}

/** What is known of a descriptor. */
export class Facts {
  /** The number of the descriptor. */
  readonly fd: number;
  /** Whether the loop knows the descriptor: it does (`live`), it did (`ended`), it never has (`none`), or it is `closed`. */
  readonly standing: 'live' | 'ended' | 'none' | 'closed';
  /** The state of each machine that the descriptor has, by the machine's name. */
  readonly states: Readonly<Record<string, string>>;
  /** How its reading direction stands. */
  readonly reader: Side;
  /** How its writing direction stands. */
  readonly writer: Side;
  /** What the kernel has been asked to report. */
  readonly registered: readonly PollerBit[];
  /** Of a connection or a listener of the loop's own, none of it is an operation that a user waits for. */
  readonly pending: readonly PendingOperation[];
  /** Undefined unless a transport has the descriptor. */
  readonly connection: ConnectionFacts | undefined;
  /** How the loop accepts connections here by itself; undefined if it does not. */
  readonly serving: string | undefined;
  /** What is ready at this moment, as poll(2) has it; undefined if the descriptor is not open, or if a trace tells. */
  readonly ready: readonly PollerBit[] | undefined;
  /** When the loop last took what the kernel reports: in which turn, and how many milliseconds ago; a trace does not tell. */
  readonly looked: { readonly turn: number; readonly ago: number } | undefined;
  /** Whether a thread beside JavaScript's takes it, as on tokio, or JavaScript's own; a trace does not tell. */
  readonly apart: boolean | undefined;
  /** What happened to it last, oldest first: at most 32 of the records that a trace has. */
  readonly steps: readonly Happening[];
  /** What `at` counts in them. */
  readonly unit: 'turn' | 'record';

  /** @param past undefined if the loop is closed */
  constructor(fd: number, past: Past | undefined) {
    const live = past?.live === true;
    this.fd = fd;
    this.standing = past === undefined ? 'closed' : live ? 'live' : past.slot === undefined ? 'none' : 'ended';
    this.states = live ? namesOf(past.states) : {};
    const { watch } = this.states;
    this.reader = sideOf(watch, 'reader');
    this.writer = sideOf(watch, 'writer');
    this.registered = registeredIn(watch);
    this.connection = connectionIn(this.states);
    this.serving = this.states.server;
    this.pending = this.connection || this.serving ? [] : pendingIn(this.states);
    this.ready = past?.now?.ready === undefined ? undefined : bitsOf(past.now.ready);
    this.looked = past?.now && { turn: past.now.turn, ago: past.now.sincePoll };
    this.apart = past?.now?.apart;
    this.steps = past === undefined ? [] : happenings(past.records, past.at);
    this.unit = past?.now === undefined ? 'record' : 'turn';
  }
}

const watchTable = tables[Machine.watch] as Table;

function namesOf(states: ArrayLike<number>): Record<string, string> {
  const known = tables.flatMap((table, machine) => {
    const state = states[machine] ?? ABSENT;
    return state === ABSENT ? [] : [[table.name, table.states[state] as string] as const];
  });
  return Object.fromEntries(known);
}

function regionOf(table: Table, region: string, state: string | undefined): string | null {
  return state === undefined ? null : regionValue(table, region, table.states.indexOf(state));
}

function sideOf(watch: string | undefined, region: 'reader' | 'writer'): Side {
  return (regionOf(watchTable, region, watch) ?? 'off') as Side;
}

function registeredIn(watch: string | undefined): PollerBit[] {
  const asked = regionOf(watchTable, 'registration', watch) ?? '';
  return [...(asked.includes('R') ? (['IN'] as const) : []), ...(asked.includes('W') ? (['OUT'] as const) : [])];
}

const transportTable = tables[Machine.transport] as Table;

function connectionIn({ transport }: Readonly<Record<string, string>>): ConnectionFacts | undefined {
  if (transport === undefined) {
    return undefined;
  }
  const region = (name: string): string => regionOf(transportTable, name, transport) ?? 'closed';
  return { life: region('life'), reading: region('reading'), writing: region('writing') };
}

/** Where a machine with a flow stands in it. */
export function flowOf(states: Readonly<Record<string, string>>, machine: keyof typeof Machine): string | null {
  return regionOf(tables[Machine[machine]] as Table, 'flow', states[machine]);
}

function pendingIn(states: Readonly<Record<string, string>>): PendingOperation[] {
  return tables.flatMap((table) => {
    const flow = table.regions.some(({ name }) => name === 'flow') ? regionOf(table, 'flow', states[table.name]) : null;
    return flow === null || RESTING.includes(flow) ? [] : [{ machine: table.name, flow }];
  });
}
