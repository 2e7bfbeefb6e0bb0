import {
  AbortError,
  addAbortListener,
  type Limits,
  type Reason,
  removeAbortListener,
  TimeoutError,
} from '../errors/index.js';
import { SLOTS } from '../native/index.js';
import { type Kind, sent } from './kind.js';
import type { Socket } from './socket.js';

/** A socket that operations were asked of. Its lanes are named one by one: a property that is looked up by name costs more. */
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
    return lane === 'receiving' ? this.receiving : lane === 'sending' && this.sending;
  }

  occupy(lane: Kind<unknown>['lane'], busy: boolean): void {
    if (lane === 'receiving') {
      this.receiving = busy;
    } else if (lane === 'sending') {
      this.sending = busy;
    }
  }
}

/** Who ends operations, and tells what came of them. */
export interface Outcomes {
  /** @param reason the error, by how many bytes were sent */
  abort(pending: Waiting, reason: (taken: number) => Error): void;
  giveUp(preparing: Preparing, reason: Reason): void;
  /** The value in an operation's record, or the error in it, thrown. */
  outcome<T>(kind: Kind<T>, records: Int32Array, at: number, attached: Attached, operation: number, socket: Socket): T;
}

/** Who has operations end when their time is over. */
export interface Deadlines {
  limit(when: number, whose: { expire(): void }): { cancel(): void };
}

/** An operation whose promise has not settled. */
export interface Unsettled {
  readonly kind: Kind<unknown>;
  readonly socket: Attached;
  readonly limits: Limits;
  readonly reject: (error: unknown) => void;
  /** When it began, in the loop's time; and the line of the user's that began it, in debug mode. */
  readonly since: number;
  readonly at: string | undefined;
  /** The signal was aborted. */
  handleEvent(): void;
  /** Its time is over. */
  expire(): void;
  /** It has settled, or is about to. */
  release(): void;
}

/** One that waits for its record. */
export interface Waiting extends Unsettled {
  readonly operation: number;
  settle(records: Int32Array, at: number): void;
}

/** What may end an operation before its time: its signal and its deadline. Both are let go of when it is released. */
abstract class Endable {
  readonly #limit: { cancel(): void } | undefined;

  constructor(
    readonly limits: Limits,
    deadlines: Deadlines,
  ) {
    const { signal, deadline } = limits;
    this.#limit = deadline === Number.POSITIVE_INFINITY ? undefined : deadlines.limit(deadline, this);
    try {
      addAbortListener(signal, this);
    } catch (error) {
      this.#limit?.cancel();
      throw error;
    }
  }

  abstract handleEvent(): void;
  abstract expire(): void;

  release(): void {
    removeAbortListener(this.limits.signal, this);
    this.#limit?.cancel();
  }
}

/** One that the engine has not heard of, for what it needs is still being found. */
export class Preparing extends Endable implements Unsettled {
  readonly #outcomes: Outcomes;

  constructor(
    outcomes: Outcomes,
    readonly kind: Kind<unknown>,
    readonly socket: Attached,
    limits: Limits,
    deadlines: Deadlines,
    readonly reject: (error: unknown) => void,
    readonly since: number,
    readonly at: string | undefined,
  ) {
    super(limits, deadlines);
    this.#outcomes = outcomes;
  }

  handleEvent(): void {
    this.#outcomes.giveUp(this, (call) => new AbortError(call, this.limits.signal?.reason, sent(this.kind, 0)));
  }

  expire(): void {
    this.#outcomes.giveUp(this, (call) => new TimeoutError(call, this.limits.timeout, sent(this.kind, 0)));
  }
}

/** One that the engine has. */
export class Pending<T> extends Endable implements Waiting {
  readonly #outcomes: Outcomes;
  readonly #of: Socket;
  readonly #resolve: (value: T) => void;

  constructor(
    outcomes: Outcomes,
    readonly kind: Kind<T>,
    readonly socket: Attached,
    of: Socket,
    readonly operation: number,
    limits: Limits,
    deadlines: Deadlines,
    resolve: (value: T) => void,
    readonly reject: (error: unknown) => void,
    readonly since: number,
    readonly at: string | undefined,
  ) {
    super(limits, deadlines);
    this.#outcomes = outcomes;
    this.#of = of;
    this.#resolve = resolve;
  }

  handleEvent(): void {
    const { kind, limits } = this;
    this.#outcomes.abort(this, (taken) => new AbortError(kind.call, limits.signal?.reason, sent(kind, taken)));
  }

  expire(): void {
    const { kind, limits } = this;
    this.#outcomes.abort(this, (taken) => new TimeoutError(kind.call, limits.timeout, sent(kind, taken)));
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
