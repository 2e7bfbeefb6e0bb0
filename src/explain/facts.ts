import type { Happening, PollerBit } from './happening.js';

/**
 * How a direction of a descriptor stands:
 * - `off`: nobody waits for it.
 * - `armed`: its callback runs once the kernel reports it.
 * - `due`: the kernel reported it, and its callback runs next.
 * - `running`: its callback runs.
 * - `held`: it belongs to the operations of the loop.
 */
export type Side = 'off' | 'armed' | 'due' | 'running' | 'held';

/** An operation that is pending, and where it stands: `waiting` for the kernel, for its next turn (`yielding`), and so on. */
export interface PendingOperation {
  readonly machine: string;
  readonly flow: string;
}

/** What is known of a descriptor. */
export interface Facts {
  readonly fd: number;
  /** Whether the loop knows the descriptor: it does (`live`), it did (`ended`), it never has (`none`), or it is `closed`. */
  readonly standing: 'live' | 'ended' | 'none' | 'closed';
  /** The state of each machine that the descriptor has, by the machine's name. */
  readonly states: Readonly<Record<string, string>>;
  readonly reader: Side;
  readonly writer: Side;
  /** What the kernel has been asked to report. */
  readonly registered: readonly PollerBit[];
  readonly pending: readonly PendingOperation[];
  /** What is ready at this moment, as poll(2) has it; undefined if the descriptor is not open, or if a trace tells. */
  readonly ready: readonly PollerBit[] | undefined;
  /** When the loop last took what the kernel reports: in which turn, and how many milliseconds ago; a trace does not tell. */
  readonly looked: { readonly turn: number; readonly ago: number } | undefined;
  /** Whether a thread beside JavaScript's takes it, as on tokio, or JavaScript's own; a trace does not tell. */
  readonly apart: boolean | undefined;
  /** What happened to it last, oldest first: at most 32 of the records that a trace has. */
  readonly steps: readonly Happening[];
  /** What `at` counts in them. */
  readonly unit: 'turn' | 'record';
}
