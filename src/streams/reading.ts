import { ReaderAction, ReaderEvent, ReaderState, reader } from '../../generated/ts/reader.js';
import {
  AbortError,
  addAbortListener,
  BusyError,
  IncompleteReadError,
  type Limits,
  removeAbortListener,
  TimeoutError,
  UNLIMITED,
} from '../errors/index.js';
import { type Steered, step } from '../native/index.js';
import { Unread } from './unread.js';
import { LACKING, PASSED, type Want } from './wants.js';

/** Who has reads end when their time is over. */
export interface Deadlines {
  limit(when: number, whose: { expire(): void }): { cancel(): void };
}

/** What a reader asks of its transport. */
export interface Flow {
  pauseReading(): void;
  resumeReading(): void;
}

const NAMES = Object.keys(ReaderState);
const IS_WAITING = NAMES.map((name) => name.startsWith('waiting.'));
const IS_OPEN = NAMES.map((name) => name.includes('.open.'));
const IS_ENDED = NAMES.map((name) => name.includes('.ended.'));

/** There is no answer to come behind a step. */
const NO_ANSWER = -1;

/** What has become of the read that was begun last. */
const PENDING = 0;
const RESOLVED = 1;
const REJECTED = 2;

/** The reading half of a stream. The table of `reader` decides; what a read wants, it says itself. Users hold a `StreamReader`. */
export class Reading implements Steered {
  state: number = ReaderState['idle.open.on'];
  readonly unread = new Unread();
  readonly limit: number;
  readonly #flow: Flow;
  readonly #deadlines: Deadlines;
  /** What is asked for just now; what the read at hand wants, and how many bytes of that there are. */
  #asked: Want | undefined;
  #want: Want | undefined;
  #found = LACKING;
  #taken: unknown;
  #chunk: Buffer | undefined;
  #answer = NO_ANSWER;
  /** What settles the read that waits. */
  #resolve: ((value: unknown) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;
  #outcome = PENDING;
  #result: unknown;
  /** What the connection was lost by; and why a read was ended. */
  #loss: unknown;
  #abort: unknown;

  constructor(flow: Flow, limit: number, deadlines: Deadlines) {
    this.#flow = flow;
    this.#deadlines = deadlines;
    this.limit = limit;
  }

  // What the connection tells

  data(chunk: Buffer): void {
    this.#chunk = chunk;
    this.#advance(ReaderEvent.DATA);
    this.#chunk = undefined;
  }

  /** Nothing more comes. */
  end(): void {
    if (IS_OPEN[this.state]) {
      this.#advance(ReaderEvent.END);
    }
  }

  lost(error: Error): void {
    this.#loss = error;
    this.#advance(ReaderEvent.LOST);
  }

  // What the user asks for

  /** Nothing is left to be read, and nothing comes. */
  get isAtEnd(): boolean {
    return (IS_ENDED[this.state] as boolean) && this.unread.size === 0;
  }

  read<T>(want: Want, limits: Limits = UNLIMITED): Promise<T> {
    const { signal, deadline } = limits;
    if (signal?.aborted) {
      return Promise.reject(new AbortError(want.call, signal.reason));
    }
    this.#begin(want);
    if (this.#outcome === PENDING) {
      const isUnlimited = signal === undefined && deadline === Number.POSITIVE_INFINITY;
      return isUnlimited ? this.#wait() : this.#waitUnless(want.call, limits);
    }
    const result = this.#result as T;
    this.#result = undefined;
    return this.#outcome === RESOLVED ? Promise.resolve(result) : Promise.reject(result);
  }

  /** What it wants if that is there, without a promise; undefined if it would have to wait. */
  tryRead<T>(want: Want): T | undefined {
    if (IS_OPEN[this.state] && !IS_WAITING[this.state] && want.look(this.unread) === LACKING) {
      return undefined;
    }
    this.#begin(want);
    const result = this.#result;
    this.#result = undefined;
    if (this.#outcome === REJECTED) {
      throw result;
    }
    return result as T;
  }

  // What the table decides

  perform(action: number): void {
    switch (action) {
      case ReaderAction.keep:
        this.unread.append(this.#chunk as Buffer);
        break;
      case ReaderAction.begin:
        this.#want = this.#asked;
        break;
      case ReaderAction.look:
        this.#look();
        break;
      case ReaderAction.take:
        this.#take(this.#want as Want);
        break;
      case ReaderAction.weigh:
        this.#answer = this.unread.size > this.limit ? ReaderEvent.ABOVE : ReaderEvent.BELOW;
        break;
      case ReaderAction.resolve:
        this.#settle(RESOLVED, this.#taken);
        break;
      case ReaderAction.resolveShort:
        this.#settle(this.#taken instanceof IncompleteReadError ? REJECTED : RESOLVED, this.#taken);
        break;
      case ReaderAction.rejectPassed:
        this.#settle(REJECTED, (this.#want as Want).passed(this.unread));
        break;
      case ReaderAction.rejectLost:
        this.#settle(REJECTED, this.#loss);
        break;
      case ReaderAction.rejectAborted:
        this.#settle(REJECTED, this.#abort);
        break;
      case ReaderAction.refuse:
        this.#outcome = REJECTED;
        this.#result = new BusyError(`${this.#asked?.call}: another read of this stream waits; await it first`);
        break;
      case ReaderAction.pauseTransport:
        this.#flow.pauseReading();
        break;
      case ReaderAction.resumeTransport:
        this.#flow.resumeReading();
    }
  }
  #advance(event: number): void {
    step(reader, this, event);
    while (this.#answer !== NO_ANSWER) {
      const answer = this.#answer;
      this.#answer = NO_ANSWER;
      step(reader, this, answer);
    }
  }

  #begin(want: Want): void {
    this.#asked = want;
    this.#outcome = PENDING;
    this.#advance(ReaderEvent.READ);
    this.#asked = undefined;
  }

  #look(): void {
    this.#found = (this.#want as Want).look(this.unread);
    if (this.#found === PASSED) {
      this.#answer = ReaderEvent.PASSED;
    } else {
      this.#answer = this.#found === LACKING ? ReaderEvent.LACKING : ReaderEvent.FOUND;
    }
  }

  #take(want: Want): void {
    this.#taken = this.#found === LACKING ? want.takeRest(this.unread) : want.take(this.unread, this.#found);
  }

  /** In the call that has begun the read, which looks what has become of it; or later. */
  #settle(outcome: number, result: unknown): void {
    this.#want = undefined;
    this.#taken = undefined;
    if (this.#resolve === undefined) {
      this.#outcome = outcome;
      this.#result = result;
      return;
    }
    const settle = outcome === RESOLVED ? this.#resolve : this.#reject;
    this.#resolve = undefined;
    this.#reject = undefined;
    settle?.(result);
  }

  #wait<T>(): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#resolve = resolve as (value: unknown) => void;
      this.#reject = reject;
    });
  }

  #waitUnless<T>(call: string, { signal, timeout, deadline }: Limits): Promise<T> {
    const end = (error: Error) => {
      this.#abort = error;
      this.#advance(ReaderEvent.ABORT);
    };
    const aborting = { handleEvent: () => end(new AbortError(call, signal?.reason)) };
    const expire = () => end(new TimeoutError(call, timeout));
    addAbortListener(signal, aborting);
    const limit = deadline === Number.POSITIVE_INFINITY ? undefined : this.#deadlines.limit(deadline, { expire });
    return this.#wait<T>().finally(() => {
      removeAbortListener(signal, aborting);
      limit?.cancel();
    });
  }
}
