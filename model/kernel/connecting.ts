import type { Space } from '../checker/space.js';
import { HUP, IN, OUT, RDHUP } from './bits.js';
import { Blocking } from './blocking.js';
import { type Fault, type ReadError, Stream, type StreamShape, type WriteError } from './files.js';

/** How far the connection is: not begun, under way, refused or made without connect(2) having told so, made and told. */
const UNCONNECTED = 0;
const UNDER_WAY = 1;
const REFUSED = 2;
const MADE = 3;
const CONNECTED = 4;

/** The listener that is asked for a connection takes its time, answers at once, is not there, or has no room. */
const SLOW = 0;
const PROMPT = 1;
const ABSENT = 2;
const FULL = 3;

/** The readiness that an attempt's failure or its end wakes. */
export const EVERYTHING = IN | OUT | RDHUP | HUP;

export type ConnectAnswer = Fault | 'connected' | 'EINPROGRESS' | 'EALREADY' | 'EAGAIN' | 'ECONNABORTED' | 'EISCONN';

/** A stream socket that has yet to be connected. A refused attempt is a stream that broke before it was made. */
export class Connecting extends Stream {
  readonly blocking: Blocking;
  private readonly connection: number;
  private readonly listener: number;

  /** @param beside the one before it, if several ask one listener, whose queue has room for one */
  constructor(space: Space, name: string, shape: StreamShape, beside?: Connecting) {
    super(space, name, { ...shape, resets: true });
    this.connection = space.field(`${name}.connection`, CONNECTED + 1);
    this.listener = beside?.listener ?? space.field(`${name}.listener`, FULL + 1);
    this.blocking = new Blocking(space, name, shape.shared === true);
  }

  override events(v: Uint8Array): number {
    if (v[this.connection] === UNCONNECTED) return OUT | HUP;
    return v[this.connection] === UNDER_WAY ? 0 : super.events(v);
  }

  override isWhole(v: Uint8Array): boolean {
    return this.hasPeer(v) && super.isWhole(v);
  }

  override hasPeer(v: Uint8Array): boolean {
    return (v[this.connection] as number) >= MADE;
  }

  /** The attempt was refused, or was reset when it was made, and nobody was told. */
  isLost(v: Uint8Array): boolean {
    return this.isUntold(v) && this.isBroken(v);
  }

  /** An attempt is under way, or has an outcome that nobody was told. */
  isUntold(v: Uint8Array): boolean {
    return v[this.connection] !== UNCONNECTED && v[this.connection] !== CONNECTED;
  }

  listenerIsFull(v: Uint8Array): boolean {
    return v[this.listener] === FULL;
  }

  /** The next attempt finds another kind of listener. */
  changeListener(v: Uint8Array): boolean {
    if (v[this.connection] !== UNCONNECTED) return false;
    v[this.listener] = ((v[this.listener] as number) + 1) % (FULL + 1);
    return true;
  }

  /** Of a listener that several ask: its queue has room for one, or none any more. */
  turnListener(v: Uint8Array, room: boolean): boolean {
    if (room === (v[this.listener] === PROMPT)) return false;
    v[this.listener] = room ? PROMPT : FULL;
    return true;
  }

  /** The listener's side takes the connection, or refuses it. Answers which readiness woke up. */
  peerTakes(v: Uint8Array): number {
    if (v[this.connection] !== UNDER_WAY) return 0;
    v[this.connection] = MADE;
    return OUT;
  }

  peerRefuses(v: Uint8Array): number {
    if (v[this.connection] !== UNDER_WAY) return 0;
    v[this.connection] = REFUSED;
    return this.peerResets(v);
  }

  /** connect(2), asked first or again; an error is told once, and leaves the socket as it was before. */
  connect(v: Uint8Array): ConnectAnswer {
    switch (v[this.connection]) {
      case UNCONNECTED:
        return this.begin(v);
      case UNDER_WAY:
        return 'EALREADY';
      case REFUSED:
      case MADE:
        if (this.isBroken(v)) return this.fail(v);
        v[this.connection] = CONNECTED;
        return 'connected';
      default:
        return 'EISCONN';
    }
  }

  /**
   * connect(2) to no address, of an attempt: it is reset, which the next call that reads or writes is told. Answers which
   * readiness woke up.
   */
  disconnect(v: Uint8Array): number {
    super.reset(v);
    this.peerResets(v);
    v[this.connection] = UNCONNECTED;
    return EVERYTHING;
  }

  override read(v: Uint8Array, max: number): number | 'end' | ReadError {
    if (v[this.connection] === UNCONNECTED) return this.tellFault(v) ?? 'ENOTCONN';
    return v[this.connection] === UNDER_WAY ? 'EAGAIN' : super.read(v, max);
  }

  override write(v: Uint8Array): 'taken' | WriteError {
    if (v[this.connection] === UNCONNECTED) return this.tellFault(v) ?? 'EPIPE';
    return v[this.connection] === UNDER_WAY ? 'EAGAIN' : super.write(v);
  }

  override reset(v: Uint8Array): void {
    super.reset(v);
    v[this.connection] = UNCONNECTED;
    if (!this.shape.oneDestination) v[this.listener] = SLOW;
    this.blocking.turnOff(v);
  }

  protected override tellFault(v: Uint8Array): Fault | undefined {
    const fault = super.tellFault(v);
    return fault && v[this.connection] === REFUSED ? 'ECONNREFUSED' : fault;
  }

  /** The error may have been told already, by a call that reads or writes. */
  private fail(v: Uint8Array): ConnectAnswer {
    const fault = this.tellFault(v) ?? 'ECONNABORTED';
    super.reset(v);
    v[this.connection] = UNCONNECTED;
    return fault;
  }

  private begin(v: Uint8Array): ConnectAnswer {
    super.reset(v);
    if (v[this.listener] === FULL) return 'EAGAIN';
    if (v[this.listener] === ABSENT) return 'ECONNREFUSED';
    if (v[this.listener] !== PROMPT) {
      v[this.connection] = UNDER_WAY;
      return 'EINPROGRESS';
    }
    v[this.connection] = CONNECTED;
    if (this.shape.oneDestination) v[this.listener] = FULL;
    return 'connected';
  }
}
