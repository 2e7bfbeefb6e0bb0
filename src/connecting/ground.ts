import type { Origins } from '../diagnostics/index.js';
import type { Liveness } from '../native/index.js';
import type { Kinds, Operations } from '../sockets/index.js';
import type { Transports } from '../transports/index.js';
import type { Clock } from './race.js';

/** What is under way, and can be given up with an error for whoever asked. */
export interface Pending {
  /** The public call, the line of the user's that made it, in debug mode, and when it was, in the loop's time. */
  readonly call: string;
  readonly at: string | undefined;
  readonly since: number;
  /** What it waits for, in a few words. */
  readonly waitsFor: string;
  giveUp(error: unknown): void;
}

/** What all connecting of a loop stands on. */
export interface Ground {
  readonly origins: Origins;
  readonly liveness: Liveness;
  readonly operations: Operations;
  readonly kinds: Kinds;
  readonly transports: Transports;
  readonly clock: Clock;
  /** Those that have not settled, and end with their loop. */
  readonly races: Set<Pending>;
}
