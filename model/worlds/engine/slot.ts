import type { Space } from '../../checker/space.js';
import type { Table } from '../../compiler/table.js';
import type { KernelShape } from '../../kernel/kernel.js';
import { OLD } from '../../kernel/numbered.js';

/** What a slot of the world is: a plain descriptor, or a socket with operations, which users begin or the loop itself. */
export interface SlotShape {
  readonly reading?: 'accept' | 'receive';
  readonly sending?: 'send';
  readonly connecting?: 'connect';
  /** The loop reads and writes by itself. */
  readonly transport?: true;
  /** The loop accepts by itself. */
  readonly server?: true;
}

/** How many bytes of a connection may be written and not have left; how many connections a server may have. */
export const UNSENT = 2;
export const CONNECTIONS = 2;

/** The operations a slot may have on a side. */
export function operationsOf(shape: SlotShape, side: 0 | 1): readonly string[] {
  const all = side ? [shape.sending, shape.connecting] : [shape.reading];
  return all.filter((machine) => machine !== undefined);
}

/** The slot is a socket's, made by the user; any other comes and goes with its callbacks. */
export function isSocket(shape: SlotShape): boolean {
  return operationsOf(shape, 0).length + operationsOf(shape, 1).length > 0;
}

/** The fields of one slot; an operation's are there only if its machine is. */
export interface Slot {
  readonly index: number;
  readonly shape: SlotShape;
  /** The state of each machine by its number; -1 where the slot does not have it. */
  readonly states: readonly number[];
  /** The descriptor number, and 1 + the open file for which the slot was made (or, later, was added to); GONE: closed since. */
  readonly number: number;
  readonly file: number;
  /** Readiness the poller has reported and the engine has not looked at. */
  readonly reported: number;
  /** A record for each side: none, or QUEUED and the bits below. */
  readonly queued: readonly [number, number];
  /** Operations: how many accepts wait, how many bytes are asked for or left to send, and of how many. */
  readonly waiters: number;
  readonly asked: number;
  readonly left: number;
  readonly total: number;
  /** The back-off timer runs, or its place in the line of those who wait for room; sides that go on in the next turn; this turn's share is used up. */
  readonly backoff: number;
  readonly resume: readonly [number, number];
  readonly spent: number;
  /** A connection: the numbers of the bytes that have not left; JavaScript has not taken what it was told. */
  readonly outgoing: number;
  readonly untaken: number;
  /** The time for which it lingers runs; why it cannot send is known; its number is another file's. */
  readonly lingers: number;
  readonly reason: number;
  readonly disowned: number;
  /** A server: what each of its connections is at (see transports.ts), and whether there may be one at most. */
  readonly connections: number;
  readonly oneAtMost: number;
  /** Another listener of the server has the one connection that there may be. */
  readonly elsewhere: number;
}

/** Takes the fields of one slot from the space of its world. */
export function slotFields(
  space: Space,
  tables: readonly Table[],
  kernel: KernelShape,
  shape: SlotShape,
  index: number,
  slots: number,
): Slot {
  const name = `slot${index}`;
  const operations = [...operationsOf(shape, 0), ...operationsOf(shape, 1)];
  const { transport, server } = shape;
  const ofLoop = [...(transport ? ['transport'] : []), ...(server ? ['server'] : [])];
  const has = (machine: string) => ['watch', ...ofLoop, ...operations].includes(machine);
  const counts = shape.sending && !transport;
  const accepts = shape.reading === 'accept';
  const flag = (what: string, there: boolean) => space.field(`${name}.${what}`, there ? 2 : 1);
  return {
    index,
    shape,
    states: tables.map((table) => (has(table.name) ? space.field(`${name}.${table.name}`, table.states.length) : -1)),
    number: space.field(`${name}.number`, kernel.numbers),
    file: space.field(`${name}.file`, kernel.files.length + 2),
    reported: space.field(`${name}.reported`, 32),
    queued: [space.field(`${name}.queuedReader`, 8), space.field(`${name}.queuedWriter`, 8)],
    waiters: space.field(`${name}.waiters`, accepts ? 3 : 1),
    asked: space.field(`${name}.asked`, shape.reading === 'receive' ? 3 : 1),
    left: space.field(`${name}.left`, counts ? 3 : 1),
    total: space.field(`${name}.total`, counts ? 3 : 1),
    backoff: space.field(`${name}.backoff`, operationsOf(shape, 1).length > 0 ? slots + 1 : accepts ? 2 : 1),
    resume: [flag('resumeReading', !!shape.reading), flag('resumeSending', !!shape.sending)],
    spent: flag('spent', isSocket(shape)),
    outgoing: space.fields(`${name}.outgoing`, transport ? UNSENT : 0, OLD + 1),
    untaken: flag('untaken', transport === true),
    lingers: flag('lingers', transport === true),
    reason: flag('reason', transport === true),
    disowned: flag('disowned', transport === true),
    connections: space.fields(`${name}.connection`, server ? CONNECTIONS : 0, 4),
    oneAtMost: flag('oneAtMost', server === true),
    elsewhere: flag('elsewhere', server === true),
  };
}
