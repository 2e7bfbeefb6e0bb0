import type { Arrow } from '../../checker/world.js';
import type { KernelShape } from '../../kernel/kernel.js';
import type { Law } from '../../laws/index.js';
import type { SlotShape } from '../engine/slot.js';

/** How a world is made; the moves of user, kernel and peers are its own. */
export interface WorldShape {
  readonly name: string;
  readonly kernel: KernelShape;
  readonly slots: readonly SlotShape[];
  readonly laws: readonly Law[];
  /** The poller's report is looked at later than it was taken: other threads, or a batch that was full. */
  readonly reportsWait?: boolean;
  /** The poller is asked while a callback runs, as another thread does. */
  readonly pollsInCallbacks?: boolean;
  /** All slots go to one destination, for whose room they wait in line; a clock tells how long. */
  readonly timed?: true;
  /** The loop has a thread of its own: a subclass adds the moves of both. */
  readonly handsOff?: true;
  /** Turns have a beginning and an end: a subclass adds the moves of the loop. */
  readonly takesTurns?: true;
}

/** What is special about a move of the loop. */
export interface LoopMove {
  /** It makes progress whatever comes of it. */
  readonly always?: boolean;
  readonly fairness?: number;
  readonly arrow?: Arrow;
}
