import { AbortError, ONCE, type Reason } from '../errors/index.js';
import { SLOTS } from '../native/index.js';
import { type Kind, sent } from './kind.js';
import type { Socket } from './socket.js';

/** A socket that operations were asked of. */
export class Attached {
  receiving = false;
  sending = false;
  readonly slot: number;
  readonly generation: number;

  /** @param key the engine's name for it */
  constructor(
    readonly key: number,
    readonly fd: number,
  ) {
    this.slot = key % SLOTS;
    this.generation = Math.floor(key / SLOTS);
  }

  isBusy(lane: Kind<unknown>['lane']): boolean {
    return lane !== 'accepting' && this[lane];
  }

  occupy(lane: Kind<unknown>['lane'], busy: boolean): void {
    if (lane !== 'accepting') {
      this[lane] = busy;
    }
  }
}

/** Who ends operations, and tells what came of them. */
export interface Outcomes {
  abort(pending: Waiting): void;
  giveUp(preparing: Preparing, reason: Reason): void;
  /** The value in an operation's record, or the error in it, thrown. */
  outcome<T>(kind: Kind<T>, records: Int32Array, at: number, attached: Attached, operation: number, socket: Socket): T;
}

/** An operation whose promise has not settled. */
export interface Unsettled {
  readonly kind: Kind<unknown>;
  readonly socket: Attached;
  readonly signal: AbortSignal | undefined;
  readonly reject: (error: unknown) => void;
  /** When it began, in the loop's time; and the line of the user's that began it, in debug mode. */
  readonly since: number;
  readonly at: string | undefined;
  /** The signal was aborted. */
  handleEvent(): void;
}

/** One that waits for its record. */
export interface Waiting extends Unsettled {
  readonly operation: number;
  settle(records: Int32Array, at: number): void;
}

/** One that the engine has not heard of, for what it needs is still being found. */
export class Preparing implements Unsettled {
  readonly #outcomes: Outcomes;

  constructor(
    outcomes: Outcomes,
    readonly kind: Kind<unknown>,
    readonly socket: Attached,
    readonly signal: AbortSignal | undefined,
    readonly reject: (error: unknown) => void,
    readonly since: number,
    readonly at: string | undefined,
  ) {
    this.#outcomes = outcomes;
    signal?.addEventListener('abort', this, ONCE);
  }

  handleEvent(): void {
    this.#outcomes.giveUp(this, (call) => new AbortError(call, this.signal?.reason, sent(this.kind, 0)));
  }
}

/** One that the engine has. */
export class Pending<T> implements Waiting {
  readonly #outcomes: Outcomes;
  readonly #of: Socket;
  readonly #resolve: (value: T) => void;

  constructor(
    outcomes: Outcomes,
    readonly kind: Kind<T>,
    readonly socket: Attached,
    of: Socket,
    readonly operation: number,
    readonly signal: AbortSignal | undefined,
    resolve: (value: T) => void,
    readonly reject: (error: unknown) => void,
    readonly since: number,
    readonly at: string | undefined,
  ) {
    this.#outcomes = outcomes;
    this.#of = of;
    this.#resolve = resolve;
    signal?.addEventListener('abort', this, ONCE);
  }

  handleEvent(): void {
    this.#outcomes.abort(this);
  }

  settle(records: Int32Array, at: number): void {
    const { kind, socket, operation } = this;
    try {
      this.#resolve(this.#outcomes.outcome(kind, records, at, socket, operation, this.#of));
    } catch (error) {
      this.reject(error);
    }
  }
}
