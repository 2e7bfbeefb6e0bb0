/** A set-up or a job that cannot go on: what was wrong, and what to do next. */
export class Failure extends Error {
  constructor(code, what, next) {
    super(what);
    this.name = 'Failure';
    this.code = code;
    this.next = next;
  }
}

/** The one line that a failure is. */
export function line(failure) {
  return `readyloop: ${failure.code}: ${failure.message}. ${failure.next}`;
}

/**
 * Ends the process with a failure's line; the stack only where somebody debugs. The exit code is 1, or 2 where 1 says that
 * something did not hold.
 */
export function exitWith(error, code = 1) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`${line(error)}\n`);
  if (process.env.DEBUG) process.stderr.write(`${error.stack}\n`);
  process.exit(code);
}
