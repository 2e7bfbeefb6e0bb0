/**
 * Who must hear that a descriptor's number is given up, or was given out anew.
 *
 * A loop may hold callbacks and operations for a descriptor. When a `Socket` closes or detaches it, or the kernel hands
 * its number to a new one, they belong to a file that is gone (L6): each open loop is told before anything else happens.
 */
export interface Holder {
  release(fd: number): void;
}

const holders = new Set<Holder>();

export function enroll(holder: Holder): void {
  holders.add(holder);
}

export function resign(holder: Holder): void {
  holders.delete(holder);
}

/** Every loop drops what it has for this number. */
export function release(fd: number): void {
  for (const holder of holders) {
    holder.release(fd);
  }
}
