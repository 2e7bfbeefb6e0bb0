import type { Loop, Socket } from '../../index.js';
import { listenOn } from './listen.js';
import type { Tally } from './messages.js';

const CHUNK = 64 * 1024;
const PEER_IS_GONE = new Set(['ECONNRESET', 'EPIPE']);
const STOPPED = new Set(['ABORT_ERR', 'ERR_LOOP_CLOSED']);

/** An echo server of either way. */
export interface EchoServer {
  readonly port: number;
  /** How many connections are open. */
  readonly open: number;
  readonly tally: Tally;
  /** Accepts no more; the connections there are go on. */
  stop(): void;
  /** Settles when the loop was closed and whoever has to be told was. */
  told(): Promise<void>;
  /** What each open connection waits for, a line each. */
  pending(): string[];
}

/** A connection that ended in good order, or was reset, and what else ended one. */
export class Count {
  accepted = 0;
  ended = 0;
  reset = 0;
  bytes = 0;
  readonly failures: string[] = [];

  /** @param error null if the connection ended in good order */
  lost(number: number, error: unknown): void {
    const code = codeOf(error);
    if (error === null) this.ended++;
    else if (PEER_IS_GONE.has(code)) this.reset++;
    else if (!STOPPED.has(code)) this.failures.push(`server, ${number + 1}. connection accepted: ${String(error)}`);
  }
}

/** By operations: accept; then receive and send back until the peer finishes. */
export class OperationsEcho implements EchoServer {
  readonly #loop: Loop;
  readonly #listener: Socket;
  readonly #stopping = new AbortController();
  /** Each open connection, with what it is waiting in. */
  readonly #waits = new Map<number, string>();
  readonly #count = new Count();
  readonly port: number;

  constructor(loop: Loop, host: string, port: number, backlog: number) {
    const { listener, port: bound } = listenOn(host, port, backlog);
    this.#loop = loop;
    this.#listener = listener;
    this.port = bound;
    void this.#run();
  }

  async #run(): Promise<void> {
    try {
      for (;;) {
        const [connection] = await this.#loop.sockAccept(this.#listener, { signal: this.#stopping.signal });
        void this.#serve(connection, this.#count.accepted++);
      }
    } catch (error) {
      if (!STOPPED.has(codeOf(error))) this.#count.failures.push(`sockAccept failed: ${String(error)}`);
    } finally {
      this.#listener.close();
    }
  }

  stop(): void {
    this.#stopping.abort();
  }

  async told(): Promise<void> {}

  get open(): number {
    return this.#waits.size;
  }

  get tally(): Tally {
    return { ...this.#count };
  }

  pending(): string[] {
    return [...this.#waits].map(([number, wait]) => `server, ${number + 1}. connection accepted: in ${wait}`);
  }

  async #serve(connection: Socket, number: number): Promise<void> {
    try {
      for (;;) {
        this.#waits.set(number, `sockRecv(${CHUNK})`);
        const received = await this.#loop.sockRecv(connection, CHUNK);
        if (received.length === 0) break;
        this.#waits.set(number, `sockSendall of ${received.length} bytes`);
        await this.#loop.sockSendall(connection, received);
        this.#count.bytes += received.length;
      }
      this.#count.lost(number, null);
    } catch (error) {
      this.#count.lost(number, error);
    } finally {
      this.#waits.delete(number);
      connection.close();
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
