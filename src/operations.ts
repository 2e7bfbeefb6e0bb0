import { BatchField } from '../generated/ts/layout.js';
import { type Abortable, checkSignal } from './check.js';
import { AbortError, LoopClosedError } from './errors.js';
import { failure, typed } from './failure.js';
import type { Liveness } from './liveness.js';
import { type NativeLoop, ON_ITS_WAY, SETTLED } from './native.js';
import { checkSocket, type Socket } from './socket.js';

const { OPERATION, ERROR, VALUE } = BatchField;

/** The number of no operation: a record that has it is about callbacks. */
export const NO_OPERATION = -1;

/** One kind of operation: how its record becomes its value. */
export interface Kind<T> {
  /** The public call, for messages. */
  readonly call: string;
  readonly syscall: string;
  /** Whether a failure says how much was done before. */
  readonly partial: boolean;
  value(records: Int32Array, at: number): T;
}

/** An operation that waits for its record. */
interface Waiting {
  readonly kind: Kind<unknown>;
  readonly key: number;
  readonly operation: number;
  readonly signal: AbortSignal | undefined;
  readonly reject: (error: unknown) => void;
  /** The signal was aborted. */
  handleEvent(): void;
  settle(records: Int32Array, at: number): void;
}

class Pending<T> implements Waiting {
  readonly #operations: Operations;
  readonly #resolve: (value: T) => void;

  constructor(
    operations: Operations,
    readonly kind: Kind<T>,
    readonly key: number,
    readonly operation: number,
    readonly signal: AbortSignal | undefined,
    resolve: (value: T) => void,
    readonly reject: (error: unknown) => void,
  ) {
    this.#operations = operations;
    this.#resolve = resolve;
    signal?.addEventListener('abort', this, { once: true });
  }

  handleEvent(): void {
    this.#operations.abort(this);
  }

  settle(records: Int32Array, at: number): void {
    try {
      this.#resolve(outcome(this.kind, records, at));
    } catch (error) {
      this.reject(error);
    }
  }
}

/** The value in an operation's record, or the error in it, thrown. */
function outcome<T>(kind: Kind<T>, records: Int32Array, at: number): T {
  const error = records[at + ERROR] as number;
  if (error !== 0) {
    throw failure(error, kind.syscall, kind.call, kind.partial ? (records[at + VALUE] as number) : undefined);
  }
  return kind.value(records, at);
}

/**
 * The promises of a loop, by the number each operation has with the engine.
 *
 * A promise settles exactly once (L10): with the engine's record, or with an AbortError if the engine says that nothing
 * more will come. A number is given out anew only after that, so a record always meets the operation it is of.
 */
export class Operations {
  readonly #native: NativeLoop;
  readonly #liveness: Liveness;
  readonly #result: Int32Array;
  readonly #pending: (Waiting | undefined)[] = [];
  readonly #free: number[] = [];
  /** The engine's names for the sockets that operations were asked of, by descriptor. */
  readonly #keys = new Map<number, number>();
  #closed = false;

  constructor(native: NativeLoop, liveness: Liveness) {
    this.#native = native;
    this.#liveness = liveness;
    this.#result = native.result;
  }

  /**
   * Runs an operation. The engine tries it at once; only what would block is remembered here.
   *
   * @param start hands the operation to the engine
   */
  run<T>(
    kind: Kind<T>,
    socket: Socket,
    options: Abortable | undefined,
    start: (key: number, operation: number) => number,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const fd = checkSocket(kind.call, socket);
      const signal = checkSignal(options);
      if (this.#closed) {
        throw new LoopClosedError(kind.call);
      }
      if (signal?.aborted) {
        throw new AbortError(kind.call, signal.reason, kind.partial ? 0 : undefined);
      }
      const operation = this.#free.pop() ?? this.#pending.push(undefined) - 1;
      let pending: Waiting | undefined;
      try {
        const key = this.#keys.get(fd) ?? this.#attach(fd);
        if (start(key, operation) !== SETTLED) {
          pending = new Pending(this, kind, key, operation, signal, resolve, reject);
        }
      } catch (error) {
        this.#free.push(operation);
        throw typed(error, kind.call);
      }
      if (pending === undefined) {
        this.#free.push(operation);
        resolve(outcome(kind, this.#result, 0));
      } else {
        this.#pending[operation] = pending;
        this.#liveness.retain();
      }
    });
  }

  /** The engine's record for one operation. */
  settle(records: Int32Array, at: number): void {
    const pending = this.#pending[records[at + OPERATION] as number];
    if (pending !== undefined) {
      this.#forget(pending);
      pending.settle(records, at);
    }
  }

  /** What was taken already is not lost: then the record is on its way, and the promise settles with it (L10). */
  abort(pending: Waiting): void {
    const taken = this.#native.cancel(pending.key, pending.operation);
    if (taken !== ON_ITS_WAY) {
      this.#forget(pending);
      pending.reject(
        new AbortError(pending.kind.call, pending.signal?.reason, pending.kind.partial ? taken : undefined),
      );
    }
  }

  /** The engine's name for a descriptor that is given up; its operations fail by records of the engine (C26). */
  release(fd: number): number | undefined {
    const key = this.#keys.get(fd);
    this.#keys.delete(fd);
    return key;
  }

  /** Nothing new is started. What is pending fails by the engine's last records. */
  close(): void {
    this.#closed = true;
    this.#keys.clear();
  }

  #attach(fd: number): number {
    const key = this.#native.attach(fd);
    this.#keys.set(fd, key);
    return key;
  }

  #forget(pending: Waiting): void {
    pending.signal?.removeEventListener('abort', pending);
    this.#pending[pending.operation] = undefined;
    this.#free.push(pending.operation);
    this.#liveness.release();
  }
}
