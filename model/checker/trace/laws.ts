import type { LawId } from '../../laws/index.js';

/** Some of the laws: an id that is none does not compile. */
type Among<Ids extends LawId> = Ids;

/**
 * Which law a run breaks when its trace lacks a justification.
 *
 * `table` is no promise to users: the loop did not do what its own table says.
 */
export type TraceLaw =
  | Among<'L1' | 'L2' | 'L3' | 'L4' | 'L6' | 'L8' | 'L9' | 'L10' | 'L11' | 'L12' | 'L15' | 'L16' | 'L18' | 'L19'>
  | 'table';

/** The loop's own table, of which no law tells users. */
export const TABLE: TraceLaw = 'table';

/** A step that its table forbids harms nobody but its slot, which is to be closed. */
export const FORBIDDEN_STEP: TraceLaw = 'L16';

/** Readiness that nobody reported (F0). */
export const UNREPORTED: TraceLaw = 'L1';

/** Readiness that was reported and not looked at. */
export const UNHEEDED: TraceLaw = 'L2';

/** A callback that began although the table did not call it. */
export const UNCALLED: TraceLaw = 'L3';

/** A queued callback that runs twice, or ends without having begun. */
export const TWICE: TraceLaw = 'L4';

/** A step or a system call of a slot that is gone, or a system call that no action asked for. */
export const STRANGER: TraceLaw = 'L6';

/** What became of an operation is told once, as it was, to whoever asked for it. */
export const OUTCOME: TraceLaw = 'L10';

/** Each connection goes to one accept. */
export const CONNECTION: TraceLaw = 'L8';

/** Who waits for its turn is overtaken by the same one a second time. */
export const OVERTAKEN: TraceLaw = 'L19';

/** A send of bytes that went already, or of such behind the next ones. */
export const NOT_THE_REST: TraceLaw = 'L11';

/** Accepting pauses at a limit, which users are told. */
export const LIMIT: TraceLaw = 'L9';

/** Callbacks are given up, which users are told. */
export const GIVEN_UP: TraceLaw = 'L16';

/** What the user of a connection is told, and in which order. */
export const ORDER: TraceLaw = 'L12';

/** A descriptor that the loop owns and does not close, or closes too early. */
export const UNRELEASED: TraceLaw = 'L15';

/** More that was read of a connection than JavaScript takes. */
export const UNTAKEN: TraceLaw = 'L18';

/** A step that only a call of the user can bring about, without that call; or the call without its step. */
export function unasked(event: string): TraceLaw {
  if (event.startsWith('ADD_')) return 'L4';
  return event.startsWith('REMOVE_') ? 'L3' : 'L10';
}

/** The system call of an action did not come (F3). */
export function missingCall(action: string): TraceLaw {
  if (action === 'watch.deregister') return 'L6';
  if (action.startsWith('watch.')) return 'L2';
  if (action === 'transport.shutDown') return 'L11';
  return action.startsWith('accept.') ? 'L9' : 'L10';
}

/** An answer that is not what the system call, the count or the wiring gave. */
export function wrongAnswer(machine: string, event: string): TraceLaw {
  if (event === 'ACCEPTED' || event === 'MORE_WAITERS' || event === 'NO_WAITERS') return CONNECTION;
  if (event === 'OTHERS_WAIT') return 'L19';
  if (machine === 'accept' || machine === 'server') return 'L9';
  if (machine === 'connect') return OUTCOME;
  return machine === 'watch' ? 'L16' : 'L11';
}

/** An event that only another machine of the slot sends, which it did not. */
export function wrongWire(machine: string): TraceLaw {
  return machine === 'watch' ? 'L2' : 'L10';
}

/** A turn's own event that nothing asked for. */
export function unplanned(machine: string, event: string): TraceLaw {
  if (event === 'RETRY') return machine === 'accept' ? 'L9' : 'L19';
  if (event === 'LEFT') return 'L9';
  if (event === 'LINGERED') return 'L11';
  return event === 'RESUME' ? 'L2' : TWICE;
}
