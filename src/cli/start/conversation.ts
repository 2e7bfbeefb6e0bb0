import { connect, type Socket } from 'node:net';
import type { Totals } from './messages.js';
import type { Pattern } from './pattern.js';
import type { Conversation } from './plan.js';

/** The client's side of one connection, on node:net: sends, waits for the echo, compares every byte, ends as planned. */
export class Talk {
  /** Resolves when the conversation ended as planned; otherwise rejects with what was wrong. */
  readonly settled: Promise<void>;
  readonly #plan: Conversation;
  readonly #pattern: Pattern;
  readonly #totals: Totals;
  readonly #socket: Socket;
  #resolve!: () => void;
  #reject!: (error: Error) => void;
  #message = -1;
  #sent = 0;
  #received = 0;
  #over = false;

  constructor(address: { host: string; port: number }, plan: Conversation, pattern: Pattern, totals: Totals) {
    this.#plan = plan;
    this.#pattern = pattern;
    this.#totals = totals;
    this.settled = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#socket = connect({ ...address, noDelay: true, allowHalfOpen: true });
    this.#socket.on('connect', () => {
      totals.opened++;
      this.#next();
    });
    this.#socket.on('data', (bytes) => this.#take(bytes));
    this.#socket.on('end', () => this.#end());
    this.#socket.on('error', (error) => this.#fail(error.message));
    this.#socket.on('close', () => this.#fail('the server closed the connection early'));
  }

  /** What it waits for, or null. */
  pending(): string | null {
    if (this.#over) return null;
    const missing = this.#sent - this.#received;
    const name = `client, connection ${this.#plan.connection + 1} (${this.#plan.ending})`;
    if (this.#message < 0) return `${name}: not connected yet`;
    if (missing === 0) return `${name}: waits for the server to close`;
    return `${name}: waits for ${missing} of the ${this.#plan.messages[this.#message]} bytes of echo ${this.#message + 1}`;
  }

  #next(): void {
    const size = this.#plan.messages[++this.#message];
    if (size === undefined) {
      this.#finish();
      return;
    }
    this.#socket.write(this.#pattern.bytes(this.#sent, size));
    this.#sent += size;
    if (this.#isLast() && this.#plan.ending === 'half-close') this.#socket.end();
  }

  #take(bytes: Buffer): void {
    if (this.#over) return;
    const wrong = this.#pattern.mismatch(bytes, this.#received);
    if (wrong >= 0) {
      const at = this.#received + wrong;
      this.#fail(`byte ${at} came back as ${bytes[wrong]} and was sent as ${this.#pattern.at(at)} (L11)`);
      return;
    }
    this.#received += bytes.length;
    this.#totals.bytes += bytes.length;
    if (this.#received > this.#sent) {
      this.#fail(`${this.#received - this.#sent} bytes came back that were never sent (L11)`);
    } else if (this.#isLast() && this.#plan.ending === 'reset in flight') {
      this.#reset();
    } else if (this.#received === this.#sent) {
      this.#totals.requests++;
      this.#next();
    }
  }

  /** Every echo is back. */
  #finish(): void {
    if (this.#plan.ending === 'reset') this.#reset();
    else if (this.#plan.ending === 'close') this.#socket.end();
  }

  /** The server finished. */
  #end(): void {
    if (this.#received < this.#sent || this.#message < this.#plan.messages.length) {
      this.#fail(`the server finished with ${this.#sent - this.#received} bytes still to come back (L11)`);
    } else {
      this.#succeed();
      this.#socket.destroy();
    }
  }

  #reset(): void {
    this.#succeed();
    this.#socket.resetAndDestroy();
  }

  #isLast(): boolean {
    return this.#message === this.#plan.messages.length - 1;
  }

  #succeed(): void {
    this.#over = true;
    this.#totals.finished++;
    this.#resolve();
  }

  /** Without effect once the conversation is over: its `close` event still comes. */
  #fail(what: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#reject(new Error(`connection ${this.#plan.connection + 1} (${this.#plan.ending}): ${what}`));
    this.#socket.destroy();
  }
}
