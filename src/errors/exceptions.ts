import { inspect } from 'node:util';
import { DEFAULT_SLOW, ERROR, Stopwatch, uncaught, warn } from '../diagnostics/index.js';
import type { Handle } from '../handles/index.js';

/**
 * What an exception handler is told.
 *
 * @typeParam T what `transport` is
 */
export interface ExceptionContext<T = object> {
  /** Where it happened. */
  readonly message: string;
  /** What was thrown, or what the promise was rejected with that the callback returned. */
  readonly exception: unknown;
  /** The callback that threw; null when the loop itself reports something, or a connection's protocol threw. */
  readonly handle: Handle | null;
  /** The connection whose protocol threw; there only then. It is lost, and its protocol has been told so (C34). */
  readonly transport?: T;
}

/** Who is told of errors that nobody else can catch: `loop.setExceptionHandler`. */
export type ExceptionHandler<T = object> = (context: ExceptionContext<T>) => void;

/** A callback that can be run, and where it came from. */
interface Running extends Handle {
  readonly origin: string;
  /** What the callback returns. */
  call(): unknown;
}

/** Where errors go that no caller is there to catch. None of them keeps another callback from running (L16). */
export class Exceptions {
  handler: ExceptionHandler<never> | null = null;
  /** Of all that users have called. */
  readonly stopwatch: Stopwatch;

  constructor(stopwatch = new Stopwatch(false, DEFAULT_SLOW)) {
    this.stopwatch = stopwatch;
  }

  /**
   * Runs one callback; what it throws goes to the handler, or out as an uncaught exception once the batch is over. A promise that
   * it returns counts: what that is rejected with is taken for thrown (C18).
   */
  run(registration: Running): void {
    const began = this.stopwatch.start();
    try {
      const result = registration.call();
      if (typeof result === 'object' && result !== null) {
        this.#heed(registration, result as PromiseLike<unknown>);
      }
    } catch (exception) {
      this.#blameCallback(registration, exception);
    } finally {
      this.stopwatch.stop(began, registration.origin, registration);
    }
  }

  #heed(registration: Running, promise: PromiseLike<unknown>): void {
    if (typeof promise.then === 'function') {
      promise.then(undefined, (exception: unknown) => this.#blameCallback(registration, exception));
    }
  }

  #blameCallback(registration: Running, exception: unknown): void {
    const message = `Exception in a callback of ${registration.origin}`;
    this.#raise({ message, exception, handle: registration });
  }

  /** Tells of what nobody may miss: without a handler it is an uncaught exception. */
  raise(error: Error): void {
    this.#raise({ message: error.message, exception: error, handle: null });
  }

  /** Tells of what the code of a connection's user threw; without a handler it is an uncaught exception. */
  blame(message: string, exception: unknown, transport: object | undefined): void {
    const context = { message, exception, handle: null };
    this.#raise(transport === undefined ? context : { ...context, transport });
  }

  /** Reports what the engine met; without a handler it is a warning, for no user code is at fault. */
  report(message: string, exception: Error): void {
    if (!this.#handle({ message, exception, handle: null })) {
      const { code = 'UNKNOWN' } = exception as { code?: string };
      warn(message, code);
    }
  }

  /** Without a handler it is an uncaught exception. */
  #raise(context: ExceptionContext): void {
    if (!this.#handle(context)) {
      uncaught(context.exception);
    }
  }

  /** Whether there is a handler, which has been told. */
  #handle(context: ExceptionContext): boolean {
    ERROR.publish(context);
    if (this.handler === null) {
      return false;
    }
    try {
      (this.handler as ExceptionHandler)(context);
    } catch (error) {
      const [thrown = '', ...further] = textOf(error).split('\n');
      const detail = [textOf(context.exception), thrown, ...further].join('\n');
      const message = `The exception handler threw ${thrown} while it handled: ${context.message}`;
      warn(message, 'ERR_EXCEPTION_HANDLER', detail);
    }
    return true;
  }
}

/** What was thrown, whatever it is: to show it must not throw again, or the rest of the batch is lost (L16). */
function textOf(thrown: unknown): string {
  try {
    return inspect(thrown);
  } catch {
    return 'something that cannot be shown';
  }
}
