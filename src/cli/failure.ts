import { type Command, CommanderError } from 'commander';

/** A command that cannot do its work: what was wrong, and what to do next. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: string;
  readonly next: string;

  constructor(code: string, what: string, next: string) {
    super(what);
    this.code = code;
    this.next = next;
  }
}

/** Any error as one line: its code, what was wrong, what to do next. */
export function failureLine(error: unknown): string {
  if (error instanceof CommanderError) {
    const what = error.message.replace(/^error: /, '').replace(/\n\(?(Did you mean .*?\?)\)?$/, '. $1');
    return `ERR_USAGE: ${what}${/[.?]$/.test(what) ? '' : '.'} Run it with --help to see what it takes.`;
  }
  if (error instanceof CommandError) return `${error.code}: ${oneLine(error.message)}. ${error.next}`;
  if (error instanceof Error && 'code' in error) {
    const what = oneLine(error.message);
    return what.startsWith(`${error.code}: `) ? what : `${error.code}: ${what}`;
  }
  const what = error instanceof Error ? oneLine(error.message) : String(error);
  return `ERR_UNEXPECTED: ${what}. Run it again with DEBUG=readyloop to see where, and please report it.`;
}

/** Writes the line to stderr; the stack only where somebody debugs. */
export function reportFailure(error: unknown): void {
  process.stderr.write(`readyloop: ${failureLine(error)}\n`);
  if (process.env.DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}

/** Help and version are answers, which commander throws when it may not exit. */
export function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'exitCode' in error && error.exitCode === 0;
}

/** Runs a program of one command, by what it was called with. */
export async function runAlone(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    if (isAnswer(error)) process.exitCode = 0;
    else {
      reportFailure(error);
      process.exitCode = 2;
    }
  }
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/\.$/, '');
}
