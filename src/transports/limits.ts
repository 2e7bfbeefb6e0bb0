import type { Known } from '../../model/options.js';
import { checkInteger, checkOptions, OutOfRangeError } from '../errors/index.js';
import { DEFAULT_HIGH } from './outgoing.js';

/** How much may be written and unsent: two marks, in bytes. */
export interface WriteBufferLimits {
  /** Above it `pauseWriting` is told; 64 KiB unless it is given, or four times `low` if that is. */
  readonly high?: number | undefined;
  /** At it, or below, `resumeWriting` is told; a quarter of `high` unless it is given. */
  readonly low?: number | undefined;
}

const LIMITS: Known<WriteBufferLimits> = { high: true, low: true };

/** The marks, from options that may have them under other names. */
export function marks(high: unknown, low: unknown, names: readonly [high: string, low: string]) {
  checkMark(names[0], high);
  checkMark(names[1], low);
  const most = (high as number | undefined) ?? (low === undefined ? DEFAULT_HIGH : 4 * (low as number));
  const least = (low as number | undefined) ?? Math.floor(most / 4);
  if (least > most) {
    throw new OutOfRangeError(names[1], `at most ${names[0]}, which is ${most}`, least);
  }
  return { high: most, low: least };
}

function checkMark(name: string, value: unknown): void {
  if (value !== undefined) {
    checkInteger(name, value, 0, Number.MAX_SAFE_INTEGER);
  }
}

export function checkLimits(limits: WriteBufferLimits | undefined) {
  const { high, low } = checkOptions(limits, LIMITS, '{ high: 65536, low: 16384 }');
  return marks(high, low, ['options.high', 'options.low']);
}
