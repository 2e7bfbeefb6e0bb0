import { freemem } from 'node:os';

/** Of the memory that is free, this share may be taken: beyond it the machine would begin to swap. */
const SHARE = 0.85;

/** How many bytes each of some searches at a time may take. */
export function freeMemory(searches = 1): number {
  // Newer versions of Node know of the limits of a container.
  const available = (process as { availableMemory?: () => number }).availableMemory?.() ?? freemem();
  return Math.floor((available * SHARE) / searches);
}
