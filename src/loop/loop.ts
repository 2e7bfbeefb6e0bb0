import { LoopAction, LoopEvent, LoopState, loop } from '../../generated/ts/loop.js';
import { bare, type Known } from '../../model/options.js';
import {
  type Abortable,
  AbortError,
  attempt,
  checkBytes,
  checkCallback,
  checkDescriptor,
  checkInteger,
  checkOptions,
  checkSignal,
  checkTime,
  type Descriptor,
  despitePanic,
  type ExceptionHandler,
  Exceptions,
  InvalidArgumentTypeError,
  InvalidArgumentValueError,
  LoopClosedError,
  NativePanicError,
  ONCE,
  poll,
  type Reason,
  SocketClosedError,
} from '../errors/index.js';
import { Explanation, pastOf } from '../explain/index.js';
import type { Callback, Handle, TimerHandle } from '../handles/index.js';
import {
  type AddressInfo,
  addon,
  Liveness,
  type NativeAddress,
  type NativeLoop,
  type Steered,
  step,
  Telling,
} from '../native/index.js';
import {
  type Address,
  addressBytes,
  checkAddress,
  checkDestination,
  checkSocket,
  enroll,
  type Holder,
  isNamed,
  type Kinds,
  kindsOver,
  lookUp,
  Operations,
  resign,
  Socket,
} from '../sockets/index.js';
import { type Audience, type Batch, dispatch } from './dispatch.js';
import { onExit } from './exit.js';
import type { Keeper } from './registration.js';
import { Soon } from './soon.js';
import { NO_TURN, Timers } from './timers.js';
import { type Direction, READER, Watches, WRITER } from './watches.js';

/** How a loop is made. */
export interface LoopOptions {
  /**
   * Who waits for the kernel and calls it: `mio`, on this thread, or `tokio`, a thread beside it, which leaves this one to
   * JavaScript. Callbacks and promises are the same with both.
   */
  readonly backend?: 'mio' | 'tokio';
  /**
   * A file to record every call, answer, step and outcome in, for `readyloop trace`. It is whole once the loop is closed, its
   * worker has ended or its process exits, unless a signal kills it; listeners of `exit` are not recorded any more.
   */
  readonly trace?: string;
}

const OPTIONS: Known<LoopOptions> = { backend: true, trace: true };
const BACKENDS: readonly unknown[] = ['mio', 'tokio'];

/** What the operations do that a callback in each direction keeps out (C10). */
const LANES = ['receiving', 'sending'] as const;

/** The most that one receive is asked for; the kernel's own limit for one call. */
const MOST_BYTES = 0x7ffff000;

/**
 * An I/O event loop beside Node's own, on the same thread: readiness callbacks for any descriptor that can be polled,
 * operations on sockets, and timers.
 *
 * A turn runs what was queued by `callSoon`, then callbacks of descriptors (the reader before the writer), then timers
 * that are due; what a callback schedules runs in the next turn (L7). A callback runs in the asynchronous context it was
 * handed over in. One that throws keeps no other from running (L16): its error goes to the exception handler, or out as
 * an uncaught exception. The process stays alive as long as something is pending that was not `unref`ed (L15).
 *
 * @since 0.1.0
 */
export class Loop implements AsyncDisposable {
  readonly #native: NativeLoop;
  /** The engine has a thread of its own. */
  readonly #apart: boolean;
  readonly #exceptions = new Exceptions();
  readonly #liveness: Liveness;
  readonly #soon: Soon;
  readonly #timers: Timers;
  readonly #watches: Watches;
  readonly #operations: Operations;
  readonly #kinds: Kinds;
  readonly #audience: Audience;
  readonly #records: Int32Array;
  readonly #holder: Holder = { release: (fd) => this.#release(fd) };
  /** The batch at hand. */
  readonly #batch: Batch = { next: 0, end: 0 };
  /** The turn whose batch is being run, or NO_TURN. */
  #turn = NO_TURN;
  /** Whether it runs, stops or is closed, and what comes of that: decided by the table of `loop`. */
  readonly #course: Steered = { state: LoopState['idle.going'], perform: (action) => this.#perform(action) };
  /** The call that the table may refuse, for its error. */
  #called = '';
  /** Settles when the loop is closed. */
  readonly #end: Promise<void>;
  #ended: () => void = () => {};
  /** Has nothing of it to be ended at exit any more. */
  #offExit: (() => void) | undefined;

  /**
   * @throws AddonMissingError, AddonMismatchError if there is no native addon, or one of other tables
   * @throws InvalidArgumentTypeError, InvalidArgumentValueError, UnknownOptionError if the options are wrong
   * @throws SystemError if the trace cannot be written
   */
  constructor(options: LoopOptions = {}) {
    const { backend = 'mio', trace } = checkOptions(options, OPTIONS, "{ backend: 'tokio' }");
    if (!BACKENDS.includes(backend)) {
      throw new InvalidArgumentValueError('options.backend', '"mio" or "tokio"', backend);
    }
    if (trace !== undefined && typeof trace !== 'string') {
      throw new InvalidArgumentTypeError('options.trace', 'the path of a file', trace);
    }
    this.#end = new Promise((resolve) => {
      this.#ended = resolve;
    });
    const { NativeLoop } = addon();
    const apart = backend === 'tokio';
    this.#apart = apart;
    this.#native = attempt(
      'Loop',
      () =>
        new NativeLoop(
          bare(trace === undefined ? { apart } : { apart, trace }),
          (count, turn) => this.#run(LoopEvent.RUN_IO, turn, () => this.#onBatch(count)),
          (turn) => this.#run(LoopEvent.RUN_CALLS, turn, () => this.#soon.run()),
          (turn) => this.#run(LoopEvent.RUN_CALLS, turn, () => this.#timers.run(turn)),
          () => step(loop, this.#course, LoopEvent.FAILED),
        ),
      trace === undefined ? undefined : `options.trace is ${JSON.stringify(trace)}; name a file that can be written`,
    );
    const native = this.#native;
    this.#liveness = new Liveness((alive) => native.setRef(alive));
    const keeper: Keeper = { liveness: this.#liveness, exceptions: this.#exceptions };
    this.#soon = new Soon(() => native.schedule(), keeper);
    const alarm = {
      set: (ms: number) => native.setTimer(ms),
      clear: () => native.clearTimer(),
      now: () => this.time(),
    };
    this.#timers = new Timers(alarm, keeper);
    const telling = new Telling(trace !== undefined, native.told, () => despitePanic(() => native.hear(), undefined));
    this.#watches = new Watches(native, keeper, telling);
    this.#operations = new Operations(native, this.#liveness, telling, (call) => this.#check(call));
    this.#records = native.records;
    const { buffer, byteOffset, byteLength } = native.slab;
    this.#kinds = kindsOver(this.#native, Buffer.from(buffer, byteOffset, byteLength), apart);
    this.#audience = {
      watches: this.#watches,
      operations: this.#operations,
      exceptions: this.#exceptions,
      telling,
    };
    enroll(this.#holder);
    if (trace !== undefined) {
      this.#offExit = onExit(() => native.endTrace());
    }
  }

  // Calls and timers

  /**
   * Runs the callback in the next turn, after all that were queued before.
   *
   * @param args what the callback is called with
   * @returns what cancels it, or lets the process end before it has run
   * @throws LoopClosedError ERR_LOOP_CLOSED: the loop is closed (C12)
   * @throws InvalidArgumentTypeError ERR_INVALID_ARG_TYPE: the callback is no function
   */
  callSoon<Args extends unknown[]>(callback: Callback<Args>, ...args: Args): Handle {
    this.#check('callSoon');
    checkCallback(callback);
    return this.#soon.add(callback, args);
  }

  /**
   * Runs the callback in this many milliseconds, never earlier (L13); a time that is over is due in the next turn.
   *
   * @param ms finite; it need not be whole, and negative is over
   * @param args what the callback is called with
   * @returns what cancels it, with its deadline as `when`
   * @throws LoopClosedError ERR_LOOP_CLOSED: the loop is closed (C12)
   * @throws InvalidArgumentTypeError ERR_INVALID_ARG_TYPE: `ms` is no number, or the callback no function
   * @throws OutOfRangeError ERR_OUT_OF_RANGE: `ms` is infinite or NaN
   */
  callLater<Args extends unknown[]>(ms: number, callback: Callback<Args>, ...args: Args): TimerHandle {
    this.#check('callLater');
    checkTime('ms', ms);
    checkCallback(callback);
    return this.#timers.add('callLater', this.time() + ms, this.#turn, callback, args);
  }

  /**
   * Runs the callback when `time()` has reached `when`; else as `callLater`.
   *
   * @param when in milliseconds of the loop's clock
   */
  callAt<Args extends unknown[]>(when: number, callback: Callback<Args>, ...args: Args): TimerHandle {
    this.#check('callAt');
    checkTime('when', when);
    checkCallback(callback);
    return this.#timers.add('callAt', when, this.#turn, callback, args);
  }

  /** The loop's clock in milliseconds, that of `performance.now()`: it never goes back. */
  time(): number {
    return performance.now();
  }

  // Descriptors

  /**
   * Runs the callback whenever the descriptor can be read (or is at its end, hung up, or in error), as long as that is so
   * and until it is removed: what it leaves unread makes it run again (L2). Adding again replaces the callback (C2).
   *
   * The descriptor stays the caller's. Remove its callbacks before closing it; a `Socket` sees to that itself.
   *
   * @throws SystemError EBADF: it is not open; EPERM: it cannot be polled, as a regular file
   * @throws BusyError if an operation of this loop is reading it
   */
  addReader<Args extends unknown[]>(descriptor: Descriptor, callback: Callback<Args>, ...args: Args): Handle {
    return this.#add(READER, 'addReader', descriptor, callback, args);
  }

  /** Runs the callback whenever the descriptor can be written; else as `addReader`. */
  addWriter<Args extends unknown[]>(descriptor: Descriptor, callback: Callback<Args>, ...args: Args): Handle {
    return this.#add(WRITER, 'addWriter', descriptor, callback, args);
  }

  /** Removes the callback: it never runs again (L3). Whether there was one (C5). */
  removeReader(descriptor: Descriptor): boolean {
    return this.#watches.remove(READER, checkDescriptor(descriptor));
  }

  /** Removes the callback: it never runs again (L3). Whether there was one (C5). */
  removeWriter(descriptor: Descriptor): boolean {
    return this.#watches.remove(WRITER, checkDescriptor(descriptor));
  }

  /**
   * Waits until the descriptor can be read, once.
   *
   * @throws BusyError if a callback, another promise or an operation reads it
   * @throws AbortError
   */
  readable(descriptor: Descriptor, options?: Abortable): Promise<void> {
    return this.#wait(READER, 'readable', descriptor, options);
  }

  /** Waits until the descriptor can be written, once; else as `readable`. */
  writable(descriptor: Descriptor, options?: Abortable): Promise<void> {
    return this.#wait(WRITER, 'writable', descriptor, options);
  }

  // Operations on sockets. The engine tries each at once and waits only for what would block.

  /**
   * Takes the next connection from a listening socket, with the address of its peer. Several accepts of one listener are
   * served in the order in which they asked (C25); an aborted one loses no connection (L8).
   *
   * @throws AbortError, SocketClosedError, LoopClosedError, BusyError
   * @throws SystemError what accept(2) answered; not for its limits, at which it pauses and goes on by itself (L9)
   */
  sockAccept(socket: Socket, options?: Abortable): Promise<[Socket, AddressInfo]> {
    const kind = this.#kinds.accept[socket instanceof Socket ? socket.type : 'stream'];
    return this.#operations.run(kind, socket, options, (key, operation) => this.#native.accept(key, operation));
  }

  /**
   * Receives up to `n` bytes, as soon as there are any, into a Buffer of your own; an empty one is the end of a stream. Of a
   * message (`dgram`, `seqpacket`) it is always as much as `n` lets in, and `socket.truncated` tells if there was more (L11).
   * Urgent data of TCP (MSG_OOB) comes in line: with the other bytes, in its place among them.
   *
   * @param n from 1 to 2147479552 bytes
   * @throws AbortError nothing was taken
   * @throws BusyError if another receive of this socket is pending, or a callback reads it (C25)
   * @throws SystemError what recv(2) answered
   */
  sockRecv(socket: Socket, n: number, options?: Abortable): Promise<Buffer> {
    return this.#operations.run(this.#kinds.receive, socket, options, (key, operation) => {
      checkInteger('n', n, 1, MOST_BYTES);
      return this.#native.receive(key, operation, n);
    });
  }

  /** Receives into your own memory and tells how many bytes; 0 is the end of a stream. Else as `sockRecv`. */
  sockRecvInto(socket: Socket, buffer: NodeJS.ArrayBufferView, options?: Abortable): Promise<number> {
    const kind = this.#kinds.receiveInto();
    return this.#operations.run(kind, socket, options, (key, operation) => {
      const bytes = checkBytes('buffer', buffer);
      checkInteger('buffer.byteLength', bytes.length, 1, Number.MAX_SAFE_INTEGER);
      kind.into(bytes);
      return this.#native.receiveInto(key, operation, bytes);
    });
  }

  /**
   * Sends all of the bytes; settles when the kernel took the last of them (L11). Do not change them before.
   *
   * @throws AbortError, SystemError with `bytesSent`
   * @throws BusyError if another send of this socket is pending, or a callback writes it (C25)
   */
  sockSendall(socket: Socket, data: NodeJS.ArrayBufferView, options?: Abortable): Promise<void> {
    return this.#operations.run(this.#kinds.send, socket, options, (key, operation) =>
      this.#native.send(key, operation, checkBytes('data', data)),
    );
  }

  /**
   * Connects a socket; settles when the connection is made. A host name is looked up in the socket's own family, and the
   * connect is pending meanwhile; but Node's lookup itself cannot be called off, and keeps the process alive until it is
   * over, `unref` or not. One that was aborted has connected nothing, and the socket can be connected anew at once (C22).
   * A full queue of a unix listener is waited for: those of one loop that wait for one path stand in line, and get in as they
   * asked; a place is found within 50 ms (L19).
   *
   * @param address `{ host, port }` or `{ path }`; what `getsockname` told of the other side will do
   * @throws AbortError, SocketClosedError, LoopClosedError, BadAddressError, UnknownOptionError
   * @throws BusyError if another connect or a send of this socket is pending, or a callback writes it (C25)
   * @throws SystemError what connect(2) answered, as ECONNREFUSED (C24); or getaddrinfo(3), as ENOTFOUND and EAI_AGAIN
   */
  async sockConnect(socket: Socket, address: Address, options?: Abortable): Promise<void> {
    const { connect } = this.#kinds;
    checkSocket(connect.call, socket);
    const { family } = socket;
    const to = checkDestination(family, address);
    const begin = (key: number, operation: number, numeric: NativeAddress) =>
      this.#native.connect(key, operation, addressBytes(connect.call, numeric));
    await (isNamed(to)
      ? this.#operations.runWith(
          connect,
          socket,
          options,
          () => lookUp(connect.call, family, to.host),
          (key, operation, host) => begin(key, operation, bare({ ...to, host })),
        )
      : this.#operations.run(connect, socket, options, (key, operation) => begin(key, operation, to)));
  }

  /**
   * Receives one datagram of up to `n` bytes, and who sent it: undefined of a stream, and of a unix socket without a name.
   * What does not fit is lost, as with recvfrom(2), and `socket.truncated` tells. An empty Buffer is an empty datagram; of a
   * stream it is the end.
   *
   * @param n as of `sockRecv`
   * @throws as `sockRecv`; ECONNREFUSED tells of an earlier datagram that found nobody, and ends nothing
   */
  sockRecvfrom(socket: Socket, n: number, options?: Abortable): Promise<[Buffer, AddressInfo | undefined]> {
    return this.#operations.run(this.#kinds.receiveFrom, socket, options, (key, operation) => {
      checkInteger('n', n, 1, MOST_BYTES);
      return this.#native.receiveFrom(key, operation, n);
    });
  }

  /**
   * Sends one datagram to an address; settles when the kernel took it. Do not change its bytes before. Room at a unix receiver
   * is waited for in line, as a place in `sockConnect`.
   *
   * @param address with a numeric host; what `sockRecvfrom` told will do
   * @throws as `sockSendall`; BadAddressError, UnknownOptionError if the address does not fit the family
   * @throws SystemError EMSGSIZE: it is longer than the network takes
   */
  sockSendto(socket: Socket, data: NodeJS.ArrayBufferView, address: Address, options?: Abortable): Promise<void> {
    const { sendTo } = this.#kinds;
    return this.#operations.run(sendTo, socket, options, (key, operation) => {
      const bytes = checkBytes('data', data);
      const to = checkAddress(socket.family, address);
      return this.#native.sendTo(key, operation, bytes, addressBytes(sendTo.call, to));
    });
  }

  // The loop itself

  /**
   * Sets who hears of errors that nobody else can catch: what a callback threw, or what the loop reports. With null the
   * former are uncaught exceptions and the latter warnings of the process. A handler that throws is reported as a warning
   * with the code ERR_EXCEPTION_HANDLER, and stops nothing (C18).
   *
   * @throws InvalidArgumentTypeError ERR_INVALID_ARG_TYPE: the handler is neither a function nor null
   */
  setExceptionHandler(handler: ExceptionHandler | null): void {
    if (handler !== null) {
      checkCallback(handler, 'handler');
    }
    this.#exceptions.handler = handler;
  }

  /** Lets what is pending keep the process alive; so it is from the start. */
  ref(): this {
    this.#liveness.reference(true);
    return this;
  }

  /** Lets the process end whatever is pending. */
  unref(): this {
    this.#liveness.reference(false);
    return this;
  }

  /** Whether what is pending keeps the process alive: what `ref` and `unref` said last, whether anything is pending or not. */
  hasRef(): boolean {
    return this.#liveness.referenced;
  }

  /**
   * Ends the loop once the batch at hand has run to its end (C17): called from a callback, those that are due with it run
   * still; called from elsewhere, what `callSoon` has queued does. Else as `close`.
   *
   * @returns when the loop is closed
   */
  stop(): Promise<void> {
    step(loop, this.#course, LoopEvent.STOP);
    return this.#end;
  }

  /**
   * Tells why the callbacks and operations of a descriptor run, or do not: how it stands, what the kernel was asked and has
   * reported, and the last steps. As data and, by `toString()`, as text. It changes nothing.
   */
  explain(descriptor: Descriptor): Explanation {
    const fd = checkDescriptor(descriptor);
    return new Explanation(fd, pastOf(fd, this.closed ? null : this.#native.past(fd), this.#apart));
  }

  /** Whether the loop has ended, by `close`, by `stop` or by a panic of its native code. */
  get closed(): boolean {
    return this.#course.state === LoopState.closed;
  }

  /**
   * Ends the loop: no callback runs any more, promises that are pending are rejected with ERR_LOOP_CLOSED, and all that
   * the loop itself had open is closed. Descriptors and sockets stay as they are; they are not the loop's. Closing again
   * does nothing.
   */
  close(): void {
    step(loop, this.#course, LoopEvent.CLOSE);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  /** One batch of a turn: calls queued by `callSoon`, callbacks of descriptors, or timers. */
  #run(begins: number, turn: number, batch: () => void): void {
    step(loop, this.#course, begins);
    this.#turn = turn;
    try {
      despitePanic(batch, undefined);
    } finally {
      this.#turn = NO_TURN;
      step(loop, this.#course, LoopEvent.RETURNED);
    }
  }

  #onBatch(count: number): void {
    this.#batch.next = 0;
    this.#batch.end = count;
    this.#dispatch();
  }

  #dispatch(): void {
    dispatch(this.#records, this.#batch, this.#audience);
    this.#batch.next = 0;
    this.#batch.end = 0;
    // Of a loop that is closed nothing more is to be recorded, unless there is another batch.
    if (this.closed && despitePanic(() => this.#native.finish(), true)) {
      this.#offExit?.();
    }
  }

  #perform(action: number): void {
    switch (action) {
      case LoopAction.retain:
        this.#liveness.retain();
        break;
      case LoopAction.release:
        this.#liveness.release();
        break;
      case LoopAction.schedule:
        this.#native.schedule();
        break;
      case LoopAction.finish:
        despitePanic(() => this.#native.finish(), false);
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

  /** The engine gives up all it has; its last records settle what was pending. */
  #close(): void {
    this.#clear((call) => new LoopClosedError(call));
    // They stand behind the batch at hand, as many at a time as fit.
    const first = this.#batch.end;
    const more = () => despitePanic(() => this.#native.close(), 0);
    for (let count = more(); count > 0; count = more()) {
      this.#batch.end = first + count;
      dispatch(this.#records, this.#batch, this.#audience);
      this.#batch.next = first;
    }
    this.#batch.end = first;
    this.#dispatch();
    this.#ended();
  }

  /** The native loop has panicked. Nothing more comes of it, so all that is pending fails here (L10). */
  #fail(): void {
    const reason = (call: string) => new NativePanicError(call);
    this.#clear(reason);
    this.#operations.fail(reason);
    this.#offExit?.();
    this.#ended();
    this.#exceptions.raise(reason('Loop'));
  }

  /** Nothing more runs, and nothing new begins. */
  #clear(reason: Reason): void {
    resign(this.#holder);
    this.#soon.clear();
    this.#timers.clear();
    this.#watches.clear(reason);
    this.#operations.close(reason);
  }

  #add<Args extends unknown[]>(
    direction: Direction,
    call: string,
    descriptor: Descriptor,
    callback: Callback<Args>,
    args: Args,
  ): Handle {
    this.#check(call);
    const fd = checkDescriptor(descriptor);
    checkCallback(callback);
    this.#operations.refuseBeside(call, fd, LANES[direction]);
    return poll(call, fd, () => this.#watches.add(direction, fd, callback, args));
  }

  #wait(direction: Direction, call: string, descriptor: Descriptor, options: Abortable | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#check(call);
      const fd = checkDescriptor(descriptor);
      const signal = checkSignal(options);
      if (signal?.aborted) {
        throw new AbortError(call, signal.reason);
      }
      const aborted = () => {
        handle.cancel();
        reject(new AbortError(call, signal?.reason));
      };
      const settle = (error?: Error) => {
        signal?.removeEventListener('abort', aborted);
        error === undefined ? resolve() : reject(error);
      };
      this.#operations.refuseBeside(call, fd, LANES[direction]);
      const handle = poll(call, fd, () => this.#watches.wait(direction, fd, settle));
      signal?.addEventListener('abort', aborted, ONCE);
    });
  }

  /** A descriptor's number is given up, or belongs to a new file: nothing of the old one may be reached by it (L6). */
  #release(fd: number): void {
    const reason = (call: string) => new SocketClosedError(call);
    const key = this.#operations.release(fd, reason) ?? this.#watches.keyOf(fd);
    this.#watches.forget(fd, reason);
    if (key !== undefined) {
      despitePanic(() => this.#native.closeSlot(key), undefined);
    }
  }

  /** Refuses the call if the loop is closed (C12). */
  #check(call: string): void {
    this.#called = call;
    step(loop, this.#course, LoopEvent.CALL);
  }
}
