/**
 * What users hold of a callback. Nothing here does anything: the loop makes them.
 */

/**
 * A callback the loop holds: what `callSoon`, `callLater`, `callAt`, `addReader` and `addWriter` return.
 *
 * @since 0.1.0
 */
export interface Handle {
  /** The callback never runs again once this returned, not even if it was due already (L3, C15). Harmless when repeated. */
  cancel(): void;
  /** Whether it was cancelled, removed or replaced before it had run (for good). */
  readonly cancelled: boolean;
  /** Lets the callback keep the process alive; so it is from the start. */
  ref(): this;
  /** Lets the process end although the callback is pending. */
  unref(): this;
  /** Whether the callback keeps the process alive while it is pending, if its loop does (L15); what `ref` and `unref` said last. */
  hasRef(): boolean;
}

/**
 * A callback with a deadline.
 *
 * @since 0.1.0
 */
export interface TimerHandle extends Handle {
  /** The deadline in the loop's time. */
  readonly when: number;
}

/** What any callback of the loop looks like. */
export type Callback<Args extends unknown[]> = (...args: Args) => void;

/** A callback whose arguments are known to whoever keeps them beside it. */
export type AnyCallback = (...args: never) => void;
