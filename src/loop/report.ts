import {
  callbackWait,
  connectionWait,
  type Explanation,
  endWait,
  listenerWait,
  operationWait,
  table,
} from '../explain/index.js';
import { type Server, servedBy } from '../servers/index.js';
import { Preparing } from '../sockets/index.js';
import type { Parts } from './parts.js';
import { READER } from './watches.js';

/**
 * Something of a loop that is pending, and what it waits for.
 *
 * @since 0.2.0
 */
export interface PendingItem {
  /** What it is: the public call that began it or, of a connection, `transport` with that in brackets. */
  readonly what: string;
  /** Its descriptor, if it has one. */
  readonly fd?: number;
  /** What it waits for, in a few words: a call of the user, or what the kernel or the peer has to do. */
  readonly waitsFor: string;
  /** For how many milliseconds it has been pending; what `callSoon` queued has no age. */
  readonly age?: number;
  /** The line of the user's that began it, as `file:line:column`; known in debug mode only. */
  readonly at?: string;
  /** Whether the process lives as long as it is pending. */
  readonly keepsAlive: boolean;
}

/** What a report is made of. */
export interface Reported extends Parts {
  readonly closed: boolean;
  readonly isApart: boolean;
  readonly liveness: { readonly referenced: boolean };
  time(): number;
  explain(fd: number): Explanation;
}

/** How many lines a table has at the most. */
const MOST_LINES = 200;

/**
 * Who waits for what in a loop, the oldest first: as data, and as a table.
 *
 * @since 0.2.0
 */
export class Report {
  /** The backend of the loop. */
  readonly backend: 'mio' | 'tokio';
  /** Whether the loop is closed; then nothing is pending. */
  readonly closed: boolean;
  /** All that is pending, the oldest first. */
  readonly pending: readonly PendingItem[];

  /** @internal */
  constructor(loop: Reported) {
    this.backend = loop.isApart ? 'tokio' : 'mio';
    this.closed = loop.closed;
    this.pending = itemsOf(loop, loop.time()).sort((a, b) => (b.age ?? 0) - (a.age ?? 0));
  }

  /** A table for people; of more than 200 the oldest. */
  toString(): string {
    const { length } = this.pending;
    const title = `readyloop: a ${this.closed ? 'closed ' : ''}loop on ${this.backend}, ${length} pending`;
    if (length === 0) {
      return title;
    }
    const shown = this.pending.slice(0, MOST_LINES);
    const hasLines = shown.some(({ at }) => at !== undefined);
    return [
      title,
      ...table([['age', 'fd', 'what', 'waits for', hasLines ? 'begun at' : ''], ...shown.map(cells)], 2),
      ...(length > shown.length ? [`and ${length - shown.length} younger ones`] : []),
      ...(shown.every(({ keepsAlive }) => keepsAlive) ? [] : ['(unref) does not keep the process alive']),
      ...(hasLines ? [] : ['With debug: true, or READYLOOP_DEBUG=1, each has the line that began it.']),
    ].join('\n');
  }
}

function itemsOf(loop: Reported, now: number): PendingItem[] {
  const all = [
    ...callsOf(loop, now),
    ...callbacksOf(loop, now),
    ...operationsOf(loop, now),
    ...connectsOf(loop, now),
    ...transportsOf(loop, now),
    ...loop.servers.pending().map((server) => serverOf(loop, now, server)),
  ];
  return loop.liveness.referenced ? all : all.map((item) => ({ ...item, keepsAlive: false }));
}

function callsOf(loop: Reported, now: number): PendingItem[] {
  return [
    ...loop.soon.pending().map((call) => ({
      ...{ what: call.origin, waitsFor: 'the next turn', keepsAlive: call.hasRef() },
      ...lineOf(call),
    })),
    ...loop.timers.pending().map((timer) => ({
      ...{ what: timer.origin, waitsFor: `its time, in ${duration(Math.max(timer.when - now, 0))}` },
      ...{ age: now - timer.since, keepsAlive: timer.hasRef() },
      ...lineOf(timer),
    })),
  ];
}

function callbacksOf(loop: Reported, now: number): PendingItem[] {
  return loop.watches.pending().map((watch) => ({
    ...{ what: watch.origin, fd: watch.fd, age: now - watch.since, keepsAlive: watch.hasRef() },
    waitsFor: callbackWait(loop.explain(watch.fd), watch.direction === READER ? 'reader' : 'writer'),
    ...lineOf(watch),
  }));
}

function operationsOf(loop: Reported, now: number): PendingItem[] {
  return loop.operations.pending().map((operation) => {
    const { kind, socket, since } = operation;
    const isPrepared = !(operation instanceof Preparing);
    const waitsFor = isPrepared ? operationWait(loop.explain(socket.fd).states, kind.machine) : 'its addresses';
    return {
      ...{ what: kind.call, fd: socket.fd, waitsFor, age: now - since, keepsAlive: true },
      ...lineOf(operation),
    };
  });
}

function connectsOf(loop: Reported, now: number): PendingItem[] {
  return loop.connecting.pending().map((race) => ({
    ...{ what: race.call, waitsFor: race.waitsFor, age: now - race.since, keepsAlive: true },
    ...lineOf(race),
  }));
}

function transportsOf(loop: Reported, now: number): PendingItem[] {
  return loop.transports.pending().map((connection) => {
    const { fd, owner, since, keepsAlive } = connection;
    return {
      ...{ what: `transport (${owner.call})`, fd, age: now - since, keepsAlive },
      waitsFor: connectionWait(loop.explain(fd), connection.facts()),
      ...lineOf(owner),
    };
  });
}

function serverOf(loop: Reported, now: number, server: Server): PendingItem {
  const { accepting, facts } = servedBy(server);
  const { origin } = accepting;
  const { isClosed, ...standing } = facts();
  const listeners = server.sockets.map((socket) => socket.fileno());
  const waits = listeners.map((fd) => listenerWait(loop.explain(fd)));
  return {
    ...{ what: origin.call, age: now - origin.since, keepsAlive: !isClosed && server.hasRef() },
    ...(listeners[0] === undefined ? {} : { fd: listeners[0] }),
    waitsFor: isClosed ? endWait({ isClosed, ...standing }) : [...new Set(waits)].join('; '),
    ...lineOf(origin),
  };
}

function lineOf({ at }: { readonly at: string | undefined }): { at?: string } {
  return at === undefined ? {} : { at };
}

function cells({ age, fd, what, waitsFor, at, keepsAlive }: PendingItem): string[] {
  const whole = keepsAlive ? what : `${what} (unref)`;
  return [age === undefined ? '' : duration(age), fd === undefined ? '' : String(fd), whole, waitsFor, at ?? ''];
}

function duration(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
