import { EngineError } from '../../generated/ts/layout.js';
import { LoopAction, LoopEvent, LoopState, loop } from '../../generated/ts/loop.js';
import { bare } from '../../model/options.js';
import { Connecting } from '../connecting/index.js';
import { now, Origins, Stopwatch } from '../diagnostics/index.js';
import {
  attempt,
  despitePanic,
  Exceptions,
  LoopClosedError,
  NativePanicError,
  type Reason,
  SocketClosedError,
  throwUnlessPanic,
} from '../errors/index.js';
import { Explanation, pastOf } from '../explain/index.js';
import { addon, Liveness, type NativeLoop, runtime, type Steered, step, Telling } from '../native/index.js';
import { Servers } from '../servers/index.js';
import { enroll, type Holder, type Kinds, kindsOver, Operations, resign } from '../sockets/index.js';
import { LoopContext, Transports } from '../transports/index.js';
import { type Audience, type Batch, dispatch } from './dispatch.js';
import { closedInTime, warnOfDropped } from './dropped.js';
import { onExit } from './exit.js';
import { checkLoopOptions, type LoopOptions } from './options.js';
import type { Keeper } from './registration.js';
import { Report } from './report.js';
import { onSignal } from './signals.js';
import { Soon } from './soon.js';
import { type Expiring, NO_TURN, Timers } from './timers.js';
import { Watches } from './watches.js';

/** What a batch consists of. */
const CALLS = 0;
const TIMERS = 1;
const RECORDS = 2;

/**
 * What is behind a loop's front: the native loop, the parts that its calls are made of, its turns, and whether it runs, stops or
 * is closed.
 */
export class Core {
  readonly native: NativeLoop;
  readonly exceptions: Exceptions;
  readonly origins: Origins;
  readonly liveness: Liveness;
  readonly soon: Soon;
  readonly timers: Timers;
  readonly watches: Watches;
  readonly operations: Operations;
  readonly transports: Transports;
  readonly servers: Servers;
  readonly connecting: Connecting;
  readonly kinds: Kinds;
  /** The turn whose batch is being run, or NO_TURN. */
  turn = NO_TURN;
  /** The engine has a thread of its own. */
  readonly isApart: boolean;
  readonly #audience: Audience;
  readonly #records: Int32Array;
  readonly #holder: Holder = {
    release: (fd) => this.#release(fd),
    letGo: (fd) => this.#letGo(fd),
  };
  /** The batch at hand. */
  readonly #batch: Batch = { next: 0, end: 0 };
  /** Whether it runs, stops or is closed, and what comes of that: decided by the table of `loop`. */
  readonly #course: Steered = { state: LoopState['idle.going'], perform: (action) => this.#perform(action) };
  #isDropped = false;
  /** The call that the table may refuse, for its error. */
  #called = '';
  /** Settles when the loop is closed. */
  readonly #end: Promise<void>;
  #ended: () => void = () => {};
  /** Nobody asks for its report by a signal any more. */
  readonly #offSignal: (() => void) | undefined;
  /** Has nothing of it to be ended at exit any more. */
  #offExit: (() => void) | undefined;

  /** @throws as `Loop` */
  constructor(options: LoopOptions) {
    const { backend, trace, debug, slowCallback, reportOn } = checkLoopOptions(options);
    this.exceptions = new Exceptions(new Stopwatch(debug, slowCallback));
    this.origins = new Origins(debug);
    this.#end = new Promise((resolve) => {
      this.#ended = resolve;
    });
    const { NativeLoop } = addon();
    const apart = backend === 'tokio';
    const context = new LoopContext();
    const { resource } = context;
    this.isApart = apart;
    this.native = attempt(
      'Loop',
      () =>
        new NativeLoop(
          bare({ apart, coarse: runtime === 'bun', resource, ...(trace === undefined ? {} : { trace }) }),
          (count, turn) => this.#run(LoopEvent.RUN_IO, turn, RECORDS, count),
          (turn) => this.#run(LoopEvent.RUN_CALLS, turn, CALLS, 0),
          (turn) => this.#run(LoopEvent.RUN_CALLS, turn, TIMERS, 0),
          () => step(loop, this.#course, LoopEvent.FAILED),
        ),
      trace === undefined ? undefined : `options.trace is ${JSON.stringify(trace)}; name a file that can be written`,
    );
    context.keep();
    const native = this.native;
    this.liveness = new Liveness((alive) => native.setRef(alive ? 1 : 0));
    const keeper: Keeper = { liveness: this.liveness, exceptions: this.exceptions, origins: this.origins };
    this.soon = new Soon(() => native.schedule(), keeper);
    const alarm = {
      set: (ms: number) => native.setTimer(ms),
      now: () => this.time(),
    };
    this.timers = new Timers(alarm, keeper);
    const telling = new Telling(trace !== undefined, native.told, () => despitePanic(() => native.hear(), undefined));
    this.watches = new Watches(native, keeper, telling);
    this.operations = new Operations(native, this.liveness, telling, this.origins, this.timers, (call) =>
      this.check(call),
    );
    const { liveness, exceptions, origins, operations } = this;
    const clock = (call: string) => ({
      now: () => this.time(),
      limit: (when: number, whose: Expiring) => this.timers.limit(when, whose),
      after: (ms: number, callback: () => void) =>
        this.timers.add(call, this.time() + ms, this.turn, callback, []).unref(),
    });
    const askForTurn = () => this.#askForTurn();
    const ground = { native, liveness, exceptions, origins, telling, context, debug, apart, askForTurn };
    this.transports = new Transports({ ...ground, clock: clock('transport.setTimeout') });
    this.servers = new Servers(native, liveness, exceptions, telling, origins, this.transports);
    this.#records = native.records;
    const { buffer, byteOffset, byteLength } = native.slab;
    this.kinds = kindsOver(this.native, Buffer.from(buffer, byteOffset, byteLength), apart);
    const { transports, kinds } = this;
    this.connecting = new Connecting({
      ...{ liveness, origins, operations, kinds, transports },
      clock: clock('createConnection'),
    });
    this.#audience = {
      watches: this.watches,
      operations: this.operations,
      transports: this.transports,
      servers: this.servers,
      exceptions: this.exceptions,
      telling,
    };
    enroll(this.#holder);
    this.#offSignal = reportOn === undefined ? undefined : onSignal(reportOn, () => String(new Report(this)));
    if (trace !== undefined) {
      this.watchExit();
    }
  }

  /** Has what there is to be ended at exit. */
  watchExit(): void {
    if (!this.closed) {
      this.#offExit ??= onExit(() => this.#exit());
    }
  }

  /** Refuses the call if the loop is closed (C12). */
  check(call: string): void {
    this.#called = call;
    step(loop, this.#course, LoopEvent.CALL);
  }

  /** The loop's clock, for deadlines and for whether they are over. */
  time(): number {
    return now();
  }

  /** @returns when the loop is closed */
  stop(): Promise<void> {
    step(loop, this.#course, LoopEvent.STOP);
    return this.#end;
  }

  close(): void {
    step(loop, this.#course, LoopEvent.CLOSE);
  }

  /** Nobody can call it any more. What is pending goes on, for there may be others who wait for it; then it is closed. */
  drop(): void {
    this.#isDropped = true;
    this.#closeIfIdle();
  }

  /** Nothing is pending, referenced or not. It is asked behind each batch of a loop that was dropped. */
  get #isIdle(): boolean {
    const { liveness, servers, transports, watches, timers, soon } = this;
    return liveness.isIdle && [servers, transports, watches, timers, soon].every(({ isEmpty }) => isEmpty);
  }

  #closeIfIdle(): void {
    if (!this.closed && this.#isIdle) {
      warnOfDropped();
      this.close();
    }
  }

  get closed(): boolean {
    return this.#course.state === LoopState.closed;
  }

  /** How a descriptor stands. */
  explain(fd: number): Explanation {
    return new Explanation(fd, pastOf(fd, this.closed ? null : this.native.past(fd), this.isApart));
  }

  /** One batch of a turn: calls queued by `callSoon`, callbacks of descriptors, or timers. */
  #run(begins: number, turn: number, batch: number, count: number): void {
    step(loop, this.#course, begins);
    this.turn = turn;
    const { tellings } = this.transports;
    this.transports.commands.collect();
    tellings.begin();
    this.liveness.defer();
    try {
      this.#runBatch(batch, turn, count);
      tellings.run();
      this.#finishClosed();
    } finally {
      this.turn = NO_TURN;
      // Not before: who closes the loop when he is told behind the records has the last ones stand behind those.
      this.#batch.next = 0;
      this.#batch.end = 0;
      step(loop, this.#course, LoopEvent.RETURNED);
      this.liveness.settle();
      if (this.#isDropped) {
        this.#closeIfIdle();
      }
    }
  }

  #runBatch(batch: number, turn: number, count: number): void {
    try {
      if (batch === RECORDS) {
        this.#batch.next = 0;
        this.#batch.end = count;
        this.#dispatch();
      } else if (batch === CALLS) {
        this.soon.run();
      } else {
        this.timers.run(turn);
      }
    } catch (error) {
      throwUnlessPanic(error);
    }
  }

  #dispatch(): void {
    let first: { readonly thrown: unknown } | undefined;
    // What is thrown between two records, by no callback, takes nothing from those behind it (L16).
    while (this.#batch.next < this.#batch.end) {
      try {
        dispatch(this.#records, this.#batch, this.#audience);
      } catch (thrown) {
        first ??= { thrown };
      }
    }
    this.#finishClosed();
    if (first !== undefined) {
      throw first.thrown;
    }
  }

  /** Of a loop that is closed nothing more is to be recorded, unless there is another batch, or somebody to be told. */
  #finishClosed(): void {
    if (this.closed && this.transports.tellings.isEmpty && despitePanic(() => this.native.finish(), true)) {
      this.#offExit?.();
    }
  }

  /** What was written and can still go goes, and the trace is whole. */
  #exit(): void {
    this.transports.commands.submit();
    despitePanic(() => this.native.endTrace(), undefined);
  }

  /** Somebody is to be told of what came about outside of all batches. */
  #askForTurn(): void {
    if (this.closed) {
      process.nextTick(() => this.#tellLast());
    } else {
      this.native.schedule();
    }
  }

  /** There are no turns any more. */
  #tellLast(): void {
    this.transports.tell();
    this.#finishClosed();
  }

  #perform(action: number): void {
    switch (action) {
      case LoopAction.retain:
        this.liveness.retain();
        break;
      case LoopAction.release:
        this.liveness.release();
        break;
      case LoopAction.schedule:
        this.native.schedule();
        break;
      case LoopAction.finish:
        this.#finish();
        break;
      case LoopAction.refuse:
        throw new LoopClosedError(this.#called);
      case LoopAction.close:
        this.#close();
        break;
      case LoopAction.fail:
        this.#fail();
    }
  }

  /** JavaScript has looked at all of the batch. */
  #finish(): void {
    try {
      this.native.finish();
    } catch (error) {
      throwUnlessPanic(error);
    }
  }

  /** The engine gives up all it has; its last records settle what was pending. */
  #close(): void {
    const closeSockets = this.#clear((call) => new LoopClosedError(call));
    // They stand behind the batch at hand, as many at a time as fit.
    const first = this.#batch.end;
    const more = () => despitePanic(() => this.native.close(), 0);
    for (let count = more(); count > 0; count = more()) {
      this.#batch.end = first + count;
      dispatch(this.#records, this.#batch, this.#audience);
      this.#batch.next = first;
    }
    this.#batch.end = first;
    this.#dispatch();
    closeSockets();
    this.#concluded();
  }

  /** The native loop has panicked. Nothing more comes of it, so all that is pending fails here (L10). */
  #fail(): void {
    const reason = (call: string) => new NativePanicError(call);
    const closeSockets = this.#clear(reason);
    this.operations.fail(reason);
    closeSockets();
    this.#offExit?.();
    this.#concluded();
    this.exceptions.raise(reason('Loop'));
  }

  /** What is to be told when the call has returned is told in its batch or, where that is none, right behind it. */
  #concluded(): void {
    this.#ended();
    if (this.turn === NO_TURN && !this.transports.tellings.isEmpty) {
      this.#askForTurn();
    }
  }

  /**
   * Nothing more runs, and nothing new begins.
   *
   * @returns closes what servers listen with, when the engine has let it go
   */
  #clear(reason: Reason): () => void {
    // Sockets that connect are closed by this, and let go before.
    this.connecting.close(reason);
    resign(this.#holder);
    closedInTime(this);
    this.#offSignal?.();
    this.soon.clear();
    this.timers.clear();
    this.watches.clear(reason);
    this.operations.close(reason);
    this.transports.cut(EngineError.LOOP_CLOSED, () => reason('transport'));
    return this.servers.cut();
  }

  /** Another loop of the thread asks for a file. */
  #letGo(fd: number): boolean {
    const isFree = this.operations.isIdle(fd) && this.watches.keyOf(fd) === undefined;
    if (isFree) {
      this.#release(fd);
    }
    return isFree;
  }

  /** A descriptor's number is given up, or belongs to a new file: nothing of the old one may be reached by it (L6). */
  #release(fd: number): void {
    const reason = (call: string) => new SocketClosedError(call);
    const [serving, connected] = [this.servers.release(fd), this.transports.release(fd)];
    const key = this.operations.release(fd, reason) ?? this.watches.keyOf(fd) ?? serving ?? connected;
    this.watches.forget(fd, reason);
    if (key !== undefined) {
      despitePanic(() => this.native.closeSlot(key), undefined);
    }
  }
}
