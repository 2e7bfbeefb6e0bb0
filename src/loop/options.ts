import { constants } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import type { Known } from '../../model/options.js';
import { DEFAULT_SLOW } from '../diagnostics/index.js';
import {
  checkBoolean,
  checkOptions,
  checkTime,
  InvalidArgumentTypeError,
  InvalidArgumentValueError,
  UnsupportedRuntimeError,
} from '../errors/index.js';
import { runtime } from '../native/index.js';

/** How a loop is made. */
export interface LoopOptions {
  /**
   * Who waits for the kernel and calls it: `mio`, on this thread, or `tokio`, a thread beside it, which leaves this one to
   * JavaScript. Callbacks and promises are the same with both. `mio` unless it is given; under Bun, which has nothing for it to stand on, `tokio`.
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
  /**
   * For how many milliseconds a callback may run before subscribers of `readyloop:callback:slow` are told and, in debug mode, a
   * warning is emitted (ERR_SLOW_CALLBACK). 100 unless it is given.
   */
  readonly slowCallback?: number;
  /**
   * A signal, as `'SIGUSR2'`: when the process gets it, what is pending is written to stderr, as `loop.report()` tells it; it does
   * nothing else then, as with any listener of Node's. Signals reach the main thread only. Unless it is given, READYLOOP_REPORT in the environment names one, or there is none.
   */
  readonly reportOn?: NodeJS.Signals;
}

const OPTIONS: Known<LoopOptions> = { backend: true, trace: true, debug: true, slowCallback: true, reportOn: true };
/** Signals that no process hears. */
const UNHEARD: readonly string[] = ['SIGKILL', 'SIGSTOP'];
const BACKENDS: readonly unknown[] = ['mio', 'tokio'];

function isBackend(value: unknown): value is NonNullable<LoopOptions['backend']> {
  return BACKENDS.includes(value);
}

/** The environment asks for the main thread alone: to its workers it is handed down. */
function checkReportOn(given: unknown): NodeJS.Signals | undefined {
  if (given === undefined) {
    const asked = process.env.READYLOOP_REPORT;
    return asked === undefined || asked === '' || !isMainThread
      ? undefined
      : checkSignalName('READYLOOP_REPORT', asked);
  }
  if (!isMainThread) {
    throw new InvalidArgumentValueError('options.reportOn', 'undefined in a worker, which no signal reaches', given);
  }
  return checkSignalName('options.reportOn', given);
}

function checkSignalName(argument: string, name: unknown): NodeJS.Signals {
  if (typeof name !== 'string') {
    throw new InvalidArgumentTypeError(argument, 'the name of a signal', name);
  }
  if (!(name in constants.signals) || UNHEARD.includes(name)) {
    throw new InvalidArgumentValueError(argument, 'the name of a signal that can be caught, as "SIGUSR2"', name);
  }
  return name as NodeJS.Signals;
}

/** What a loop is to be made with; what is on Object.prototype is no option. */
export function checkLoopOptions(options: LoopOptions) {
  const {
    backend = runtime === 'bun' ? 'tokio' : 'mio',
    trace,
    debug,
    slowCallback = DEFAULT_SLOW,
    reportOn,
  } = checkOptions(options, OPTIONS, "{ backend: 'tokio' }");
  if (!isBackend(backend)) {
    throw new InvalidArgumentValueError('options.backend', '"mio" or "tokio"', backend);
  }
  if (backend === 'mio' && runtime === 'bun') {
    const what =
      'options.backend "mio" does not run on Bun, which cannot watch descriptors for it; leave it out for "tokio"';
    throw new UnsupportedRuntimeError(what);
  }
  if (trace !== undefined && typeof trace !== 'string') {
    throw new InvalidArgumentTypeError('options.trace', 'the path of a file', trace);
  }
  return {
    ...{ backend, trace, slowCallback: checkTime('options.slowCallback', slowCallback) },
    debug: checkBoolean('options.debug', debug, process.env.READYLOOP_DEBUG === '1'),
    reportOn: checkReportOn(reportOn),
  };
}
