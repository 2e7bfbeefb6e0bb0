import { EngineError, Machine, Told, UserCall } from '../../../generated/ts/index.js';
import { Connection } from './connection.js';
import type { Context } from './context.js';
import type { Effect, Performed } from './effect.js';
import * as law from './laws.js';
import { type Due, newOperation, type Served, type Slot } from './slot.js';
import { lose } from './streams.js';

/** What the loop does by itself: connections that it reads and writes, listeners that it accepts on. */

const { transport: TRANSPORT, server: SERVER, accept: ACCEPT, receive: RECEIVE, send: SEND } = Machine;

/** Which call of the user's feeds an event, where the two have not the same name. */
const CALLS: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  [TRANSPORT]: { CLOSE: UserCall.SHUT },
  [SERVER]: { PAUSE: UserCall.PAUSE_SERVING, RESUME: UserCall.RESUME_SERVING },
};

/** The call of the user's that feeds an event of a machine. */
export function callOf(machine: number, event: string): number | undefined {
  return CALLS[machine]?.[event] ?? UserCall[event as keyof typeof UserCall];
}

/** The calls of a connection, and those of a listener. */
const OF_CONNECTIONS: readonly number[] = [
  UserCall.RESUME,
  UserCall.PAUSE,
  UserCall.WRITE,
  UserCall.WRITE_EOF,
  UserCall.SHUT,
  UserCall.ABORT,
  UserCall.TAKEN,
  UserCall.READ_INTO,
];
const OF_LISTENERS: readonly number[] = [UserCall.PAUSE_SERVING, UserCall.RESUME_SERVING];

interface TransportCall {
  readonly call: number;
  readonly asked: number;
  readonly extra: number;
}

/** What a call of the user's says of a connection or of a listener, beside the step that it is good for. */
export function followTransportCall(context: Context, slot: Slot, { call, asked, extra }: TransportCall): void {
  const { connection } = slot;
  const lacks = OF_CONNECTIONS.includes(call) ? !connection : OF_LISTENERS.includes(call) && !slot.listening;
  if (lacks) {
    const what = 'the loop does not read and write, or accept, there by itself';
    throw context.wrong(slot, law.STRANGER, what, [connection ? 'OPEN' : 'SERVE']);
  }
  switch (call) {
    case UserCall.SERVE:
      serve(context, slot, asked, extra);
      return;
    case UserCall.WRITE:
      connection?.write(asked);
      if (extra === 1) context.ahead.add(slot);
      else context.ahead.delete(slot);
      return;
    case UserCall.TAKEN:
      demandWritten(context);
      take(context, slot);
      return;
    case UserCall.READ_INTO:
      if (connection) aim(context, slot, connection, asked);
      return;
    case UserCall.SHUT:
      // What is read from now on is nobody's.
      if (connection) connection.into = 0;
      connection?.stream.shut();
      return;
    case UserCall.ABORT:
      // It is not the user's doing that memory is gone of which he wanted to write.
      if (asked === 0) connection?.stream.abort();
      slot.closedBy = asked;
  }
}

/** The loop reads and writes a connection from now on: the user's, or one that a listener has just taken. */
export function open(context: Context, slot: Slot, fd: number, asked: number): void {
  if (slot.connection || slot.listening) throw context.wrong(slot, law.STRANGER, 'it is open already', []);
  const { handing } = context;
  if (handing && handing.accepted !== fd) {
    const what = `a connection of descriptor ${fd} was made, and ${handing.accepted} was accepted`;
    throw context.wrong(slot, law.CONNECTION, what, [`OPEN of descriptor ${handing.accepted}`]);
  }
  context.read ??= asked;
  if (asked !== context.read) {
    const what = `${asked} bytes are read at a time, where others are read by ${context.read}`;
    throw context.wrong(slot, law.NOT_THE_REST, what, [`OPEN for ${context.read} bytes`]);
  }
  slot.connection = new Connection(context.streams.open(slot, fd));
  for (const machine of [TRANSPORT, RECEIVE, SEND]) slot.has[machine] = 1;
  slot.operations[RECEIVE] = newOperation(0, asked);
  slot.operations[SEND] = newOperation(0, 0);
  if (!handing?.listening) return;
  const { server } = handing.listening;
  slot.server = server;
  server.count++;
  for (const due of handing.due) {
    if (due.machine !== SERVER) continue;
    due.events = context.rules.room(server.count, server.most);
    if (server.count === server.most) tellFull(context, server, handing, due);
  }
  handing.accepted = -1;
  context.handing = undefined;
}

/** One read goes into memory of the user's, and is no longer than others. */
function aim(context: Context, slot: Slot, connection: Connection, asked: number): void {
  const { read = 0 } = context;
  if (asked > read) {
    const what = `${asked} bytes are to be read at once, where others are read by ${read}`;
    throw context.wrong(slot, law.NOT_THE_REST, what, [`READ_INTO for ${read} bytes`]);
  }
  connection.into = asked;
}

/** The other listeners of a server are told when one has taken the last connection that there may be. */
function tellFull(context: Context, { listeners }: Served, first: Slot, due: Due): void {
  for (const listener of listeners) {
    if (listener === first || context.isClosed(listener) || isFull(context, listener)) continue;
    listener.due.push({ ...due });
    context.busy.add(listener);
  }
}

/** A listener of a server, of which so many more are served next. */
function serve(context: Context, slot: Slot, most: number, more: number): void {
  if (slot.connection || slot.listening) throw context.wrong(slot, law.STRANGER, 'it is served already', []);
  if (more < 0) throw context.wrong(slot, law.LIMIT, `${more} listeners are to be served next`, []);
  const { serving } = context;
  if (serving && (most !== serving.server.most || more !== serving.more - 1)) demandServed(context);
  const server = serving?.server ?? { most, count: 0, listeners: [] };
  context.serving = more > 0 ? { server, more } : undefined;
  server.listeners.push(slot);
  slot.listening = { server, isRefused: false };
  for (const machine of [SERVER, ACCEPT]) slot.has[machine] = 1;
}

/** All listeners of a server are served by one call. */
export function demandServed(context: Context): void {
  const { serving } = context;
  const [first] = serving?.server.listeners ?? [];
  if (!serving || !first) return;
  const what = `of a server that may have ${serving.server.most} connections ${serving.more} listeners are not served yet`;
  throw context.wrong(first, law.LIMIT, what, ['SERVE']);
}

function isFull({ rules }: Context, slot: Slot): boolean {
  return rules.isFull(slot.states[SERVER] as number);
}

/** Whether there may be another connection of a listener's server. */
export function hasRoom({ listening }: Slot): boolean {
  return listening !== undefined && listening.server.count < listening.server.most;
}

/** JavaScript takes each read once. */
function take(context: Context, slot: Slot): void {
  const { connection } = slot;
  if (!connection) return;
  if (connection.untaken === 0) {
    throw context.wrong(slot, law.UNTAKEN, 'JavaScript took what it was not given', ['transport RECEIVED']);
  }
  connection.untaken--;
}

/** The slot of a connection has ended: a listener of its server may accept another one. Or that of a listener, without its user. */
export function leave(context: Context, slot: Slot): void {
  const { connection, server } = slot;
  context.ahead.delete(slot);
  const isUsers = context.why === EngineError.SOCKET_CLOSED || context.why === EngineError.LOOP_CLOSED;
  // Its table tells of it where it is not closed yet.
  const isUntold = slot.listening && !slot.listening.isRefused && context.hasEnded(slot, SERVER);
  if (isUntold && !isUsers) tellUnserved(context, slot, context.why);
  if (!connection || !server) return;
  server.count--;
  for (const listener of server.listeners) context.busy.add(listener);
}

/** Users are told that nothing more is accepted. */
function tellUnserved({ outcomes }: Context, slot: Slot, error: number): void {
  if (slot.listening) slot.listening.isRefused = true;
  outcomes.add({ slot, what: Told.UNSERVED, operation: 0, error, value: 0 });
}

/** What the actions of the two leave behind. */
export const transportEffects: Readonly<Record<string, Effect>> = {
  tellData: ({ slot }) => {
    const { connection, operations } = slot;
    if (!connection) return;
    connection.untaken++;
    connection.stream.give(operations[RECEIVE]?.given ?? 0);
  },
  tellEnd: ({ slot: { connection } }) => {
    if (connection) connection.stream.hasEnded = true;
  },
  keepReason: ({ slot: { connection }, why }) => {
    if (connection) connection.reason = why;
  },
  tellLost: (performed) => lost(performed, performed.slot.connection?.reason ?? performed.why),
  tellClosed: (performed) => lost(performed, 0),
  startLinger: ({ slot: { connection } }) => {
    if (connection) connection.lingers = true;
  },
  dropUnsent: ({ slot: { connection } }) => connection?.drop(),
  disown: ({ slot: { connection } }) => {
    if (connection) connection.owns = false;
  },
  handOver: ({ context, slot }) => {
    context.handing = slot;
  },
  tellRefused: ({ context, slot, why }) => tellUnserved(context, slot, why),
};

function lost({ context, slot: { connection } }: Performed, error: number): void {
  if (connection) lose(context, connection.stream, error);
}

/** Nothing else happens before a connection that was taken has a slot, or is closed (L8). */
export function demandHanded(context: Context): void {
  const { handing } = context;
  if (!handing) return;
  const what = `descriptor ${handing.accepted} was accepted, and not handed over`;
  throw context.wrong(handing, law.CONNECTION, what, [
    `OPEN of descriptor ${handing.accepted}`,
    'the system call close',
  ]);
}

/**
 * A connection that has ended is closed, unless its number is another file's by now; and a
 * listener that accepts nothing for want of room is told that there is some (L15).
 */
export function demandReleased(context: Context, slot: Slot): void {
  const { connection } = slot;
  if (connection?.owns && context.isClosed(slot)) {
    const what = `the connection has ended, and descriptor ${slot.fd} was not closed`;
    throw context.wrong(slot, law.UNRELEASED, what, ['the system call close']);
  }
  if (hasRoom(slot) && isFull(context, slot) && !context.isClosed(slot) && !context.isClosing) {
    const what = 'one of as many connections as there may be has ended, and no other is accepted';
    throw context.wrong(slot, law.LIMIT, what, ['server LEFT']);
  }
}

/** The loop closes a connection of its own when all of it has ended (L15). */
export function followRelease(context: Context, slot: Slot, connection: Connection): void {
  if (!context.isClosed(slot) || slot.due.length > 0 || !connection.owns) {
    const what = `descriptor ${slot.fd} was closed before its connection has ended`;
    throw context.wrong(slot, law.UNRELEASED, what, ['transport GONE']);
  }
  connection.owns = false;
}

/** What is written ahead leaves with what is written next, before anything is told, and before anything comes. */
export function demandWritten(context: Context): void {
  for (const slot of context.ahead) {
    const what = `${slot.connection?.unsent} bytes were written ahead, and nothing behind them`;
    throw context.wrong(slot, law.NOT_THE_REST, what, ['WRITE']);
  }
}

/** A send asks for all that was written and not sent, in its order (L11). */
export function followWrite(context: Context, slot: Slot, connection: Connection, taken: number, asked: number): void {
  if (!connection.mayAsk(asked) || taken > asked) {
    const what = `send asked for ${asked} bytes and took ${taken}, but ${connection.unsent} were written and not sent`;
    throw context.wrong(slot, law.NOT_THE_REST, what, [`the system call send for ${connection.unsent} bytes`]);
  }
  connection.send(taken);
  context.held(law.NOT_THE_REST);
}
