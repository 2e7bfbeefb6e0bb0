import type { Kind, Outside } from './subject.js';

/**
 * What a walk is made of: plain data, so that fast-check can shrink it and a seed can bring it back. `on` is taken modulo
 * what there is, so that every action means something whatever was left out before it.
 *
 * - The user: `add`, `remove`, `attach`, `receive` (which of a listener is an accept), `send`, `connect`, `cancel`, `end`;
 *   `exhaust` tries so often that the share of a turn is spent; `queue` begins more accepts than a turn has.
 * - Its JavaScript, which takes its time: `run` begins a callback that was reported, `done` ends the one that runs.
 * - The other side: `write`, `urge` (urgent data), `read`, `finish`, `break`, `join` (connects to a listener). `stuff` leaves no room to write.
 * - The kernel: `replace` puts another file on the number, which the loop may notice at once, and may leave the old file
 *   haunting it (P4); `starve` lets no descriptor be made for a turn, or for as long as an accept pauses.
 * - `turn` lets the loop have a turn, `pause` so much time that what has backed off tries again, `drain` as many turns as
 *   the other side needs to take what is sent.
 * - `renew` gives the descriptor up, for another of its kind.
 */
export type Action =
  | OnSubject
  | { readonly do: 'run' | 'pause' | 'drain' | 'renew'; readonly on: number }
  | { readonly do: 'starve'; readonly on: number; readonly long: boolean }
  | { readonly do: 'done' | 'turn' };

/** 0 reads, 1 writes. */
export type Direction = 0 | 1;

/** What happens to one descriptor, at once. */
export type OnSubject =
  | { readonly do: 'add' | 'remove' | 'exhaust'; readonly on: number; readonly direction: Direction }
  | { readonly do: 'receive'; readonly on: number; readonly size: number }
  | { readonly do: 'send'; readonly on: number; readonly size: number; readonly addressed: boolean }
  | { readonly do: 'replace'; readonly on: number; readonly noticed: boolean; readonly haunted: boolean }
  | { readonly do: 'attach' | 'connect' | 'cancel' | 'end' | 'queue' | Outside; readonly on: number };

/** What the descriptors are, and what happens. */
export interface Walk {
  readonly subjects: readonly Kind[];
  readonly actions: readonly Action[];
}
