/**
 * A check has found something: what is checked does not keep a promise, or has not done in time what was waited for.
 *
 * @since 0.2.0
 */
export class CheckError extends Error {
  override readonly name: string = 'CheckError';
  readonly code = 'ERR_CHECK_FAILED';
  /** The property that does not hold, by its name in `streamChecks`, `halfCloseChecks` or `serverChecks`. */
  readonly check: string;
  /** What was found, without the name of the property. */
  readonly finding: string;
  /** What was waited for until the limit was over; undefined if nothing was. */
  declare readonly waitedFor?: string;

  constructor(check: string, finding: string, options: ErrorOptions & { readonly waitedFor?: string } = {}) {
    const { waitedFor, ...rest } = options;
    super(`${check}: ${finding}`, rest);
    this.check = check;
    this.finding = finding;
    if (waitedFor !== undefined) this.waitedFor = waitedFor;
  }
}

/**
 * A check was asked for in a way that it does not understand.
 *
 * @since 0.2.0
 */
export class CheckArgumentError extends TypeError {
  override readonly name: string = 'CheckArgumentError';
  /** Whether it is of another kind than was expected, or out of range. */
  readonly code: 'ERR_INVALID_ARG_TYPE' | 'ERR_OUT_OF_RANGE' | 'ERR_INVALID_ARG_VALUE';

  constructor(code: CheckArgumentError['code'], argument: string, expected: string) {
    super(`${argument} must be ${expected}`);
    this.code = code;
  }
}
