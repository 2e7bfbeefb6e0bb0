import { warn } from '../diagnostics/index.js';

/** What is behind a loop's front. */
interface Behind {
  /** Nobody can reach the front any more. */
  drop(): void;
}

const registry = new FinalizationRegistry<Behind>((behind) => behind.drop());

/** Has what is behind a front hear that nobody can reach that any more; as a FileHandle of Node's does. */
export function whenDropped(front: object, behind: Behind): void {
  registry.register(front, behind, behind);
}

/**
 * It need hear nothing any more. The registry holds what is behind a front, and with it all callbacks of the user's: one that
 * mentions the loop would hold that for ever.
 */
export function closedInTime(behind: Behind): void {
  registry.unregister(behind);
}

/** For how many milliseconds a process has to go on that is warned: one that ends by itself need close nothing. */
const PATIENCE = 1000;

/** One warning for the process is enough: a program that forgets one loop forgets many. */
let hasWarned = false;

export function warnOfDropped(): void {
  if (!hasWarned) {
    hasWarned = true;
    const what = 'a loop that nobody can reach any more was not closed; call loop.close()';
    setTimeout(warn, PATIENCE, what, 'ERR_LOOP_NOT_CLOSED').unref();
  }
}
