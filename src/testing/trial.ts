import { CheckError } from './finding.js';
import type { Settings } from './options.js';
import type { CheckedServer, CheckedStream, StreamPair } from './stream.js';

/** What became of a promise. */
export type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** What is waited for: a promise, or a call that may throw instead. */
export type Work<T> = Promise<T> | (() => Promise<T> | T);

/** One property that is put to the test: its waits, all of which have a limit, and what has to be ended behind it. */
export class Trial {
  readonly settings: Settings;
  readonly #check: string;
  readonly #streams: CheckedStream[] = [];
  readonly #servers: CheckedServer[] = [];

  constructor(check: string, settings: Settings) {
    this.#check = check;
    this.settings = settings;
  }

  /** A new connection, which is aborted at the end. */
  async pair(make: () => Promise<StreamPair> | StreamPair): Promise<StreamPair> {
    const pair = await this.within('a connected pair', make);
    this.#streams.push(...pair);
    return pair;
  }

  /** A new server, which is closed at the end. */
  async server(make: () => Promise<CheckedServer> | CheckedServer): Promise<CheckedServer> {
    const server = await this.within('a server', make);
    this.#servers.push(server);
    return server;
  }

  /** Has the stream aborted at the end. */
  keep(stream: CheckedStream): CheckedStream {
    this.#streams.push(stream);
    return stream;
  }

  fails(message: string, options?: ErrorOptions): never {
    throw new CheckError(this.#check, message, options);
  }

  /** What a call or a promise is fulfilled with. That it is rejected, or that the limit passes first, is a finding. */
  async within<T>(what: string, work: Work<T>, tells: () => string = () => ''): Promise<T> {
    const outcome = await this.settled(what, work, tells);
    if ('value' in outcome) return outcome.value;
    if (outcome.error instanceof CheckError) throw outcome.error;
    const { error } = outcome;
    this.fails(`${what} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }

  /**
   * What becomes of a call or a promise within the limit.
   *
   * @param what is waited for, for the finding that it did not come
   * @param tells what else is known then
   */
  async settled<T>(what: string, work: Work<T>, tells: () => string = () => ''): Promise<Outcome<T>> {
    const { limit } = this.settings;
    const outcome = await before(limit, typeof work === 'function' ? started(work) : work);
    if (outcome !== null) return outcome;
    throw new CheckError(this.#check, `waited ${limit} ms for ${what}${tells()}`, { waitedFor: what });
  }

  /** Whether a promise still waits after a moment of quiet. */
  async waits(promise: Promise<unknown>): Promise<boolean> {
    return (await before(this.settings.quiet, promise)) === null;
  }

  /** Lets a moment pass. */
  async pause(): Promise<void> {
    await before(this.settings.quiet, new Promise(() => {}));
  }

  /** Ends whatever the trial has begun. What comes of that is no finding any more. */
  async end(): Promise<void> {
    const ended = [
      ...this.#streams.map((stream) => started(() => stream.abort())),
      ...this.#servers.map((server) => started(() => server.abortClients?.() ?? server.close())),
    ];
    await before(this.settings.limit, Promise.allSettled(ended));
  }
}

/** Calls something that may throw; nobody hears of a rejection that nobody waits for. */
export function started<T>(call: () => Promise<T> | T): Promise<T> {
  const promise = (async () => call())();
  promise.catch(() => {});
  return promise;
}

/** Lets whatever else is due run, timers too. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What becomes of a promise in so many milliseconds; null if nothing does. */
async function before<T>(ms: number, promise: Promise<T>): Promise<Outcome<T> | null> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  const settled = promise.then(
    (value): Outcome<T> => ({ value }),
    (error): Outcome<T> => ({ error }),
  );
  const outcome = await Promise.race([settled, over]);
  clearTimeout(timer);
  return outcome;
}
