import { constants } from 'node:os';
import * as generated from '../../../generated/ts/index.js';
import { registrations } from '../../compiler/registration.js';
import { indexOf, regionValue, type Table } from '../../compiler/table.js';

/** The compiled tables and all that binds them to records. */
export type Tables = Pick<
  typeof generated,
  'TABLE_HASH' | 'tables' | 'wiring' | 'origins' | 'answers' | 'counted' | 'pollerEvents'
>;

export const currentTables: Tables = generated;

export const WATCH = generated.Machine.watch;
export const ACCEPT = generated.Machine.accept;
export const TRANSPORT = generated.Machine.transport;
export const SERVER = generated.Machine.server;

export const systemCalls = Object.keys(generated.SystemCall);
export const userCalls = Object.keys(generated.UserCall);

/** What an action leaves to be expected of the records that follow its step. Sets of events are bits. */
export interface ActionRule {
  /** `machine.action`, and the action by itself. */
  readonly name: string;
  readonly action: string;
  /** Its system call, or -1; the events of success in their order, of each errno, and of any other. */
  readonly call: number;
  readonly ok: readonly number[];
  readonly errors: ReadonlyMap<number, number>;
  readonly otherwise: number;
  /** The events that may come instead of the call. */
  readonly counted: number;
  /** The events it puts into the queue. */
  readonly wires: readonly (readonly [machine: number, event: number])[];
}

/** Lookups made once for a validation. */
export class Rules {
  readonly actions: readonly (readonly ActionRule[])[];
  readonly #tables: Tables;
  readonly #poller: readonly { readonly bits: number; readonly unless: number; readonly event: number }[];
  readonly #interest: readonly number[];
  readonly #callbacks: readonly boolean[];
  readonly #more: number;
  readonly #none: number;
  readonly #full: number;
  readonly #room: number;
  readonly #isFull: readonly boolean[];

  constructor(tables: Tables) {
    this.#tables = tables;
    this.actions = tables.tables.map(({ name, actions }, machine) =>
      actions.map((action, number) => this.#action(machine, number, name, action)),
    );
    this.#poller = tables.pollerEvents.map(({ bits, unless, event }) => ({
      bits: unionOf(bits),
      unless: unionOf(unless),
      event: this.#events(WATCH, [event]),
    }));
    const { IN, OUT, PRI } = generated.PollerBits;
    this.#interest = registrations(tables.tables[WATCH] as Table, IN, OUT, PRI);
    this.#callbacks = callbacksOf(tables.tables[WATCH] as Table);
    this.#more = this.#events(ACCEPT, ['MORE_WAITERS']);
    this.#none = this.#events(ACCEPT, ['NO_WAITERS']);
    this.#full = this.#events(SERVER, ['FULL']);
    this.#room = this.#events(SERVER, ['ROOM_LEFT']);
    this.#isFull = (tables.tables[SERVER] as Table).states.map((state) => state.startsWith('full'));
  }

  /** What a count of the accepts that still wait says. */
  waiters(count: number): number {
    return count > 0 ? this.#more : this.#none;
  }

  /** What a count of a server's connections says; `most` is 0 if there may be any number. */
  room(count: number, most: number): number {
    return most > 0 && count >= most ? this.#full : this.#room;
  }

  /** Whether a listener in this state of `server` accepts nothing before one of as many connections as there may be has left. */
  isFull(state: number): boolean {
    return this.#isFull[state] === true;
  }

  /** The events of `watch` that the poller's bits are. */
  pollerEvents(reported: number): number {
    let events = 0;
    for (const { bits, unless, event } of this.#poller) {
      if ((reported & bits) !== 0 && (reported & unless) === 0) events |= event;
    }
    return events;
  }

  /** Which of several events of the poller is stepped first, as all are bits: a reader's goes before a writer's (C4). */
  firstPollerEvent(events: number): number {
    return this.#poller.find(({ event }) => (events & event) !== 0)?.event ?? 0;
  }

  /** The poller's bits that a state of `watch` has registered, of IN, OUT and PRI. */
  interest(state: number): number {
    return this.#interest[state] as number;
  }

  /** Whether a callback of the user's stands in a state of `watch`. */
  hasCallback(state: number): boolean {
    return this.#callbacks[state] === true;
  }

  /** Events of a machine as bits. */
  #events(machine: number, names: readonly string[]): number {
    const { events } = this.#tables.tables[machine] as Table;
    return names.reduce((bits, name) => bits | (1 << indexOf(events, name)), 0);
  }

  #action(machine: number, number: number, machineName: string, action: string): ActionRule {
    const name = `${machineName}.${action}`;
    const answers = this.#tables.answers[name];
    const bit = (event: string): number => this.#events(machine, [event]);
    const errors = Object.entries(answers?.errors ?? {});
    return {
      name,
      action,
      call: answers ? indexOf(systemCalls, answers.call) : -1,
      ok: answers?.ok.map(bit) ?? [],
      errors: new Map(
        errors.map(([errno, event]) => [constants.errno[errno as keyof typeof constants.errno], bit(event)]),
      ),
      otherwise: answers?.otherwise ? bit(answers.otherwise) : 0,
      counted: this.#events(machine, this.#tables.counted[name] ?? []),
      wires: this.#tables.wiring[machine]?.[number] ?? [],
    };
  }
}

/** The events that a system call's answer to an action may be; 0 if it needs none. */
export function classify(
  { ok, errors, otherwise }: ActionRule,
  errno: number,
  result: number,
  asked: number,
  kind: number,
): number {
  if (errno !== 0) return errors.get(errno) ?? otherwise;
  const [all = 0, part, end] = ok;
  if (part === undefined) return all;
  if (end === undefined) return result < asked ? part : all;
  // What a receive means that brought less than was asked for, or nothing, depends on the socket (leaves/receive.rs).
  if (result === 0 && asked > 0 && kind !== generated.SocketKind.DATAGRAM) return end;
  return result < asked && kind === generated.SocketKind.TCP ? part : all;
}

/** By state of `watch`, whether a callback stands on either side. */
function callbacksOf(watch: Table): readonly boolean[] {
  const standing: readonly (string | null)[] = ['armed', 'due', 'running'];
  return watch.states.map((_, state) =>
    ['reader', 'writer'].some((side) => standing.includes(regionValue(watch, side, state))),
  );
}

function unionOf(names: readonly string[]): number {
  return names.reduce((bits, name) => bits | generated.PollerBits[name as keyof typeof generated.PollerBits], 0);
}
