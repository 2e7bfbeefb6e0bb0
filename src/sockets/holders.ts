import { isElsewhere } from '../errors/index.js';

/**
 * Who must hear that a descriptor's number is given up, or was given out anew.
 *
 * A loop may hold callbacks and operations for a descriptor. When a `Socket` closes or detaches it, or the kernel hands
 * its number to a new one, they belong to a file that is gone (L6): each open loop is told before anything else happens.
 */
export interface Holder {
  release(fd: number): void;
  /** Drops what it has for this number if nothing is pending there. Whether it did. */
  letGo(fd: number): boolean;
}

const holders = new Set<Holder>();

export function enroll(holder: Holder): void {
  holders.add(holder);
}

export function resign(holder: Holder): void {
  holders.delete(holder);
}

/**
 * Asks an engine to take a number in. A loop keeps what it has of a socket for the next operation, also when none is pending: here
 * it lets go of it, where another loop of this thread has use for it.
 */
export function claim<T>(fd: number, native: () => T): T {
  try {
    return native();
  } catch (error) {
    const isFree = isElsewhere(error) && [...holders].some((holder) => holder.letGo(fd));
    if (!isFree) throw error;
    return native();
  }
}

/** Every loop drops what it has for this number. */
export function release(fd: number): void {
  for (const holder of holders) {
    holder.release(fd);
  }
}
