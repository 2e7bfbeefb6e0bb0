import { type Known, toldBy } from '../../model/options.js';
import { CheckArgumentError } from './finding.js';

/**
 * How a check is made.
 *
 * @since 0.2.0
 */
export interface CheckOptions {
  /** How long anything that has to come may take, in milliseconds; 10,000 without it. What takes longer is a finding. */
  readonly limit?: number;
  /**
   * How long something must not have settled to be taken for waiting, in milliseconds; 50 without it. On a machine so loaded that
   * less is enough, a check sees less, and finds nothing that is not there.
   */
  readonly quiet?: number;
  /** How many bytes a sender may take whose peer reads nothing; 67,108,864 (64 MiB) without it. */
  readonly bound?: number;
  /** Properties that are not checked, by name: where what is checked differs on purpose. */
  readonly except?: Iterable<string>;
}

export type Settings = Required<CheckOptions> & { readonly except: ReadonlySet<string> };

const KNOWN: Known<CheckOptions> = { limit: true, quiet: true, bound: true, except: true };

/**
 * @param names of the properties that there are
 * @throws CheckArgumentError, UnknownOptionError
 */
export function checkedOptions(options: unknown, names: readonly string[]): Settings {
  if (typeof options !== 'object' || options === null) {
    throw new CheckArgumentError('ERR_INVALID_ARG_TYPE', 'options', 'an object');
  }
  const { limit, quiet, bound, except } = toldBy<CheckOptions>('options', options, KNOWN);
  return {
    limit: positive('options.limit', 'milliseconds', limit, 10_000),
    quiet: positive('options.quiet', 'milliseconds', quiet, 50),
    bound: positive('options.bound', 'bytes', bound, 64 * 1024 * 1024),
    except: exceptions(except ?? [], names),
  };
}

export function checkMaker(argument: string, make: unknown): void {
  if (typeof make !== 'function') throw new CheckArgumentError('ERR_INVALID_ARG_TYPE', argument, 'a function');
}

/** The longest that a timer of Node waits, in milliseconds. */
const LONGEST = 0x7fffffff;

function positive(argument: string, unit: string, value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value !== 'number') {
    throw new CheckArgumentError('ERR_INVALID_ARG_TYPE', argument, `a number of ${unit}`);
  }
  if (!(value > 0 && value <= LONGEST)) {
    throw new CheckArgumentError('ERR_OUT_OF_RANGE', argument, `more than 0 and at most ${LONGEST} ${unit}`);
  }
  return value;
}

function exceptions(value: unknown, names: readonly string[]): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
    throw new CheckArgumentError('ERR_INVALID_ARG_TYPE', 'options.except', 'an iterable of names');
  }
  const except = new Set(value as Iterable<string>);
  for (const name of except) {
    if (!names.includes(name)) {
      throw new CheckArgumentError('ERR_INVALID_ARG_VALUE', 'options.except', `some of ${names.join(', ')}`);
    }
  }
  return except;
}
