import { inspect } from 'node:util';
import { type Inspecting, shown } from '../diagnostics/index.js';
import {
  type Abortable,
  AbortError,
  addAbortListener,
  checkSignal,
  removeAbortListener,
  ServerClosedError,
} from '../errors/index.js';
import type { ServerFacts } from '../explain/index.js';
import { addressText } from '../native/index.js';
import type { Socket } from '../sockets/index.js';
import { connectionOf, type Owned, type Owner, type Transport } from '../transports/index.js';
import { Arrivals } from './arrivals.js';
import { Members } from './members.js';

/** What a server has of its loop. */
export interface Accepting {
  /** Of whose servers it is one. */
  readonly home: object;
  /** How many connections there may be; 0 for any number. */
  readonly most: number;
  readonly origin: Origin;
  /** It is closed, and the last of its connections is over. */
  over(): void;
  /** Listens no more, and accepts nothing more. */
  close(): void;
  pause(): void;
  resume(): void;
  /** Keeps the process alive, or does not. */
  keepAlive(alive: boolean): void;
}

/** Where a server comes from. */
export interface Origin {
  /** The public call, and the line of the user's that made it, in debug mode. */
  readonly call: string;
  readonly at: string | undefined;
  /** In the loop's time. */
  readonly since: number;
}

/** What the loop tells its server; users do not see it. */
export interface Served extends Owner {
  /** A connection was accepted. */
  count(): void;
  /** Nothing is listened to any more. */
  end(): void;
  /** How it stands, for who asks why. */
  facts(): ServerFacts;
  readonly accepting: Accepting;
}

/** What the loop tells a server, by the server. */
export let servedBy: (server: Server) => Served;

/**
 * Listens at one address or several and has connections made of what comes, as `loop.createServer` makes it.
 *
 * It ends in one of three ways: `close` lets its connections be, `closeClients` closes them when all that was written has left,
 * `abortClients` drops them (C35). As long as it listens it keeps the process alive; so does each connection by itself (L15).
 *
 * @typeParam Data what the user keeps in `transport.data`
 * @since 0.2.0
 */
export class Server<Data = unknown> implements AsyncDisposable, AsyncIterable<Transport<Data>> {
  readonly #accepting: Accepting;
  #sockets: readonly Socket[];
  readonly #connections = new Members<Transport<Data>>(connectionOf);
  readonly #arrivals = new Arrivals<Transport<Data>>();
  #waiting: (() => void)[] = [];
  /** How many were accepted and are not over. */
  #live = 0;
  #isClosed = false;
  #isPaused = false;
  #isReferenced = true;
  readonly #served: Served;

  static {
    servedBy = (server) => server.#served;
  }

  /** @internal */
  constructor(accepting: Accepting, sockets: readonly Socket[]) {
    const { call, at } = accepting.origin;
    this.#accepting = accepting;
    this.#sockets = sockets;
    this.#served = {
      ...{ call, at, accepting },
      count: () => {
        this.#live++;
      },
      made: (connection) => this.#made(connection),
      over: (connection) => this.#over(connection),
      end: () => this.#end(),
      facts: () => this.#facts(),
    };
    accepting.keepAlive(true);
  }

  /** The sockets that it listens with, for their addresses and options; none once it is closed. Closing one ends its share. */
  get sockets(): readonly Socket[] {
    return this.#sockets.filter((socket) => !socket.closed);
  }

  /**
   * The connections whose protocols know of them and do not know of their end, in the order in which they were made; it holds
   * them, whoever else does. It is always the same object, and always up to date.
   */
  get connections(): ReadonlySet<Transport<Data>> {
    return this.#connections;
  }

  /** Whether it accepts connections: it is not closed, and not paused by `pauseAccepting`. */
  get isServing(): boolean {
    return !this.#isClosed && !this.#isPaused;
  }

  /** Accepts nothing until `resumeAccepting`; who connects meanwhile waits in the backlog. Repeated, it does nothing. */
  pauseAccepting(): void {
    if (!this.#isClosed && !this.#isPaused) {
      this.#isPaused = true;
      this.#accepting.pause();
    }
  }

  /** Goes on accepting. Repeated, or of a server that is closed, it does nothing. */
  resumeAccepting(): void {
    if (this.#isPaused) {
      this.#isPaused = false;
      this.#accepting.resume();
    }
  }

  /**
   * Listens no more. Connections go on; those that were accepted and that no protocol has been told of are closed. Closing again
   * does nothing.
   */
  close(): void {
    if (!this.#isClosed) {
      this.#end();
      this.#accepting.close();
    }
  }

  /** Closes it, and each of its connections when what was written to it has left, as `transport.close()`. */
  closeClients(): void {
    this.close();
    for (const transport of [...this.#connections]) {
      transport.close();
    }
  }

  /** Closes it, and drops its connections, as `transport.abort()`. */
  abortClients(): void {
    this.close();
    for (const transport of [...this.#connections]) {
      transport.abort();
    }
  }

  /** Settles when it is closed and the last of its connections is over, however that ended and whatever became of it. */
  waitClosed(): Promise<void> {
    return this.#isClosed && this.#live === 0
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.#waiting.push(resolve);
        });
  }

  /**
   * Settles as `waitClosed`. It serves without it, too: this is for a program that has nothing else to wait for.
   *
   * @param options with a `signal`: when that is aborted the server is closed, its connections go on, and the promise is rejected
   * @throws AbortError ABORT_ERR
   * @throws ServerClosedError ERR_SERVER_CLOSED: it was closed before
   * @throws InvalidArgumentTypeError, UnknownOptionError
   */
  async serveForever(options?: Abortable): Promise<void> {
    const signal = checkSignal(options);
    if (this.#isClosed) {
      throw new ServerClosedError('serveForever');
    }
    await new Promise<void>((resolve, reject) => {
      const aborting = {
        handleEvent: () => {
          this.close();
          reject(new AbortError('serveForever', signal?.reason));
        },
      };
      if (signal?.aborted) {
        aborting.handleEvent();
        return;
      }
      addAbortListener(signal, aborting);
      this.#waiting.push(() => {
        removeAbortListener(signal, aborting);
        resolve();
      });
    });
  }

  /** Lets it keep the process alive while it listens; so it is from the start. Its connections have a `ref` of their own. */
  ref(): this {
    return this.#reference(true);
  }

  /** Lets the process end although it listens. */
  unref(): this {
    return this.#reference(false);
  }

  /** What `ref` and `unref` said last. */
  hasRef(): boolean {
    return this.#isReferenced;
  }

  /**
   * The connections that are made from now on, each once, until the server is closed. Leaving the iteration ends no connection and
   * no server.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<Transport<Data>> {
    return this.#arrivals.iterate();
  }

  /** As `closeClients`; settles as `waitClosed`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.closeClients();
    await this.waitClosed();
  }

  /** What `console.log` shows. */
  [inspect.custom](...how: Inspecting): string {
    const { isClosed, isPaused, connections, maxConnections } = this.#facts();
    const state = isClosed ? 'closed' : isPaused ? 'paused' : 'serving';
    const listening = this.sockets.map((socket) => addressText(socket.getsockname()));
    const limit = Number.isFinite(maxConnections) ? maxConnections : undefined;
    return shown('Server', { state, listening, connections, maxConnections: limit }, how);
  }

  #facts(): ServerFacts {
    const { most } = this.#accepting;
    return {
      isClosed: this.#isClosed,
      isPaused: this.#isPaused,
      connections: this.#live,
      maxConnections: most === 0 ? Number.POSITIVE_INFINITY : most,
      waiting: this.#waiting.length,
    };
  }

  #reference(referenced: boolean): this {
    if (referenced !== this.#isReferenced) {
      this.#isReferenced = referenced;
      if (!this.#isClosed) {
        this.#accepting.keepAlive(referenced);
      }
    }
    return this;
  }

  #made(connection: Owned): void {
    this.#connections.add(connection);
    this.#arrivals.add(connection.transport as Transport<Data>);
  }

  #over(connection: Owned): void {
    this.#live--;
    this.#connections.delete(connection);
    this.#settle();
  }

  #end(): void {
    if (this.#isClosed) {
      return;
    }
    this.#isClosed = true;
    this.#arrivals.end();
    if (this.#isReferenced) {
      this.#accepting.keepAlive(false);
    }
    this.#settle();
  }

  #settle(): void {
    if (this.#isClosed && this.#live === 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const resolve of waiting) {
        resolve();
      }
      this.#accepting.over();
    }
  }
}
