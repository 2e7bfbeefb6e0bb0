import { bare, type Known, type Told, tellsNothing, toldBy } from '../../model/options.js';
import { now } from '../diagnostics/index.js';
import { InvalidArgumentTypeError, OutOfRangeError } from './classes.js';

/** Checks of arguments that more than one call needs. Each names the argument, what is wrong, and what is expected. */

/** What has a descriptor: its number, or an object that knows it. */
export type Descriptor = number | { fileno(): number };

/** The number of a descriptor (C11). Whether it is open, and can be polled, only the kernel knows. */
export function checkDescriptor(descriptor: unknown): number {
  const fd = hasFileno(descriptor) ? descriptor.fileno() : descriptor;
  if (typeof fd !== 'number') {
    throw new InvalidArgumentTypeError('fd', 'the number of an open descriptor, or an object with fileno()', fd);
  }
  if (!Number.isInteger(fd) || fd < 0 || fd > 0x7fffffff) {
    throw new OutOfRangeError('fd', 'a non-negative 32-bit integer; a closed Socket has -1', fd);
  }
  return fd;
}

export function checkCallback(callback: unknown, argument = 'callback'): void {
  if (typeof callback !== 'function') {
    throw new InvalidArgumentTypeError(argument, 'a function', callback);
  }
}

/** A finite number of milliseconds. */
export function checkTime(argument: string, value: unknown): number {
  if (typeof value !== 'number') {
    throw new InvalidArgumentTypeError(argument, 'a number of milliseconds', value);
  }
  if (!Number.isFinite(value)) {
    throw new OutOfRangeError(argument, 'a finite number of milliseconds', value);
  }
  return value;
}

export function checkInteger(argument: string, value: unknown, least: number, most: number): void {
  if (typeof value !== 'number') {
    throw new InvalidArgumentTypeError(argument, 'a number', value);
  }
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new OutOfRangeError(argument, `an integer from ${least} to ${most}`, value);
  }
}

/** @returns the boolean, or what holds where none was given */
export function checkBoolean(argument: string, value: unknown, otherwise: boolean): boolean {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new InvalidArgumentTypeError(argument, 'a boolean', value);
  }
  return value ?? otherwise;
}

/** What every operation and every wait of a loop takes. */
export interface Abortable {
  /** Aborts the operation: the promise is rejected with an `AbortError`, unless its result is on its way already (L10). */
  readonly signal?: AbortSignal | undefined;
}

/** What every operation and every wait takes that may be long. */
export interface Limited extends Abortable {
  /**
   * For how many milliseconds it may take; then the promise is rejected with a `TimeoutError`, unless its result is on its way
   * already (L10). No limit unless it is given. It costs no system call.
   */
  readonly timeout?: number | undefined;
}

/** What may end an operation before its time, as it was asked for. */
export interface Limits {
  readonly signal: AbortSignal | undefined;
  /** In milliseconds; infinite is no limit. */
  readonly timeout: number;
  /** The end of that, in the loop's time. */
  readonly deadline: number;
}

const ABORTABLE: Known<Abortable> = { signal: true };
const LIMITED: Known<Limited> = { signal: true, timeout: true };
const NO_OPTIONS = Object.freeze(bare({}));

/**
 * What options tell, as far as they are there. Every call that takes any reads them by this.
 *
 * @param example what one looks like, for the error
 * @throws InvalidArgumentTypeError they are no object, or an instance of a class without anything of its own
 * @throws UnknownOptionError there is no such option
 */
export function checkOptions<T>(options: unknown, known: Known<T>, example: string): Told<T> {
  if (options === undefined) {
    return NO_OPTIONS;
  }
  if (typeof options !== 'object' || options === null || tellsNothing(options)) {
    throw new InvalidArgumentTypeError('options', `an object like ${example}, with what it tells its own`, options);
  }
  return toldBy('options', options, known);
}

export function checkSignal(options: Abortable | undefined): AbortSignal | undefined {
  return checkAborting(checkOptions(options, ABORTABLE, '{ signal }').signal);
}

/** Nothing ends it before its time. */
export const UNLIMITED: Limits = Object.freeze(
  bare({ signal: undefined, timeout: Number.POSITIVE_INFINITY, deadline: Number.POSITIVE_INFINITY }),
);

/** What may end an operation or a wait that begins now. */
export function checkLimits(options: Limited | undefined): Limits {
  if (options === undefined) {
    return UNLIMITED;
  }
  return limitsIn(checkOptions(options, LIMITED, '{ signal }'));
}

/** The same, where there are other options beside them. */
export function limitsIn({ signal, timeout = Number.POSITIVE_INFINITY }: Told<Limited>): Limits {
  if (typeof timeout !== 'number') {
    throw new InvalidArgumentTypeError('options.timeout', 'a number of milliseconds', timeout);
  }
  if (!(timeout >= 0)) {
    throw new OutOfRangeError('options.timeout', 'a number of milliseconds from 0', timeout);
  }
  const deadline = timeout === Number.POSITIVE_INFINITY ? timeout : now() + timeout;
  return { signal: checkAborting(signal), timeout, deadline };
}

/** The same, where there are other options beside it. */
export function checkAborting(signal: unknown): AbortSignal | undefined {
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new InvalidArgumentTypeError('options.signal', 'an AbortSignal', signal);
  }
  return signal;
}

/** The bytes of any view, without a copy. */
export function checkBytes(argument: string, value: unknown): Uint8Array {
  // What is no view, but looks like a Uint8Array, is a proxy of one: native code reaches no memory through it.
  if (ArrayBuffer.isView(value)) {
    if (value instanceof Uint8Array) {
      return value;
    }
    try {
      return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    } catch {
      throw new InvalidArgumentTypeError(
        argument,
        'a view of memory that is there: it was transferred, or shrunk',
        value,
      );
    }
  }
  throw new InvalidArgumentTypeError(
    argument,
    'a Buffer or another view of an ArrayBuffer (for text: Buffer.from)',
    value,
  );
}

function hasFileno(value: unknown): value is { fileno(): unknown } {
  return typeof value === 'object' && value !== null && 'fileno' in value && typeof value.fileno === 'function';
}
