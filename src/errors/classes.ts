import { describe } from './describe.js';
import { errnoMeaning, errnoName } from './errno.js';

export { UnknownOptionError } from '../../model/options.js';

/**
 * Every error the library makes: a class per kind, a stable `code`, and a message that names what was wrong and what to
 * do about it. Errors of the kernel are `SystemError`s with `code`, `errno` and `syscall` like Node's own.
 *
 * @since 0.1.0
 */

/** An argument of the wrong type. */
export class InvalidArgumentTypeError extends TypeError {
  readonly code = 'ERR_INVALID_ARG_TYPE';

  constructor(argument: string, expected: string, actual: unknown) {
    super(`${argument} must be ${expected}; got ${describe(actual)}`);
  }
}

/** An argument of the right type with a value that nothing accepts. */
export class InvalidArgumentValueError extends TypeError {
  readonly code = 'ERR_INVALID_ARG_VALUE';

  constructor(argument: string, expected: string, actual: unknown) {
    super(`${argument} must be ${expected}; got ${describe(actual)}`);
  }
}

/** A number outside of what is allowed. */
export class OutOfRangeError extends RangeError {
  readonly code = 'ERR_OUT_OF_RANGE';

  constructor(argument: string, expected: string, actual: unknown) {
    super(`${argument} must be ${expected}; got ${describe(actual)}`);
  }
}

/** An address that does not fit the socket's family, or fits none. */
export class BadAddressError extends TypeError {
  override readonly name: string = 'BadAddressError';
  readonly code = 'ERR_BAD_ADDRESS';
}

/** An operation that ended without its value. */
export abstract class OperationError extends Error {
  /** Of a `sockSendall`: how many bytes the kernel had taken before. */
  declare readonly bytesSent?: number;

  constructor(message: string, bytesSent: number | undefined, options?: ErrorOptions) {
    super(message, options);
    if (bytesSent !== undefined) {
      this.bytesSent = bytesSent;
    }
  }
}

/** What the kernel answered to a system call. */
export class SystemError extends OperationError {
  override readonly name: string = 'SystemError';
  /** The kernel's name of the error, e.g. `ECONNRESET`. */
  readonly code: string;
  /** Negative, as in Node. */
  readonly errno: number;
  /** The system call that was answered so, as `connect`. */
  readonly syscall: string;
  /** Of a connection or a server: the address that it is about, or the path, where it is known. */
  declare readonly address?: string;
  /** The port of that address, if it has one. */
  declare readonly port?: number;

  constructor(errno: number, syscall: string, hint?: string, bytesSent?: number) {
    const code = errnoName(errno);
    super(`${syscall} ${code}: ${errnoMeaning(errno)}${hint === undefined ? '' : `; ${hint}`}`, bytesSent);
    this.code = code;
    this.errno = -errno;
    this.syscall = syscall;
  }
}

/**
 * The same error with the address that it is about, a host and a port, or a path: in its fields, and behind its code in the
 * message, as Node has it. Its stack is that of the call, with the message as it is now.
 */
export function atAddress(error: Error, address: string, port?: number): Error {
  if (error instanceof SystemError && error.address === undefined) {
    Object.assign(error, port === undefined ? { address } : { address, port });
    const place = port === undefined ? shownPath(address) : `${shownHost(address)}:${port}`;
    error.message = error.message.replace(':', () => ` ${place}:`);
    Error.captureStackTrace(error, atAddress);
  }
  return error;
}

function shownHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** The NULs of an abstract name as the tools of Linux show them. */
function shownPath(path: string): string {
  return path.replaceAll('\0', '@');
}

/**
 * Each of a host's addresses was tried, and none could be connected to. `errors` tells why, in the order of the addresses;
 * `code`, `errno` and `syscall` are those of the first, as with Node.
 */
export class ConnectError extends AggregateError {
  override readonly name: string = 'ConnectError';
  /** That of the first error, or ERR_CONNECT if it has none. */
  readonly code: string;
  /** That of the first error, if it has one. */
  declare readonly errno?: number;
  /** That of the first error, if it has one. */
  declare readonly syscall?: string;

  constructor(call: string, host: string, errors: readonly Error[]) {
    super(
      errors,
      `${call}: none of the ${errors.length} addresses of the host ${JSON.stringify(host)} could be connected to: ` +
        errors.map(({ message }) => message).join('; '),
    );
    const { code = 'ERR_CONNECT', errno, syscall } = errors[0] as Partial<SystemError>;
    this.code = code;
    Object.assign(this, errno === undefined ? {} : { errno }, syscall === undefined ? {} : { syscall });
  }
}

/** A connection was not made in the time that was given for it. */
export class ConnectTimeoutError extends Error {
  override readonly name: string = 'ConnectTimeoutError';
  readonly code = 'ERR_CONNECT_TIMEOUT';
  /** What addresses that were tried had failed with by then. */
  readonly errors: readonly Error[];

  constructor(call: string, ms: number, errors: readonly Error[]) {
    super(`${call}: there was no connection within ${ms} ms, as long as options.timeout allows`);
    this.errors = errors;
  }
}

/**
 * What a connect comes to. Its failure was made when the answer came, far from any caller: it gets the stack of whoever awaits
 * this. What is not of the kind that connects fail with, as what a protocol threw, is left as it is.
 */
export async function fromCaller<T>(made: Promise<T>): Promise<T> {
  try {
    return await made;
  } catch (error) {
    if (error instanceof SystemError || error instanceof ConnectError || error instanceof ConnectTimeoutError) {
      Error.captureStackTrace(error, fromCaller);
    }
    throw error;
  }
}

/** The descriptor has another owner in this direction: a callback, or a pending operation (C25). */
export class BusyError extends Error {
  override readonly name: string = 'BusyError';
  readonly code = 'ERR_BUSY';
}

/** The descriptor belongs to a transport, which reads, writes and closes it by itself (C10). */
export class OwnedError extends Error {
  override readonly name: string = 'OwnedError';
  readonly code = 'ERR_OWNED';

  constructor(call: string) {
    super(`${call}: a transport owns the descriptor; use the transport, or close it first`);
  }
}

/**
 * The socket is in use elsewhere: another loop has callbacks or operations on it, or another thread owns its descriptor. An open
 * socket belongs to one loop until that lets go of it (L11, C25, C26).
 */
export class OtherLoopError extends Error {
  override readonly name: string = 'OtherLoopError';
  readonly code = 'ERR_OTHER_LOOP';

  constructor(call: string) {
    super(
      `${call}: the socket belongs to another loop, or to a Socket of another thread; end there what is pending on it, or hand ` +
        'it over as Socket.fromFd(socket.detach())',
    );
  }
}

/** A write after `writeEof`: the peer was told that nothing more comes (C33). */
export class WriteAfterEofError extends Error {
  override readonly name: string = 'WriteAfterEofError';
  readonly code = 'ERR_WRITE_AFTER_EOF';

  constructor(call: string) {
    super(`${call}: the writing half was ended by writeEof; write before it`);
  }
}

/** Nothing was received and nothing written for as long as `transport.setTimeout` allows. */
export class IdleTimeoutError extends Error {
  override readonly name: string = 'IdleTimeoutError';
  readonly code = 'ERR_IDLE_TIMEOUT';

  constructor(ms: number) {
    super(`the connection was idle for ${ms} ms, as long as transport.setTimeout allows`);
  }
}

/** The peer ended before all had come that a read of a stream wanted. */
export class IncompleteReadError extends Error {
  override readonly name: string = 'IncompleteReadError';
  readonly code = 'ERR_INCOMPLETE_READ';
  /** What had come. It is taken from the stream. */
  readonly partial: Buffer;
  /** How many bytes were wanted; undefined if that was not a number but a separator. */
  readonly expected: number | undefined;

  constructor(call: string, partial: Buffer, expected: number | undefined) {
    const wanted = expected === undefined ? 'and no separator' : `of ${expected}`;
    super(`${call}: the peer ended after ${partial.length} bytes ${wanted}; they are in error.partial`);
    this.partial = partial;
    this.expected = expected;
  }
}

/** More has come than the limit of a stream without the separator that a read looks for. Nothing is taken. */
export class LimitOverrunError extends Error {
  override readonly name: string = 'LimitOverrunError';
  readonly code = 'ERR_LIMIT_OVERRUN';
  /** How many of the bytes that are there belong to what was wanted, for sure: they stand before the separator, if it is there. */
  readonly consumed: number;
  /** The limit that was passed, in bytes. */
  readonly limit: number;

  constructor(call: string, consumed: number, limit: number, isFound: boolean) {
    const why = isFound
      ? `the separator comes after ${consumed} bytes`
      : `there are ${consumed} bytes and no separator`;
    super(
      `${call}: ${why}, and options.limit is ${limit}. Nothing was taken: call it again with a greater limit, or take a part ` +
        'by read(error.consumed), or close the stream',
    );
    this.consumed = consumed;
    this.limit = limit;
  }
}

/** The connection of a stream has ended: there never will be room in it. */
export class StreamClosedError extends Error {
  override readonly name: string = 'StreamClosedError';
  readonly code = 'ERR_STREAM_CLOSED';

  constructor(call: string) {
    super(`${call}: the connection is closed, and nothing that is written leaves any more; open a new one`);
  }
}

/** The server was closed before. */
export class ServerClosedError extends Error {
  override readonly name: string = 'ServerClosedError';
  readonly code = 'ERR_SERVER_CLOSED';

  constructor(call: string) {
    super(`${call}: the server is closed; make a new one by loop.createServer`);
  }
}

/** The loop has as many descriptors as it can hold. */
export class TooManyDescriptorsError extends Error {
  override readonly name: string = 'TooManyDescriptorsError';
  readonly code = 'ERR_TOO_MANY_DESCRIPTORS';

  constructor(call: string) {
    super(`${call}: a loop holds 2^20 descriptors; close some, or spread them over several loops`);
  }
}

/** The loop was closed before, or under a pending operation (C12). */
export class LoopClosedError extends OperationError {
  override readonly name: string = 'LoopClosedError';
  readonly code = 'ERR_LOOP_CLOSED';

  constructor(call: string, bytesSent?: number) {
    super(`${call}: the loop is closed; make a new Loop`, bytesSent);
  }
}

/** The socket was closed or detached before, or under a pending operation (C26). */
export class SocketClosedError extends OperationError {
  override readonly name: string = 'SocketClosedError';
  readonly code = 'ERR_SOCKET_CLOSED';

  constructor(call: string, bytesSent?: number) {
    super(`${call}: the socket is closed or detached; make or accept a new one`, bytesSent);
  }
}

/** The buffer of a waiting operation was transferred or shrunk by its owner: nothing was written to or read from it. */
export class BufferDetachedError extends OperationError {
  override readonly name: string = 'BufferDetachedError';
  readonly code = 'ERR_BUFFER_DETACHED';
  /** What was received for it already, on a thread beside JavaScript's: it would be lost otherwise. */
  declare readonly received?: Buffer;

  constructor(call: string, bytesSent?: number, received?: Buffer) {
    super(
      `${call}: the buffer was transferred or resized while queued; keep it as it is until the promise settles`,
      bytesSent,
    );
    if (received !== undefined) {
      this.received = received;
    }
  }
}

/** The descriptor's number names another file than when it was registered, or none (L6). */
export class StaleDescriptorError extends OperationError {
  override readonly name: string = 'StaleDescriptorError';
  readonly code = 'ERR_STALE_DESCRIPTOR';

  constructor(call: string, bytesSent?: number) {
    super(
      `${call}: the descriptor was closed behind the loop's back; remove its callbacks, or close it as a Socket, first`,
      bytesSent,
    );
  }
}

/** The engine met an event that its specification excludes; the descriptor was given up, all others go on (L16). */
export class ForbiddenEventError extends OperationError {
  override readonly name: string = 'ForbiddenEventError';
  readonly code = 'ERR_FORBIDDEN_EVENT';

  constructor(call: string, bytesSent?: number) {
    super(
      `${call}: the engine met an event that its tables forbid and gave the descriptor up; please report this with a trace`,
      bytesSent,
    );
  }
}

/** A callback or a loop met an event that its specification excludes; nothing came of the event (L16). */
export class ForbiddenStepError extends Error {
  override readonly name: string = 'ForbiddenStepError';
  readonly code = 'ERR_FORBIDDEN_STEP';

  constructor(machine: string, state: string | undefined, event: string | undefined) {
    super(`the tables of '${machine}' forbid ${event} in the state '${state}'; please report this with what led to it`);
  }
}

/** The native code of a loop panicked: the loop is closed, and what was pending on it is lost; other loops go on. */
export class NativePanicError extends OperationError {
  override readonly name: string = 'NativePanicError';
  readonly code = 'ERR_NATIVE_PANIC';

  constructor(call: string, cause?: unknown) {
    super(
      `${call}: the native code of the loop panicked, and the loop is closed; please report this with what is on stderr`,
      undefined,
      { cause },
    );
  }
}

/** How to get an addon that fits, where the package is installed and in a clone. */
const BUILD = 'build it with "npx readyloop build", in a clone with "npm run build:native" (Rust is needed)';

/** There is no native addon to load. */
export class AddonMissingError extends Error {
  override readonly name: string = 'AddonMissingError';
  readonly code = 'ERR_ADDON_MISSING';

  constructor(path: string, cause: unknown) {
    super(
      `the native addon ${path} cannot be loaded: no prebuilt one fits here, or optional dependencies were left out; ${BUILD}`,
      { cause },
    );
  }
}

/** The native addon was built from other tables than these sources. */
export class AddonMismatchError extends Error {
  override readonly name: string = 'AddonMismatchError';
  readonly code = 'ERR_ADDON_MISMATCH';

  constructor(path: string, expected: string, actual: string) {
    super(
      `the native addon ${path} was built from other tables (${actual.slice(0, 12)}) than this package has ` +
        `(${expected.slice(0, 12)}); ${BUILD}`,
    );
  }
}

/** What runs the program lacks what the loop, or one of its backends, stands on. */
export class UnsupportedRuntimeError extends Error {
  override readonly name: string = 'UnsupportedRuntimeError';
  readonly code = 'ERR_UNSUPPORTED_RUNTIME';
}

/** It took longer than its option `timeout` allows, and nothing was taken from the kernel (L10). */
export class TimeoutError extends OperationError {
  override readonly name: string = 'TimeoutError';
  readonly code = 'ERR_TIMEOUT';

  constructor(call: string, ms: number, bytesSent?: number) {
    const sent = bytesSent === undefined ? '' : ` after ${bytesSent} bytes were sent`;
    super(`${call} took longer than ${ms} ms, which options.timeout allows${sent}`, bytesSent);
  }
}

/** The operation was aborted by its signal, and nothing was taken from the kernel (L10). */
export class AbortError extends OperationError {
  override readonly name: string = 'AbortError';
  readonly code = 'ABORT_ERR';

  constructor(call: string, reason: unknown, bytesSent?: number) {
    const sent = bytesSent === undefined ? '' : ` after ${bytesSent} bytes were sent`;
    super(`${call} was aborted${sent}`, bytesSent, { cause: reason });
  }
}
