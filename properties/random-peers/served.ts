import type { BufferedProtocolHandler, ProtocolHandler, Transport } from '../../src/index.js';
import { LawBroken } from '../kernel-laws/law.js';
import { brokenOrder } from '../support/order.js';
import type { Connection, Doing } from './plan.js';
import type { Stream } from './stream.js';

/** What a handler of a plan throws. */
export class Thrown extends Error {
  override readonly name = 'Thrown';
}

/** The server's side of one connection: does what the plan has for its callbacks, and watches what it is told (L12). */
export class Served {
  readonly told: string[] = [];
  transport: Transport | undefined;
  error: Error | null | undefined;
  /** It said so itself, in one of these ways. */
  closed = false;
  dropped = false;
  ended = false;
  /** The first law that was seen broken. */
  broken: LawBroken | undefined;
  readonly #plan: Connection;
  readonly #incoming: Stream;
  readonly #outgoing: Stream;
  #callbacks = 0;
  /** The user's own call under way. */
  #calling: string | undefined;

  constructor(plan: Connection, incoming: Stream, outgoing: Stream) {
    this.#plan = plan;
    this.#incoming = incoming;
    this.#outgoing = outgoing;
  }

  get lost(): boolean {
    return this.error !== undefined;
  }

  /** A protocol that tells this one. */
  protocol(): ProtocolHandler | BufferedProtocolHandler {
    const { buffer } = this.#plan;
    const rest = {
      connectionMade: (transport: Transport) => {
        this.transport = transport;
        this.#hear('made');
      },
      eofReceived: () => {
        this.#hear('eof');
        if (!this.#plan.keepsOpen) this.closed = true;
        return this.#plan.keepsOpen;
      },
      connectionLost: (error: Error | null) => {
        this.error = error;
        this.#hear('lost');
      },
      pauseWriting: () => this.#hear('pause'),
      resumeWriting: () => this.#hear('resume'),
    };
    if (buffer === null) return { ...rest, dataReceived: (data: Buffer) => this.#take(data) };
    const memory = new Uint8Array(buffer);
    return {
      ...rest,
      getBuffer: () => memory,
      bufferUpdated: (count: number) => this.#take(memory.subarray(0, count)),
    };
  }

  /** Does something of the plan; a throw is the handler's own. */
  perform(doing: Doing): void {
    const { transport } = this;
    if (transport === undefined) return;
    this.#calling = doing.do;
    try {
      this.#act(doing, transport);
    } finally {
      this.#calling = undefined;
    }
  }

  #act(doing: Doing, transport: Transport): void {
    const writable = !this.ended && !this.closed && !this.dropped && !this.lost;
    switch (doing.do) {
      case 'write':
      case 'tryWrite':
      case 'writelines':
        if (writable) this.#write(doing, transport);
        break;
      case 'writeEof':
        if (writable) transport.writeEof();
        this.ended = true;
        break;
      case 'close':
        transport.close();
        this.closed = true;
        break;
      case 'abort':
      case 'reset':
        transport.abort({ reset: doing.do === 'reset' });
        this.dropped = true;
        break;
      case 'throw':
        this.dropped = true;
        throw new Thrown('as the plan says');
      case 'setProtocol':
        // A protocol with a buffer, or one without, as it is.
        if (writable) transport.setProtocol(this.protocol());
        break;
      case 'lower marks':
        transport.setWriteBufferLimits({ high: 1_000, low: 100 });
        break;
      default:
        transport[doing.do]();
    }
  }

  #write(doing: Doing & { do: 'write' | 'tryWrite' | 'writelines' }, transport: Transport): void {
    if (doing.do === 'writelines') {
      const pieces: Buffer[] = [];
      for (const size of doing.sizes) {
        const piece = this.#outgoing.next(size);
        this.#outgoing.accept(piece.length);
        pieces.push(piece);
      }
      transport.writelines(pieces);
    } else {
      const data = this.#outgoing.next(doing.size);
      // What is told within the call may not know of it yet.
      if (doing.do === 'write') {
        this.#outgoing.accept(data.length);
        transport.write(data);
      } else {
        this.#outgoing.accept(transport.tryWrite(data));
      }
    }
  }

  #take(data: Uint8Array): void {
    this.#watch(() => this.#incoming.take(data));
    if (this.told.at(-1) !== 'data') this.#note('data');
    this.#react();
  }

  #hear(what: string): void {
    this.#note(what);
    if (what !== 'lost') this.#react();
  }

  #note(what: string): void {
    this.told.push(what);
    this.#watch(() => {
      if (this.#calling !== undefined) throw new LawBroken('L12', `${what} was told within ${this.#calling}`);
      const order = brokenOrder(this.told);
      if (order !== null) throw new LawBroken('L12', `${order}: ${this.told.join(', ')}`);
    });
  }

  #react(): void {
    const doings = this.#plan.inCallbacks[this.#callbacks++] ?? [];
    for (const doing of doings) this.perform(doing);
  }

  /** A law that is broken in a callback is not the callback's error. */
  #watch(look: () => void): void {
    try {
      look();
    } catch (error) {
      this.broken ??= error as LawBroken;
    }
  }
}
