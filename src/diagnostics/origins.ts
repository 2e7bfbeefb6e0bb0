import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { now } from './clock.js';

/** Files of ours, whose lines are not where anything comes from. */
const OURS = `${dirname(dirname(fileURLToPath(import.meta.url)))}/`;

/** How many frames are looked at: more than there are of ours between a user's call and here. */
const FRAMES = 24;

/** Where what is pending comes from: since when, and by which line of the user's. */
export class Origins {
  readonly #hasLines: boolean;

  /** @param isDebug lines are kept in debug mode only, for a stack costs more than what is begun by it */
  constructor(isDebug: boolean) {
    this.#hasLines = isDebug;
  }

  /** The time, in milliseconds of the loop's clock. */
  now(): number {
    return now();
  }

  /** The line that is calling us, as `file:line:column`; undefined if none is known. */
  line(): string | undefined {
    return this.#hasLines ? callingLine() : undefined;
  }
}

function callingLine(): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES;
  let stack: unknown;
  try {
    ({ stack } = new Error());
  } catch {
    // Whoever formats stacks by Error.prepareStackTrace may throw: then no line is known.
  }
  Error.stackTraceLimit = stackTraceLimit;
  for (const frame of typeof stack === 'string' ? stack.split('\n').slice(1) : []) {
    const at = /\(?((?:file:\/\/|\/)[^()]+:\d+:\d+)\)?$/.exec(frame)?.[1]?.replace(/^file:\/\//, '');
    if (at !== undefined && !at.startsWith(OURS)) {
      return at;
    }
  }
  return undefined;
}
