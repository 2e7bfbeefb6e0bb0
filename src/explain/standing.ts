import { UserCall } from '../../generated/ts/layout.js';
import type { Past } from '../../model/checker/trace/past.js';
import { Facts, type PendingOperation } from './facts.js';
import { table } from './table.js';
import { callbackWait, connectionWait, listenerWait, operationWait } from './waits.js';

/** Something of a recorded run that was pending, and what it waited for. */
export interface StandingItem {
  readonly fd: number;
  /** `reader`, `writer`, an operation, `transport` or `server`. */
  readonly what: string;
  readonly waitsFor: string;
  /** The record that began it. */
  readonly since: number | undefined;
}

/** Who waited for what at a record of a trace, the oldest first: as data, and as a table. */
export class Standing {
  /** What stood after this record. */
  readonly record: number;
  readonly pending: readonly StandingItem[];

  constructor(record: number, pasts: readonly Past[]) {
    this.record = record;
    this.pending = pasts.flatMap(itemsOf).sort((a, b) => (a.since ?? 0) - (b.since ?? 0));
  }

  toString(): string {
    const { record, pending } = this;
    const title = `After record ${record}: ${pending.length === 0 ? 'nothing' : pending.length} pending`;
    const rows = pending.map(({ since, fd, what, waitsFor }) => [String(since ?? ''), String(fd), what, waitsFor]);
    return [title, ...(rows.length === 0 ? [] : table([['since record', 'fd', 'what', 'waits for'], ...rows], 2))].join(
      '\n',
    );
  }
}

const BEGAN = {
  reader: UserCall.ADD_READER,
  writer: UserCall.ADD_WRITER,
  accept: UserCall.ACCEPT,
  receive: UserCall.RECEIVE,
  send: UserCall.SEND,
  connect: UserCall.CONNECT,
  transport: UserCall.OPEN,
  server: UserCall.SERVE,
} as const;

function itemsOf(past: Past): StandingItem[] {
  const facts = new Facts(past.fd, past);
  const item = (what: keyof typeof BEGAN, waitsFor: string) => ({
    ...{ fd: facts.fd, what, waitsFor },
    since: past.begun?.get(BEGAN[what]),
  });
  const callbacks = (['reader', 'writer'] as const).filter((name) => !['off', 'held'].includes(facts[name]));
  return [
    ...callbacks.map((name) => item(name, callbackWait(facts, name))),
    ...facts.pending.filter(isOperation).map(({ machine }) => item(machine, operationWait(facts.states, machine))),
    ...(facts.connection === undefined ? [] : [item('transport', connectionWait(facts))]),
    ...(facts.serving === undefined ? [] : [item('server', listenerWait(facts))]),
  ];
}

type Operation = 'accept' | 'receive' | 'send' | 'connect';

function isOperation(one: PendingOperation): one is PendingOperation & { machine: Operation } {
  return one.machine in BEGAN;
}
