import type { Known, Told } from '../../model/options.js';
import {
  checkBoolean,
  checkBytes,
  checkInteger,
  checkOptions,
  InvalidArgumentTypeError,
  InvalidArgumentValueError,
  type Limited,
  type Limits,
  limitsIn,
  UnknownOptionError,
} from '../errors/index.js';

/** How many bytes a reader keeps that nobody reads, unless it is told. */
const DEFAULT_LIMIT = 65_536;

/** What a stream has besides what its connection has. */
export interface ReaderOptions {
  /**
   * How many bytes may come before a separator, and how many are received ahead of who reads: 65536 unless it is given. With
   * more than that, and with nobody who waits, the connection is paused.
   */
  readonly limit?: number | undefined;
}

/** What is looked for: text, of which the bytes in UTF-8 count, or bytes; or several, of which the first to end is taken. */
export type Separators = string | NodeJS.ArrayBufferView | readonly (string | NodeJS.ArrayBufferView)[];

/** How a read is to be done. */
export interface ReadOptions extends Limited {
  /** Has it be text, of bytes in this encoding; a Buffer unless it is given. What a read cuts in the middle is no character. */
  readonly encoding?: BufferEncoding | undefined;
}

/** The same of a read up to a separator. */
export interface UntilOptions extends ReadOptions {
  /** Whether the separator is a part of what is read: it is unless this is false. Either way it is taken from the stream. */
  readonly keepSeparator?: boolean | undefined;
  /** How many bytes may come before the separator, in this read; as the stream was made unless it is given. */
  readonly limit?: number | undefined;
}

/** The same of a read that never waits. */
export type TryOptions = Omit<UntilOptions, keyof Limited>;

/** The same of an iteration over lines. */
export interface LinesOptions extends TryOptions {
  /** What is between two lines: `'\n'` unless it is given. */
  readonly separator?: Separators | undefined;
}

const READ: Known<ReadOptions> = { signal: true, timeout: true, encoding: true };
const TRY: Known<TryOptions> = { encoding: true, keepSeparator: true, limit: true };
const UNTIL: Known<UntilOptions> = { ...TRY, signal: true, timeout: true };
const LINES: Known<LinesOptions> = { ...TRY, separator: true };

/** What was given, with what holds where nothing was. */
export interface UntilPlan {
  readonly encoding: BufferEncoding | undefined;
  readonly keepsSeparator: boolean;
  readonly limit: number;
}

/** The same of a read that may wait. */
export interface WaitingPlan extends UntilPlan {
  readonly limits: Limits;
}

export function checkRead(options: ReadOptions | undefined): Pick<WaitingPlan, 'encoding' | 'limits'> {
  const { encoding, ...limits } = checkOptions(options, READ, "{ encoding: 'utf8' }");
  return { encoding: checkEncoding(encoding), limits: limitsIn(limits) };
}

export function checkUntil(options: UntilOptions | undefined, limit: number): WaitingPlan {
  const told = checkOptions(options, UNTIL, "{ encoding: 'utf8', keepSeparator: false }");
  return { ...planOf(told, limit, true), limits: limitsIn(told) };
}

export function checkTry(options: TryOptions | undefined, limit: number): UntilPlan {
  return planOf(checkOptions(options, TRY, "{ encoding: 'utf8', keepSeparator: false }"), limit, true);
}

export function checkLines(options: LinesOptions | undefined, limit: number): UntilPlan & { separators: Buffer[] } {
  const told = checkOptions(options, LINES, "{ separator: '\\r\\n' }");
  const { encoding = 'utf8', ...plan } = planOf(told, limit, false);
  return {
    ...plan,
    encoding,
    separators: checkSeparators('options.separator', told.separator ?? '\n'),
  };
}

/** Separators as bytes. */
export function checkSeparators(argument: string, separators: unknown): Buffer[] {
  const several: readonly unknown[] = Array.isArray(separators) ? separators : [separators];
  const bytes = several.map((one) => {
    if (typeof one !== 'string' && !ArrayBuffer.isView(one)) {
      throw new InvalidArgumentTypeError(argument, 'text, bytes, or several of them', one);
    }
    // A copy: whoever changes his own changes no search that is under way.
    return Buffer.from(typeof one === 'string' ? one : checkBytes(argument, one));
  });
  if (bytes.length === 0 || bytes.some(({ length }) => length === 0)) {
    throw new InvalidArgumentValueError(argument, 'of one byte at least', separators);
  }
  return bytes;
}

/** The limit of a stream, and what else there is, for its connection. */
export function withoutLimit<T extends ReaderOptions>(options: T): { limit: number; others: Omit<T, 'limit'> } {
  if (typeof options !== 'object' || options === null) {
    // Whoever gets it refuses it.
    return { limit: DEFAULT_LIMIT, others: options };
  }
  const { limit = DEFAULT_LIMIT, ...others } = options;
  checkInteger('options.limit', limit, 1, Number.MAX_SAFE_INTEGER);
  if (Object.hasOwn(others, 'borrowed')) {
    throw new UnknownOptionError('options', 'borrowed', [
      'limit',
      ...Object.keys(others).filter((key) => key !== 'borrowed'),
    ]);
  }
  return { limit, others };
}

function planOf(told: Told<TryOptions>, limit: number, keeps: boolean): UntilPlan {
  if (told.limit !== undefined) {
    checkInteger('options.limit', told.limit, 1, Number.MAX_SAFE_INTEGER);
  }
  return {
    encoding: checkEncoding(told.encoding),
    keepsSeparator: checkBoolean('options.keepSeparator', told.keepSeparator, keeps),
    limit: (told.limit as number | undefined) ?? limit,
  };
}

function checkEncoding(encoding: unknown): BufferEncoding | undefined {
  if (encoding !== undefined && (typeof encoding !== 'string' || !Buffer.isEncoding(encoding))) {
    throw new InvalidArgumentValueError('options.encoding', "an encoding of Node's Buffer, as 'utf8'", encoding);
  }
  return encoding;
}
