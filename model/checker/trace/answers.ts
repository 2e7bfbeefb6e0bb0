import { constants } from 'node:os';
import { EngineError, PollerBits, SocketKind, SystemCall, UserCall } from '../../../generated/ts/layout.js';
import type { Context } from './context.js';
import { unknownRecord } from './errors.js';
import * as law from './laws.js';
import type { Wrong } from './report.js';
import { classify, systemCalls, WATCH } from './rules.js';
import { followSend } from './sending.js';
import type { Operation, Slot } from './slot.js';
import { followRelease, followWrite } from './transports.js';

/** The answer of a system call. */
export interface Answer {
  readonly call: number;
  readonly errno: number;
  readonly result: number;
  readonly asked: number;
}

/** Calls of which a record has nothing that was asked for, and those that answer nothing but whether they failed. */
const ASK_NOTHING: readonly number[] = [
  SystemCall.epoll_del,
  SystemCall.accept,
  SystemCall.connect,
  SystemCall.disconnect,
  SystemCall.setsockopt,
  SystemCall.shutdown,
];
const COUNT: readonly number[] = [SystemCall.accept, SystemCall.setsockopt, SystemCall.recv, SystemCall.send];

const KINDS: readonly number[] = Object.values(SocketKind);

/** A call that was asked for less than it might have been was asked for so many bytes, or a multiple of it (slab.rs). */
const PORTION = 64;
const LEAST_PORTION = 512;

/** Follows the answer of a system call: an action must have asked for it, and the answer tells which event comes of it. */
export function followAnswer(context: Context, slot: Slot, answer: Answer): void {
  const { call, errno, result, asked } = answer;
  demandMeaning(context, answer);
  if (call === SystemCall.setsockopt) {
    followKind(context, slot, result);
    return;
  }
  if (call === SystemCall.close) {
    followClose(context, slot, asked);
    return;
  }
  const at = slot.due.findIndex((due) => due.call === call);
  const due = slot.due[at];
  if (!due) throw strange(context, slot, call);
  const { action } = due;
  if (call === SystemCall.epoll_add || call === SystemCall.epoll_mod) checkInterest(context, slot, action.name, asked);
  const taken = errno === 0 ? result : 0;
  const operation = slot.operations[due.machine];
  const { connection } = slot;
  if (call === SystemCall.send && connection) followWrite(context, slot, connection, taken, asked);
  else if (call === SystemCall.send && operation) followSend(context, slot, operation, taken, asked);
  if (call === SystemCall.recv && operation) followReceive(context, slot, operation, taken, asked);
  if (call === SystemCall.accept && errno === 0) followAccept(context, slot, result);
  due.call = -1;
  // A send of a connection has sent all when nothing is left of what was written.
  const wanted = call === SystemCall.send && connection ? taken + connection.unsent : asked;
  due.events = classify(action, errno, result, wanted, slot.kind);
  due.why = reasonOf(call, errno);
  if (due.events === 0) slot.due.splice(at, 1);
  context.held(law.missingCall(action.name));
}

/** What means nothing in a record is 0; of a call that failed, its result is -1. */
function demandMeaning({ record }: Context, { call, errno, result, asked }: Answer): void {
  const isResult = errno === 0 ? result >= 0 && (result === 0 || COUNT.includes(call)) : result === -1;
  const isAsked = ASK_NOTHING.includes(call) ? asked === 0 : asked >= 0;
  const isErrno = POSSIBLE[call]?.includes(errno) ?? errno >= 0;
  if (!isResult || !isAsked || !isErrno) {
    throw unknownRecord(record, `${systemCalls[call]} asked for ${asked}: ${result}, errno ${errno}`);
  }
}

/** What operations fail with: the errno, or what the engine makes of it. */
function reasonOf(call: number, errno: number): number {
  if (call === SystemCall.epoll_mod) return EngineError.STALE_DESCRIPTOR;
  return errno === constants.errno.EFAULT ? EngineError.BUFFER_DETACHED : errno;
}

/** No receive is asked for more than its user wants, or gives more than it is asked for (L11). */
function followReceive(context: Context, slot: Slot, operation: Operation, taken: number, asked: number): void {
  const { connection } = slot;
  const into = connection?.into ?? 0;
  const wanted = into > 0 ? into : operation.asked;
  if (slot.kind < 0) {
    throw context.wrong(slot, law.NOT_THE_REST, 'recv was called on a socket of unknown kind', ['setsockopt']);
  }
  const isPortion = into === 0 && asked < wanted && asked >= LEAST_PORTION && asked % PORTION === 0;
  if ((asked !== wanted && !isPortion) || taken > asked) {
    const what = `recv was asked for ${asked} bytes and gave ${taken}, of a receive of ${wanted}`;
    throw context.wrong(slot, law.NOT_THE_REST, what, [`the system call recv for ${wanted} bytes`]);
  }
  operation.given = taken;
  if (connection && taken > 0) connection.into = 0;
  context.held(law.NOT_THE_REST);
}

/** Before the first receive the loop finds out what one means. */
function followKind(context: Context, slot: Slot, kind: number): void {
  const asking = slot.due.find((due) => due.call === SystemCall.recv && !due.prepared);
  if (!asking) throw strange(context, slot, SystemCall.setsockopt);
  if (!KINDS.includes(kind)) throw unknownRecord(context.record, `a socket of kind ${kind}`);
  asking.prepared = true;
  slot.kind = kind;
}

/** A connection goes to one accept, or is closed, before there is another (L8). */
function followAccept(context: Context, slot: Slot, connection: number): void {
  if (slot.accepted >= 0) {
    const what = `a connection was taken while descriptor ${slot.accepted} belonged to nobody`;
    throw context.wrong(slot, law.CONNECTION, what, ['accept ACCEPTED', 'the system call close']);
  }
  slot.accepted = connection;
}

/** The engine closes nothing but its own connections, and those that nobody gets; all other descriptors are the user's. */
function followClose(context: Context, slot: Slot, fd: number): void {
  const { connection } = slot;
  if (connection && fd === slot.fd) {
    followRelease(context, slot, connection);
    return;
  }
  if (slot.accepted !== fd) {
    throw context.wrong(slot, law.CONNECTION, `descriptor ${fd} was closed, which the loop does not own`, []);
  }
  slot.accepted = -1;
  if (context.handing === slot) context.handing = undefined;
}

function strange(context: Context, slot: Slot, call: number): Wrong {
  const expected = slot.due.flatMap((due) => (due.call < 0 ? [] : [`the system call ${systemCalls[due.call]}`]));
  return context.wrong(slot, law.STRANGER, `no action asked for the system call ${systemCalls[call]}`, expected);
}

const { EBADF, EEXIST, EINVAL, ELOOP, ENOENT, ENOMEM, ENOSPC, EPERM, EINTR, EIO, EDQUOT } = constants.errno;

/** What a call may fail with where no other record would tell: epoll_ctl(2), close(2). */
const POSSIBLE: Readonly<Record<number, readonly number[]>> = {
  [SystemCall.epoll_mod]: [0, EBADF, ENOENT, ENOMEM, EINVAL, EPERM],
  [SystemCall.epoll_del]: [0, EBADF, ENOENT, ENOMEM, EPERM],
  [SystemCall.epoll_add]: [0, EBADF, EEXIST, EINVAL, ELOOP, ENOENT, ENOMEM, ENOSPC, EPERM],
  [SystemCall.close]: [0, EBADF, EINTR, EIO, ENOSPC, EDQUOT],
};

/** The loop asks whether the number still names the file of the registration that stands; if not, it is stale (L6). */
export function followQuestion(context: Context, slot: Slot, answer: Answer): void {
  if (slot.call !== UserCall.ATTACH) throw strange(context, slot, answer.call);
  slot.call = -1;
  demandMeaning(context, answer);
  checkInterest(context, slot, 'the question for its file', answer.asked);
  slot.stale = answer.errno !== 0;
}

/** The interest asked for is that of the state after the step (R1). */
function checkInterest(context: Context, slot: Slot, action: string, asked: number): void {
  const expected = context.rules.interest(slot.states[WATCH] as number);
  slot.watched |= asked;
  if (asked === expected) return;
  const askable = ['IN', 'OUT', 'PRI'] as const;
  const words = (bits: number): string => askable.filter((name) => bits & PollerBits[name]).join('|') || 'nothing';
  const what = `${action} asked the poller for ${words(asked)} (${asked})`;
  throw context.wrong(slot, law.UNHEEDED, what, [`the interest ${words(expected)}`]);
}
