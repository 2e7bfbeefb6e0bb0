import { constants } from 'node:os';
import { EngineError } from '../../generated/ts/layout.js';
import {
  BufferDetachedError,
  BusyError,
  ForbiddenEventError,
  LoopClosedError,
  NativePanicError,
  OtherLoopError,
  OwnedError,
  SocketClosedError,
  StaleDescriptorError,
  SystemError,
  TooManyDescriptorsError,
} from './classes.js';

/** Why something that was pending is given up, in an error that names it. */
export type Reason = (call: string) => Error;

/** What native code throws. */
interface NativeFailure {
  readonly code?: string;
  readonly errno?: number;
  readonly syscall?: string;
}

/** The code of what native code throws when it has panicked. */
const PANIC = 'GenericFailure';

/** The code of what is thrown where another loop has the descriptor, or another thread. */
const ELSEWHERE = 'ERR_OTHER_LOOP';

/** The error of a record: the kernel's if positive, the engine's own if negative. */
export function failure(error: number, syscall: string, call: string, bytesSent?: number): Error {
  switch (error) {
    case EngineError.SOCKET_CLOSED:
      return new SocketClosedError(call, bytesSent);
    case EngineError.LOOP_CLOSED:
      return new LoopClosedError(call, bytesSent);
    case EngineError.BUFFER_DETACHED:
      return new BufferDetachedError(call, bytesSent);
    case EngineError.FORBIDDEN_EVENT:
      return new ForbiddenEventError(call, bytesSent);
    case EngineError.STALE_DESCRIPTOR:
      return new StaleDescriptorError(call, bytesSent);
    case EngineError.BUSY:
      return busy(call);
    default:
      return new SystemError(error, syscall, hintOf(error, syscall), bytesSent);
  }
}

/** What to do about an answer of the kernel's that says little by itself. */
function hintOf(error: number, syscall: string): string | undefined {
  const listens = syscall === 'accept' && error === constants.errno.EINVAL;
  return listens ? 'the socket does not listen: call its listen() before' : undefined;
}

/** A callback or an operation has the direction already (C10). */
export function busy(call: string): BusyError {
  return new BusyError(
    `${call}: the descriptor has a callback, or a pending operation, in this direction; end that first`,
  );
}

/** The engine's number for why it has refused to begin an operation; undefined if that is not what was thrown. */
export function refusalIn(error: unknown): number | undefined {
  // What the user's own code throws on the way to the engine may have the same code, but not the same class.
  return error instanceof Error && error.constructor === Error
    ? REFUSALS[(error as NativeFailure).code ?? '']
    : undefined;
}

const REFUSALS: Readonly<Record<string, number>> = {
  ERR_BUSY: EngineError.BUSY,
  ERR_LOOP_CLOSED: EngineError.LOOP_CLOSED,
  ERR_SOCKET_CLOSED: EngineError.SOCKET_CLOSED,
};

/** Whether native code has refused what is another loop's. */
export function isElsewhere(error: unknown): boolean {
  return (error as NativeFailure).code === ELSEWHERE;
}

/** The typed error for what a native call threw. */
export function typed(error: unknown, call: string, hint?: string): unknown {
  const { code, errno, syscall } = error as NativeFailure;
  switch (code) {
    case 'ERR_BUSY':
      return busy(call);
    case 'ERR_OWNED':
      return new OwnedError(call);
    case ELSEWHERE:
      return new OtherLoopError(call);
    case 'ERR_LOOP_CLOSED':
      return new LoopClosedError(call);
    case 'ERR_SOCKET_CLOSED':
      return new SocketClosedError(call);
    case 'ERR_STALE_DESCRIPTOR':
      return new StaleDescriptorError(call);
    case 'ERR_TOO_MANY_SLOTS':
      return new TooManyDescriptorsError(call);
    case PANIC:
      return new NativePanicError(call, error);
    default:
      return typeof errno === 'number' && syscall !== undefined
        ? new SystemError(Math.abs(errno), syscall, hint)
        : error;
  }
}

/**
 * Calls native code where a panic is nothing to throw: what is given up is given up all the same, and the loop tells of the
 * panic by itself in its next turn.
 */
export function despitePanic<T, U>(native: () => T, otherwise: U): T | U {
  try {
    return native();
  } catch (error) {
    throwUnlessPanic(error);
    return otherwise;
  }
}

/** The part of `despitePanic` that a hot path calls by itself: what it calls is no function made for each call. */
export function throwUnlessPanic(error: unknown): void {
  if ((error as NativeFailure).code !== PANIC) throw error;
}

/** Calls native code and lets its errors out as typed ones; `hint` is what to do about those of the kernel. */
export function attempt<T>(call: string, native: () => T, hint?: string): T {
  try {
    return native();
  } catch (error) {
    throw typed(error, call, hint);
  }
}

/** Hands a descriptor to the poller; what it does not take is refused with what to do about it (C11). */
export function poll<T>(call: string, fd: number, native: () => T): T {
  try {
    return native();
  } catch (error) {
    const hints: Readonly<Record<string, string>> = {
      EPERM: `descriptor ${fd} is a regular file, a directory, or a device that is always ready, as /dev/null; use node:fs on it`,
      EBADF: `descriptor ${fd} is not open; check that it was not closed before ${call}`,
    };
    throw typed(error, call, hints[String((error as NativeFailure).code)]);
  }
}
