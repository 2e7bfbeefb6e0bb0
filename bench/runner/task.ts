import type { Cell } from './registry.js';

/** What the load generator prints: times in microseconds, `cpu` its own share of a core. Of redis-benchmark some is not known. */
export interface Shown {
  readonly seconds: number;
  readonly requests: number;
  readonly rps: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999?: number;
  /** The longest wait, also one that had no end yet. */
  readonly max: number;
  /** Answers of the connection that got the fewest, and of the one that got the most, as shares of the mean. */
  readonly slowest?: number;
  readonly fastest?: number;
  /** The most answers that others got while one connection waited for one. */
  readonly overtaken?: number;
  readonly cpu: number;
  /** The generator had nothing left to give: the server may be faster than this shows. */
  readonly saturated: boolean;
  readonly watched: readonly { readonly path: string; readonly start: string; readonly end: string }[];
  /** All requests of the run, also those outside the window. */
  readonly total: number;
  /** Bytes that were checked, in a verifying run. */
  readonly verified: number | null;
}

/** What the generator is told beside the cell. */
export interface Task {
  readonly address: string;
  readonly cell: Cell;
  readonly warmup: number;
  readonly seconds: number;
  readonly verify?: boolean;
  readonly watch?: readonly string[];
  readonly hold?: boolean;
}
