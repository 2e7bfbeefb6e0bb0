import type { Loop, Socket } from '../../index.js';
import type { Tally } from './messages.js';

const CHUNK = 64 * 1024;
const PEER_IS_GONE = new Set(['ECONNRESET', 'EPIPE']);
const STOPPED = new Set(['ABORT_ERR', 'ERR_LOOP_CLOSED']);

/** The raw echo server: accept; then receive and send back until the peer finishes. */
export class EchoServer {
  readonly #loop: Loop;
  readonly #listener: Socket;
  readonly #stopping = new AbortController();
  /** Each open connection, with what it is waiting in. */
  readonly #waits = new Map<number, string>();
  readonly #failures: string[] = [];
  #accepted = 0;
  #ended = 0;
  #reset = 0;
  #bytes = 0;

  constructor(loop: Loop, listener: Socket) {
    this.#loop = loop;
    this.#listener = listener;
  }

  /** Accepts until `stop`. */
  async run(): Promise<void> {
    try {
      for (;;) {
        const [connection] = await this.#loop.sockAccept(this.#listener, { signal: this.#stopping.signal });
        void this.#serve(connection, this.#accepted++);
      }
    } catch (error) {
      if (!STOPPED.has(codeOf(error))) this.#failures.push(`sockAccept failed: ${String(error)}`);
    }
  }

  /** Accepts no more; the connections there are go on. */
  stop(): void {
    this.#stopping.abort();
  }

  get open(): number {
    return this.#waits.size;
  }

  get tally(): Tally {
    return {
      accepted: this.#accepted,
      ended: this.#ended,
      reset: this.#reset,
      bytes: this.#bytes,
      failures: this.#failures,
    };
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
        this.#bytes += received.length;
      }
      this.#ended++;
    } catch (error) {
      const code = codeOf(error);
      if (PEER_IS_GONE.has(code)) this.#reset++;
      else if (!STOPPED.has(code)) this.#failures.push(`server, ${number + 1}. connection accepted: ${String(error)}`);
    } finally {
      this.#waits.delete(number);
      connection.close();
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
