import type { Known } from '../../model/options.js';
import { checkBoolean, checkOptions, InvalidArgumentTypeError, InvalidArgumentValueError } from '../errors/index.js';

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
  /**
   * Finds mistakes at some cost: what a server with `borrowed` has lent is empty when its time is over. False unless
   * READYLOOP_DEBUG=1 is in the environment.
   */
  readonly debug?: boolean;
}

const OPTIONS: Known<LoopOptions> = { backend: true, trace: true, debug: true };
const BACKENDS: readonly unknown[] = ['mio', 'tokio'];

function isBackend(value: unknown): value is NonNullable<LoopOptions['backend']> {
  return BACKENDS.includes(value);
}

/** What a loop is to be made with; what is on Object.prototype is no option. */
export function checkLoopOptions(options: LoopOptions) {
  const { backend = 'mio', trace, debug } = checkOptions(options, OPTIONS, "{ backend: 'tokio' }");
  if (!isBackend(backend)) {
    throw new InvalidArgumentValueError('options.backend', '"mio" or "tokio"', backend);
  }
  if (trace !== undefined && typeof trace !== 'string') {
    throw new InvalidArgumentTypeError('options.trace', 'the path of a file', trace);
  }
  return { backend, trace, debug: checkBoolean('options.debug', debug, process.env.READYLOOP_DEBUG === '1') };
}
