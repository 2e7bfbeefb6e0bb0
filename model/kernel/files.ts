import type { Space } from '../checker/space.js';
import { HUP, IN, OUT, PRI, RDHUP } from './bits.js';
import { Blocking } from './blocking.js';
import { movedUp, OLD, pack } from './numbered.js';

/** What of a stream's life a world wants to see; the rest stays as it is at the start. */
export interface StreamShape {
  readonly kind: 'stream';
  /** How many numbered bytes may be in flight to us. */
  readonly inFlight: 0 | 1 | 2;
  /** The kernel may refuse to take bytes for a while. */
  readonly fills: boolean;
  /** The peer may finish writing, or close altogether. */
  readonly ends: boolean;
  /** The peer may reset. */
  readonly resets: boolean;
  /** The stream is a socket that has yet to be connected. */
  readonly connects?: boolean;
  /**
   * Where a read ends besides the end of what there is: at the mark of an urgent byte, which PRI tells of (TCP, where
   * urgent data stays in line); or behind each byte, as if it were a record or came with descriptors, which nothing tells.
   */
  readonly cuts?: 'atMarks' | 'anywhere';
  /** Others share that socket, and may have its calls wait. */
  readonly shared?: boolean;
  /** All sockets of its kind ask one listener, whose queue has room for one. */
  readonly oneDestination?: boolean;
  /** Our side may shut its sending half down. */
  readonly halves?: boolean;
}

export interface ListenerShape {
  readonly kind: 'listener';
  readonly backlog: 0 | 1 | 2;
  /** A connection in the backlog may be aborted by its peer before it is accepted. */
  readonly aborts: boolean;
  /** The user may shut the listener down, after which accept(2) fails. */
  readonly shuts: boolean;
  /** Others share it, and may have its calls wait. */
  readonly shared?: boolean;
}

/** How far the peer is: it may write, it finished, or it closed, while what it wrote can still be read. */
const WRITING = 0;
const FINISHED = 1;
const CLOSED = 2;

/** The life of a reset: none yet, the error waits to be reported, the error was reported. */
const WHOLE = 0;
const BROKEN = 1;
const BROKEN_TOLD = 2;

export type Fault = 'ECONNRESET' | 'ECONNREFUSED' | 'EPIPE';
export type ReadError = Fault | 'EAGAIN' | 'ENOTCONN';
export type WriteError = Fault | 'EAGAIN' | 'ENOBUFS';

/** One open stream: a pipe, a socket. Offsets into the world's vector. */
export class Stream {
  readonly kind = 'stream';
  /** The numbers of the bytes that can be read, 0 where there is none (any more). */
  private readonly input: number;
  /** How many bytes were sent that our side's user has not got. */
  private readonly sent: number;
  /** The place of the urgent byte among those that can be read, from 1; 0 if there is none. */
  private readonly mark: number;
  private readonly full: number;
  private readonly ended: number;
  private readonly broken: number;
  private readonly shut: number;

  constructor(
    space: Space,
    name: string,
    readonly shape: StreamShape,
  ) {
    // Besides those in flight there may be two on their way from the engine to the user.
    const most = shape.inFlight && shape.inFlight + 2;
    this.input = space.fields(`${name}.input`, shape.inFlight, OLD + 1);
    this.sent = space.field(`${name}.sent`, most + 1);
    this.mark = space.field(`${name}.mark`, shape.cuts === 'atMarks' ? shape.inFlight + 1 : 1);
    this.full = space.field(`${name}.full`, shape.fills ? 2 : 1);
    this.ended = space.field(`${name}.ended`, shape.ends ? 3 : 1);
    this.broken = space.field(`${name}.broken`, shape.resets ? 3 : 1);
    this.shut = space.field(`${name}.shut`, shape.halves ? 2 : 1);
  }

  events(v: Uint8Array): number {
    const urgent = v[this.mark] ? PRI : 0;
    const isOver = v[this.shut] && v[this.ended];
    if (v[this.broken] !== WHOLE || v[this.ended] === CLOSED || isOver) return urgent | IN | OUT | RDHUP | HUP;
    const read = v[this.ended] ? IN | RDHUP : this.queued(v) ? IN : 0;
    return urgent | read | (v[this.full] ? 0 : OUT);
  }

  /** How many bytes can be read. */
  queued(v: Uint8Array): number {
    let count = 0;
    while (count < this.shape.inFlight && v[this.input + count]) count++;
    return count;
  }

  hasRoom(v: Uint8Array): boolean {
    return !v[this.full];
  }

  /** Somebody is there to read what is written. */
  isWhole(v: Uint8Array): boolean {
    return v[this.broken] === WHOLE && v[this.ended] !== CLOSED;
  }

  /** The peer sends nothing more: what can still be read is all. */
  hasEnded(v: Uint8Array): boolean {
    return v[this.ended] !== WRITING || v[this.broken] !== WHOLE;
  }

  /**
   * close(2) now, or later input of the peer, resets the connection: the kernel does so where input is not read. What it had
   * taken, and the peer has not read, is lost then.
   */
  wouldReset(v: Uint8Array): boolean {
    return this.queued(v) > 0 || !this.hasEnded(v);
  }

  /** shutdown(2) of our sending half, which need not wake anybody. After a reset it fails, and nothing can be written. */
  shutDown(v: Uint8Array): boolean {
    if (!this.shape.halves || v[this.shut]) return false;
    v[this.shut] = 1;
    return true;
  }

  isShut(v: Uint8Array): boolean {
    return v[this.shut] === 1;
  }

  /** There is a peer that could do something. */
  hasPeer(_v: Uint8Array): boolean {
    return true;
  }

  /** The peer's side. Each answers which readiness woke up, 0 if the step is not possible now. */
  peerSends(v: Uint8Array): number {
    const [place, number] = [this.queued(v), (v[this.sent] as number) + 1];
    const hasRoom = place < this.shape.inFlight && number <= this.shape.inFlight + 2;
    if (!hasRoom || v[this.ended] || v[this.broken]) return 0;
    v[this.input + place] = number;
    v[this.sent] = number;
    return IN;
  }

  /** A byte with MSG_OOB: there is one mark at a time, and the newest counts. */
  peerUrges(v: Uint8Array): number {
    if (this.shape.cuts !== 'atMarks' || !this.peerSends(v)) return 0;
    v[this.mark] = this.queued(v);
    return IN | PRI;
  }

  peerEnds(v: Uint8Array): number {
    if (!this.shape.ends || v[this.ended] || v[this.broken]) return 0;
    v[this.ended] = FINISHED;
    return IN | RDHUP;
  }

  peerCloses(v: Uint8Array): number {
    if (!this.shape.ends || v[this.ended] === CLOSED || v[this.broken]) return 0;
    v[this.ended] = CLOSED;
    v[this.full] = 0;
    return IN | OUT | RDHUP | HUP;
  }

  peerResets(v: Uint8Array): number {
    // Where both ends have finished there is nothing left to reset.
    if (!this.shape.resets || v[this.broken] || (v[this.shut] && v[this.ended])) return 0;
    v[this.broken] = BROKEN;
    v[this.full] = 0;
    return IN | OUT | RDHUP | HUP;
  }

  peerReads(v: Uint8Array): number {
    if (!v[this.full]) return 0;
    v[this.full] = 0;
    return OUT;
  }

  /** read(2) or recv(2): bytes by their numbers, also those that came before a reset; then the end, or what went wrong. */
  read(v: Uint8Array, max: number): number | 'end' | ReadError {
    const queued = this.queued(v);
    if (queued > 0) return this.take(v, queued, Math.min(max, queued, this.untilCut(v)));
    if (v[this.ended]) return 'end';
    return this.tellFault(v) ?? (v[this.broken] ? 'end' : 'EAGAIN');
  }

  /** The user has got so many bytes: those behind them are the next ones. */
  delivered(v: Uint8Array, count: number): void {
    for (let place = 0; place < this.queued(v); place++) {
      v[this.input + place] = movedUp(v[this.input + place] as number, count);
    }
    v[this.sent] = Math.max(0, (v[this.sent] as number) - count);
  }

  /** How many bytes a read may take at most before it ends. A mark is no end where it begins. */
  private untilCut(v: Uint8Array): number {
    if (this.shape.cuts === 'anywhere') return 1;
    const mark = v[this.mark] as number;
    return mark > 1 ? mark - 1 : this.shape.inFlight;
  }

  private take(v: Uint8Array, queued: number, count: number): number {
    const numbers = Array.from({ length: count }, (_, place) => v[this.input + place] as number);
    for (let place = 0; place < queued; place++) {
      v[this.input + place] = place + count < queued ? (v[this.input + place + count] as number) : 0;
    }
    v[this.mark] = Math.max(0, (v[this.mark] as number) - count);
    return pack(numbers);
  }

  /** write(2) or send(2) of one byte; the kernel may be full afterwards. */
  write(v: Uint8Array): 'taken' | WriteError {
    const fault = this.tellFault(v);
    if (fault !== undefined) return fault;
    if (v[this.broken] || v[this.ended] === CLOSED || v[this.shut]) return 'EPIPE';
    if (v[this.full]) return 'EAGAIN';
    if (this.shape.fills) v[this.full] = 1;
    return 'taken';
  }

  /** The error that waits to be reported: the next call reports it, whichever that is, and none after it. */
  protected tellFault(v: Uint8Array): Fault | undefined {
    if (v[this.broken] !== BROKEN) return undefined;
    v[this.broken] = BROKEN_TOLD;
    // A reset after the peer finished is a broken pipe, also to who reads.
    return v[this.ended] === FINISHED ? 'EPIPE' : 'ECONNRESET';
  }

  protected isBroken(v: Uint8Array): boolean {
    return v[this.broken] !== WHOLE;
  }

  reset(v: Uint8Array): void {
    v.fill(0, this.input, this.input + this.shape.inFlight);
    v[this.sent] = 0;
    v[this.mark] = 0;
    v[this.full] = 0;
    v[this.ended] = 0;
    v[this.broken] = WHOLE;
    v[this.shut] = 0;
  }
}

/** One listening socket; an aborted connection stays in the backlog until accept(2) meets it. */
export class Listener {
  readonly kind = 'listener';
  readonly blocking: Blocking;
  private readonly backlog: number;
  private readonly aborted: number;
  private readonly shut: number;

  constructor(
    space: Space,
    name: string,
    readonly shape: ListenerShape,
  ) {
    this.backlog = space.field(`${name}.backlog`, shape.backlog + 1);
    this.aborted = space.field(`${name}.aborted`, shape.aborts ? 2 : 1);
    this.shut = space.field(`${name}.shut`, shape.shuts ? 2 : 1);
    this.blocking = new Blocking(space, name, shape.shared === true);
  }

  events(v: Uint8Array): number {
    if (v[this.shut]) return OUT | HUP;
    return v[this.backlog] ? IN : 0;
  }

  waiting(v: Uint8Array): number {
    return v[this.backlog] as number;
  }

  /** accept(2) would give a connection, as the oldest one is whole, or fail for good. */
  canBeAccepted(v: Uint8Array): boolean {
    return (this.waiting(v) > 0 && !v[this.aborted]) || v[this.shut] === 1;
  }

  /** shutdown(2): the backlog is reset, and the socket is as if it had never been connected. */
  shutdown(v: Uint8Array): number {
    if (!this.shape.shuts || v[this.shut]) return 0;
    this.drop(v);
    v[this.shut] = 1;
    return OUT | HUP;
  }

  /** A peer connects. */
  arrives(v: Uint8Array): number {
    if (v[this.backlog] === this.shape.backlog || v[this.shut]) return 0;
    v[this.backlog] = this.waiting(v) + 1;
    return IN;
  }

  /** The peer of the oldest connection gives up; accept(2) will say so. */
  aborts(v: Uint8Array): boolean {
    if (!this.shape.aborts || !v[this.backlog] || v[this.aborted]) return false;
    v[this.aborted] = 1;
    return true;
  }

  /** Another process that shares the listener takes the oldest connection. */
  stolen(v: Uint8Array): boolean {
    if (!v[this.backlog] || v[this.aborted]) return false;
    v[this.backlog] = this.waiting(v) - 1;
    return true;
  }

  accept(v: Uint8Array, atLimit: boolean): 'connection' | 'EAGAIN' | 'EMFILE' | 'ECONNABORTED' | 'EINVAL' {
    // Linux reserves the descriptor before it looks at the listener.
    if (atLimit) return 'EMFILE';
    if (v[this.shut]) return 'EINVAL';
    if (!v[this.backlog]) return 'EAGAIN';
    v[this.backlog] = this.waiting(v) - 1;
    if (!v[this.aborted]) return 'connection';
    v[this.aborted] = 0;
    return 'ECONNABORTED';
  }

  reset(v: Uint8Array): void {
    this.drop(v);
    this.blocking.turnOff(v);
  }

  private drop(v: Uint8Array): void {
    v[this.backlog] = 0;
    v[this.aborted] = 0;
    v[this.shut] = 0;
  }
}
