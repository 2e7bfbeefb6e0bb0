/**
 * Worlds explored without running their code once a state: what it does is recorded once for each way it goes, and walked
 * by a core in Rust (native/checker). This room owns the recording, the questions and answers between world and core, and
 * the audit of what was learned. It judges nothing itself, and knows no law, no table and no kernel.
 */

import type { World } from '../world.js';
import { core } from './native.js';

export { HiddenStateError, RecordingError } from './errors.js';
export { type Differences, Knowledge, type Lessons } from './heritage.js';
export { LearnedSearch, type LearnOptions } from './search.js';

/** The core was built. */
export function isBuilt(): boolean {
  return core() !== null;
}

/** The core was built, and the world can be taken to pieces. */
export function canLearn({ pieces, again }: World): boolean {
  return pieces !== undefined && again !== undefined && isBuilt();
}
