import { BatchField, EngineError, Told } from '../../generated/ts/layout.js';
import type { Origins } from '../diagnostics/index.js';
import {
  AbortError,
  attempt,
  BufferDetachedError,
  BusyError,
  busy,
  checkLimits,
  despitePanic,
  failure,
  type Limited,
  type Limits,
  type Reason,
  refusalIn,
  typed,
  UNLIMITED,
} from '../errors/index.js';
import {
  type Liveness,
  type NativeLoop,
  ON_ITS_WAY,
  SETTLED,
  type Telling,
  type ToldCode,
  wordOf,
} from '../native/index.js';
import { claim } from './holders.js';
import { type Kind, sent } from './kind.js';
import { checkSocket, type Socket } from './socket.js';
import {
  Attached,
  type Deadlines,
  type Outcomes,
  Pending,
  Preparing,
  type Unsettled,
  type Waiting,
} from './unsettled.js';

const { OPERATION, ERROR, VALUE, OFFSET } = BatchField;

/** The number of no operation: a record that has it is about callbacks. */
export const NO_OPERATION = -1;

/**
 * The promises of a loop, by the number each operation has with the engine.
 *
 * A promise settles exactly once (L10): with the engine's record, or with an AbortError if the engine says that nothing
 * more will come. A number is given out anew only after that, so a record always meets the operation it is of.
 */
export class Operations implements Outcomes {
  readonly #native: NativeLoop;
  readonly #liveness: Liveness;
  readonly #telling: Telling;
  readonly #result: Int32Array;
  readonly #pending: (Waiting | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #preparing = new Set<Preparing>();
  /** The sockets that operations were asked of, by descriptor. */
  readonly #sockets = new Map<number, Attached>();
  readonly #check: (call: string) => void;
  readonly #origins: Origins;
  readonly #deadlines: Deadlines;

  /** @param check throws if the loop is closed */
  constructor(
    native: NativeLoop,
    liveness: Liveness,
    telling: Telling,
    origins: Origins,
    deadlines: Deadlines,
    check: (call: string) => void,
  ) {
    this.#check = check;
    this.#origins = origins;
    this.#deadlines = deadlines;
    this.#telling = telling;
    this.#native = native;
    this.#liveness = liveness;
    this.#result = native.result;
  }

  /** Runs an operation. The engine tries it at once; only what would block is remembered here. */
  run<T, A>(kind: Kind<T, A>, socket: Socket, options: Limited | undefined, asked: A): Promise<T> {
    return new Promise((resolve, reject) => {
      const fd = checkSocket(kind.call, socket);
      this.#begin(kind, socket, fd, checkLimits(options), asked, resolve, reject);
    });
  }

  /**
   * The same for who has to hear of it at once: with the record, before anything else happens.
   *
   * @throws what refuses it, or what it failed with in this very call; then `reject` is not called
   */
  begin<T, A>(
    kind: Kind<T, A>,
    socket: Socket,
    limits: Limits,
    asked: A,
    resolve: (value: T) => void,
    reject: (error: unknown) => void,
  ): void {
    this.#begin(kind, socket, checkSocket(kind.call, socket), limits, asked, resolve, reject);
  }

  /**
   * Keeps a lane of a socket for an operation that begins when what it needs is found, as the addresses of a host. It is pending
   * from now on: it has its lane (C25), keeps the process alive (L15), and ends at once with its signal, its socket or its
   * loop (L10, C26), unless it was concluded before.
   *
   * @param reject is called when it ends so
   * @throws what refuses it
   */
  prepare(kind: Kind<unknown>, socket: Socket, limits: Limits, reject: (error: unknown) => void): Preparing {
    const attached = this.#admit(kind, checkSocket(kind.call, socket), limits.signal);
    const preparing = new Preparing(
      ...([this, kind, attached, limits, this.#deadlines, reject] as const),
      this.#origins.now(),
      this.#origins.line(),
    );
    this.#preparing.add(preparing);
    this.#retain(preparing);
    return preparing;
  }

  /** Ends a preparation; false if something else has ended it before. The lane is free for what begins in the same call. */
  conclude(preparing: Preparing): boolean {
    const was = this.#preparing.delete(preparing);
    if (was) {
      this.#release(preparing);
    }
    return was;
  }

  /** All that have not settled. */
  pending(): readonly Unsettled[] {
    return [...this.#preparing, ...this.#pending.filter((pending) => pending !== undefined)];
  }

  /** Refuses a callback in the direction of an operation that the engine, who refuses it else, does not know yet (C10). */
  refuseBeside(call: string, fd: number, lane: Kind<unknown>['lane']): void {
    if (
      this.#preparing.size > 0 &&
      this.#preparationsOf(this.#sockets.get(fd)).some(({ kind }) => kind.lane === lane)
    ) {
      throw busy(call);
    }
  }

  /** The engine's record for one operation. */
  settle(records: Int32Array, at: number): void {
    const pending = this.#pending[records[at + OPERATION] as number];
    if (pending !== undefined) {
      this.#forget(pending);
      pending.settle(records, at);
    }
  }

  /** The value in an operation's record, or the error in it, thrown; that is what its user is told. */
  outcome<T>(kind: Kind<T>, records: Int32Array, at: number, attached: Attached, operation: number, socket: Socket): T {
    const error = records[at + ERROR] as number;
    if (error !== 0) {
      // A send may have got beyond what one word tells.
      const taken = ((records[at + VALUE] as number) >>> 0) + (records[at + OFFSET] as number) * 2 ** 32;
      this.#tell(Told.FAILED, attached, operation, error, wordOf(taken));
      throw failure(error, kind.syscall, kind.call, sent(kind, taken));
    }
    return this.#telling.isOn
      ? this.#told(kind, records, at, attached, operation, socket)
      : kind.value(records, at, socket);
  }

  #told<T>(kind: Kind<T>, records: Int32Array, at: number, attached: Attached, operation: number, socket: Socket): T {
    try {
      const value = kind.value(records, at, socket);
      this.#tell(kind.told, attached, operation, 0, kind.tell(value));
      return value;
    } catch (thrown) {
      // What was received for memory that is gone comes with the error.
      if (thrown instanceof BufferDetachedError) {
        this.#tell(Told.FAILED, attached, operation, EngineError.BUFFER_DETACHED, thrown.received?.length ?? 0);
      }
      throw thrown;
    }
  }

  /** By its signal or its deadline. What was taken already is not lost: then the record is on its way, and the promise settles with it (L10). */
  abort(pending: Waiting, reason: (taken: number) => Error): void {
    const { socket, operation } = pending;
    let taken: number;
    try {
      taken = despitePanic(() => this.#native.cancel(socket.key, operation), ON_ITS_WAY);
    } catch (error) {
      // Nobody knows whether a record will come of it: it settles now, and its number is not used again.
      this.#pending[operation] = undefined;
      this.#release(pending);
      pending.reject(error);
      return;
    }
    if (taken !== ON_ITS_WAY) {
      this.#forget(pending);
      this.#tell(Told.ABORTED, socket, operation, 0, wordOf(taken));
      pending.reject(reason(taken));
    }
  }

  /** Ends an operation that the engine does not know. */
  giveUp(preparing: Preparing, reason: Reason): void {
    if (this.conclude(preparing)) {
      preparing.reject(reason(preparing.kind.call));
    }
  }

  /** The engine's name for a descriptor that is given up; operations that the engine has fail by its records (C26). */
  release(fd: number, reason: Reason): number | undefined {
    const attached = this.#sockets.get(fd);
    this.#sockets.delete(fd);
    this.#giveUpAll(this.#preparationsOf(attached), reason);
    return attached?.key;
  }

  /** Whether the engine has a slot for the descriptor on which nothing is pending. */
  isIdle(fd: number): boolean {
    const attached = this.#sockets.get(fd);
    return attached !== undefined && this.pending().every(({ socket }) => socket !== attached);
  }

  /** The engine gave a slot up: the next operation of its socket gets a new one. */
  forgetSlot(key: number, reason: Reason): void {
    for (const [fd, attached] of this.#sockets) {
      if (attached.key === key) {
        this.release(fd, reason);
      }
    }
  }

  /** The loop is closed. What the engine has fails by its last records. */
  close(reason: Reason): void {
    this.#sockets.clear();
    this.#giveUpAll([...this.#preparing], reason);
  }

  /** The engine is gone, and no record will come: what is pending fails here. */
  fail(reason: Reason): void {
    for (const pending of [...this.#pending]) {
      if (pending !== undefined) {
        this.#forget(pending);
        pending.reject(reason(pending.kind.call));
      }
    }
  }

  #begin<T, A>(
    kind: Kind<T, A>,
    socket: Socket,
    fd: number,
    limits: Limits,
    asked: A,
    resolve: (value: T) => void,
    reject: (error: unknown) => void,
  ): void {
    const attached = this.#admit(kind, fd, limits.signal);
    const operation = this.#free.pop() ?? this.#pending.push(undefined) - 1;
    let settled: boolean;
    try {
      settled = kind.start(this.#native, attached.key, operation, asked) === SETTLED;
    } catch (error) {
      this.#free.push(operation);
      const refusal = refusalIn(error);
      if (refusal !== undefined) {
        this.#tell(Told.FAILED, attached, operation, refusal, 0);
      }
      throw typed(error, kind.call);
    }
    if (settled) {
      this.#free.push(operation);
      resolve(this.outcome(kind, this.#result, 0, attached, operation, socket));
    } else {
      this.#wait(kind, attached, socket, operation, limits, resolve, reject);
    }
  }

  /**
   * The engine has it, and its record comes. A signal that throws when it is listened to ends it, as an abort would: what the kernel
   * gave already is told all the same (L10).
   */
  #wait<T>(
    kind: Kind<T>,
    attached: Attached,
    socket: Socket,
    operation: number,
    limits: Limits,
    resolve: (value: T) => void,
    reject: (error: unknown) => void,
  ): void {
    const [since, at] = [this.#origins.now(), this.#origins.line()];
    const pending = (limits: Limits) =>
      new Pending(this, kind, attached, socket, operation, limits, this.#deadlines, resolve, reject, since, at);
    let made: Pending<T>;
    try {
      made = pending(limits);
    } catch (error) {
      made = pending(UNLIMITED);
      this.#remember(made);
      this.abort(made, () => error as Error);
      return;
    }
    this.#remember(made);
  }

  #tell(what: ToldCode, { slot, generation }: Attached, operation: number, error: number, value: number): void {
    this.#telling.tell(what, slot, generation, operation, error, value);
  }

  /** The socket, if a new operation may begin on it. */
  #admit(kind: Kind<unknown>, fd: number, signal: AbortSignal | undefined): Attached {
    this.#check(kind.call);
    if (signal?.aborted) {
      throw new AbortError(kind.call, signal.reason, sent(kind, 0));
    }
    const attached = this.#sockets.get(fd) ?? this.#attach(kind.call, fd);
    if (attached.isBusy(kind.lane)) {
      throw new BusyError(`${kind.call}: one of its kind is pending on this socket; wait for it, or abort it, first`);
    }
    return attached;
  }

  #preparationsOf(attached: Attached | undefined): Preparing[] {
    return [...this.#preparing].filter(({ socket }) => socket === attached);
  }

  #giveUpAll(preparations: readonly Preparing[], reason: Reason): void {
    for (const preparing of preparations) {
      this.giveUp(preparing, reason);
    }
  }

  #attach(call: string, fd: number): Attached {
    const attached = new Attached(
      attempt(call, () => claim(fd, () => this.#native.attach(fd))),
      fd,
    );
    this.#sockets.set(fd, attached);
    return attached;
  }

  #remember(pending: Waiting): void {
    this.#pending[pending.operation] = pending;
    this.#retain(pending);
  }

  #forget(pending: Waiting): void {
    this.#pending[pending.operation] = undefined;
    this.#free.push(pending.operation);
    this.#release(pending);
  }

  #retain({ socket, kind }: Unsettled): void {
    socket.occupy(kind.lane, true);
    this.#liveness.retain();
  }

  #release(unsettled: Unsettled): void {
    const { socket, kind } = unsettled;
    unsettled.release();
    socket.occupy(kind.lane, false);
    this.#liveness.release();
  }
}
