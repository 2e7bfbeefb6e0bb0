import { constants } from 'node:os';
import { EngineError, Told, UserCall } from '../../../generated/ts/layout.js';
import type { Connection } from './connection.js';
import type { Context } from './context.js';
import { unknownRecord } from './errors.js';
import * as law from './laws.js';
import { voidReport } from './reports.js';
import { TRANSPORT, userCalls } from './rules.js';
import { newOperation, type Slot, type SlotName } from './slot.js';
import { demandCalled } from './told.js';
import { followTransportCall, open } from './transports.js';
import { demandStepped } from './undone.js';

/** What the user called, or that one of his callbacks begins or ends. */
export interface CallRecord {
  readonly call: number;
  readonly fd: number;
  readonly asked: number;
  readonly extra: number;
}

/** The calls whose records have an `asked`, those that start an operation, and those whose records have no `extra`. */
const ASKS: readonly number[] = [
  UserCall.RECEIVE,
  UserCall.SEND,
  UserCall.CLOSE,
  UserCall.REFUSED,
  UserCall.OPEN,
  UserCall.WRITE,
  UserCall.ABORT,
  UserCall.SERVE,
  UserCall.READ_INTO,
];
const STARTS: readonly number[] = [UserCall.ACCEPT, UserCall.RECEIVE, UserCall.SEND, UserCall.CONNECT];
const NO_EXTRA: readonly number[] = [
  UserCall.ATTACH,
  UserCall.REMOVE_READER,
  UserCall.REMOVE_WRITER,
  UserCall.CLOSE,
  UserCall.OPEN,
  UserCall.RESUME,
  UserCall.PAUSE,
  UserCall.WRITE_EOF,
  UserCall.SHUT,
  UserCall.ABORT,
  UserCall.PAUSE_SERVING,
  UserCall.RESUME_SERVING,
  UserCall.TAKEN,
  UserCall.READ_INTO,
];
/** What the engine does by itself, whatever JavaScript is doing. */
const BY_ITSELF: readonly number[] = [UserCall.OPEN, UserCall.TAKEN];

const REFUSALS: readonly number[] = [EngineError.BUSY, EngineError.SOCKET_CLOSED, EngineError.LOOP_CLOSED];
const ABORTS: readonly number[] = [0, EngineError.BUFFER_DETACHED, constants.errno.ENOMEM];
const COUNTS: readonly number[] = [UserCall.OPEN, UserCall.WRITE, UserCall.SERVE, UserCall.READ_INTO];
const CLOSINGS: readonly number[] = [
  EngineError.SOCKET_CLOSED,
  EngineError.LOOP_CLOSED,
  EngineError.FORBIDDEN_EVENT,
  EngineError.STALE_DESCRIPTOR,
];

export function followCall(context: Context, slot: Slot, record: CallRecord): void {
  const { call, extra, asked } = record;
  demandMeaning(context, record);
  demandOwn(context, slot, record);
  const isLoops = BY_ITSELF.includes(call) || (call === UserCall.CLOSE && asked !== EngineError.LOOP_CLOSED);
  if (!isLoops) demandCalled(context);
  const direction = extra === 1 ? 1 : 0;
  switch (call) {
    case UserCall.CALLBACK_BEGIN:
      begin(context, slot, direction);
      return;
    case UserCall.CALLBACK_END: {
      const side = direction === 1 ? 'writer' : 'reader';
      if (!slot.begun[direction])
        throw context.wrong(slot, law.TWICE, `a ${side}'s callback ended that had not begun`, []);
      slot.begun[direction] = false;
      slot.ended[direction] = true;
      context.running = undefined;
      return;
    }
    case UserCall.CLOSE:
      demandStepped(context, slot);
      if (slot.connection) cutOff(context, slot, slot.connection, asked);
      else slot.closing = ~0;
      slot.closedBy = asked;
      return;
    case UserCall.OPEN:
      demandStepped(context, slot);
      open(context, slot, record.fd, asked);
      return;
    case UserCall.REFUSED:
      followRefusal(context, slot, record, slot);
      return;
    default:
      demandStepped(context, slot);
      slot.call = isUnstepped(record) ? -1 : call;
      if (call === UserCall.ADD_READER || call === UserCall.ADD_WRITER) add(context, slot, call, extra);
      if (STARTS.includes(call)) start(context, slot, extra, asked);
      if (call === UserCall.CANCEL) slot.cancelled = extra;
      followTransportCall(context, slot, record);
  }
}

/** What is written ahead is not told to the table, nor where bytes go. */
function isUnstepped({ call, extra }: CallRecord): boolean {
  return call === UserCall.READ_INTO || (call === UserCall.WRITE && extra === 1);
}

/** What ends a slot whose connection the loop has aborts that; a number that is another file's is not closed. */
function cutOff(context: Context, slot: Slot, connection: Connection, why: number): void {
  if (why !== EngineError.LOOP_CLOSED) connection.owns = false;
  if (why === EngineError.LOOP_CLOSED) connection.stream.cut();
  if (!context.hasEnded(slot, TRANSPORT)) slot.call = UserCall.ABORT;
}

/**
 * The user has ended a connection that is lost already. That may be recorded behind what he was told meanwhile, even behind
 * the loss.
 */
export function followLateEnd(context: Context, slot: SlotName, { call, asked, extra }: CallRecord): void {
  const stream = context.streams.of(slot);
  const isAgain = call === UserCall.SHUT ? stream?.isCut : stream?.isAborted;
  if (isAgain || asked !== 0 || extra !== 0) {
    const what = `${userCalls[call]} of a connection that is no more, and that its user has ended already`;
    throw context.wrong(slot, law.ORDER, what, []);
  }
  if (call === UserCall.SHUT) stream?.shut();
  else stream?.abort();
  if (stream && (stream.isOver || !stream.isMade)) context.streams.end(stream);
}

/**
 * The engine did not begin an operation, whose user is to be told.
 *
 * @param known the slot, unless it is gone
 */
export function followRefusal(context: Context, slot: SlotName, { extra, asked }: CallRecord, known?: Slot): void {
  const refused = known?.refused;
  const isBusy = asked === EngineError.BUSY;
  if ((refused !== undefined && (refused !== extra || !isBusy)) || !REFUSALS.includes(asked)) {
    throw context.wrong(slot, law.OUTCOME, `operation ${extra} was refused for reason ${asked}`, []);
  }
  if (known) known.refused = undefined;
  context.starting = extra;
  context.outcomes.add({ slot, what: Told.FAILED, operation: extra, error: asked, value: 0 });
}

function begin(context: Context, slot: Slot, direction: 0 | 1): void {
  const side = direction === 1 ? 'writer' : 'reader';
  if (!slot.called[direction]) {
    throw context.wrong(slot, law.UNCALLED, `a ${side}'s callback began that the table did not call`, [
      `watch RUN_${side.toUpperCase()} in a state in which its callback is due`,
    ]);
  }
  const { running } = context;
  if (running && !context.isClosed(running)) {
    throw context.wrong(slot, law.TWICE, `a ${side}'s callback began while one of slot ${running.index} runs`, []);
  }
  slot.called[direction] = false;
  slot.begun[direction] = true;
  context.running = slot;
  context.begun = { slot, direction, callback: slot.callbacks[direction] };
  context.held(law.UNCALLED);
}

/** Each callback has a number of its own. */
function add(context: Context, slot: Slot, call: number, callback: number): void {
  const direction = call === UserCall.ADD_READER ? 0 : 1;
  voidReport(slot, direction);
  const last = context.lastAdded;
  // Where the number names another file than it did, that file gets a slot of its own (L6).
  const isMoved = callback === last.callback && last.slot?.fd === slot.fd && last.slot.foundStale;
  if (callback <= last.callback && !isMoved) {
    const what = `callback ${callback} was added behind callback ${last.callback}`;
    throw context.wrong(slot, law.TWICE, what, [`callback ${last.callback + 1}, or a later one`]);
  }
  context.lastAdded = { callback, slot };
  slot.replaced[direction] = slot.callbacks[direction];
  slot.callbacks[direction] = callback;
}

/** Of each number there is one operation, until its user was told. */
function start(context: Context, slot: Slot, number: number, asked: number): void {
  if (context.operations.has(number) || context.outcomes.ofOperation(number)) {
    throw context.wrong(slot, law.OUTCOME, `operation ${number} began again before its user was told of its end`, []);
  }
  slot.starting = newOperation(number, asked);
  context.starting = number;
}

/** What means nothing in a record is 0. */
function demandMeaning({ record }: Context, { call, asked, extra }: CallRecord): void {
  const isDirection = call === UserCall.CALLBACK_BEGIN || call === UserCall.CALLBACK_END;
  const isKnown =
    (ASKS.includes(call) || asked === 0) &&
    (!NO_EXTRA.includes(call) || extra === 0) &&
    (!(isDirection || call === UserCall.WRITE) || extra === 0 || extra === 1) &&
    (call !== UserCall.CLOSE || CLOSINGS.includes(asked)) &&
    (call !== UserCall.ABORT || ABORTS.includes(asked)) &&
    (!COUNTS.includes(call) || asked >= 0);
  if (!isKnown) throw unknownRecord(record, `call ${call}, asked ${asked}, extra ${extra}`);
}

/** A slot has one descriptor (L6), and nothing is called on a loop that is closed but what ends it. */
function demandOwn(context: Context, slot: Slot, { call, fd, asked }: CallRecord): void {
  if (slot.fd < 0) slot.fd = fd;
  if (fd !== slot.fd || fd < 0) {
    throw context.wrong(slot, law.STRANGER, `a call names descriptor ${fd}`, [`a call of descriptor ${slot.fd}`]);
  }
  if (call === UserCall.CLOSE && asked === EngineError.LOOP_CLOSED) context.isClosing = true;
  else if (context.isClosing && call !== UserCall.REFUSED) {
    throw context.wrong(slot, law.unasked('CLOSE'), `${userCalls[call]} of a loop that is closed`, ['CLOSE']);
  }
}
