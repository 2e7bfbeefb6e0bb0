import type { Space } from '../checker/space.js';
import { HUP, IN, OUT } from './bits.js';
import type { ReadError, WriteError } from './files.js';
import { movedUp, OLD, packMessage } from './numbered.js';

export interface DatagramShape {
  readonly kind: 'datagram';
  /** How many datagrams may be in flight to us. */
  readonly inFlight: 1 | 2;
  /** All sockets of its kind send to one unix receiver, whose queue has room for one. */
  readonly oneDestination?: boolean;
}

/** The longest message, in bytes. */
const LONGEST = 2;

/**
 * A datagram socket that was connected to its peer. One call takes one message, and what of it has no room is gone; that the
 * peer is not there is told as an error, once, by whichever call comes first, and ends nothing.
 */
export class Datagrams {
  readonly kind = 'datagram';
  /** The messages that can be read: their numbers, 0 where there is none (any more), and their lengths less one. */
  private readonly input: number;
  private readonly lengths: number;
  private readonly full: number;
  private readonly unreachable: number;
  private readonly crowded: number;

  constructor(
    space: Space,
    name: string,
    readonly shape: DatagramShape,
    beside?: Datagrams,
  ) {
    this.input = space.fields(`${name}.input`, shape.inFlight, OLD + 1);
    this.lengths = space.fields(`${name}.lengths`, shape.inFlight, LONGEST);
    this.full = space.field(`${name}.full`, 2);
    this.unreachable = space.field(`${name}.unreachable`, 2);
    this.crowded = beside?.crowded ?? space.field(`${name}.crowded`, 2);
  }

  events(v: Uint8Array): number {
    return (this.queued(v) ? IN : 0) | (v[this.full] ? 0 : OUT) | (v[this.unreachable] ? HUP : 0);
  }

  /** The peer's side. Each answers which readiness woke up, 0 if the step is not possible now. */
  peerSends(v: Uint8Array, length = 1): number {
    const place = this.queued(v);
    if (place === this.shape.inFlight) return 0;
    v[this.input + place] = place + 1;
    v[this.lengths + place] = length - 1;
    return IN;
  }

  peerReads(v: Uint8Array): number {
    if (!v[this.full]) return 0;
    v[this.full] = 0;
    return OUT;
  }

  /** Others fill the peer's queue, or it has room again; our own readiness tells neither. */
  peerIsCrowded(v: Uint8Array): boolean {
    v[this.crowded] = v[this.crowded] ? 0 : 1;
    return true;
  }

  /** Of a receiver that several send to. */
  turnReceiver(v: Uint8Array, room: boolean): boolean {
    if (room === this.hasRoom(v)) return false;
    v[this.crowded] = room ? 0 : 1;
    return true;
  }

  hasRoom(v: Uint8Array): boolean {
    return !v[this.crowded];
  }

  /** The next call is told that the peer is not there. */
  isTold(v: Uint8Array): boolean {
    return v[this.unreachable] === 1;
  }

  /** What we sent found nobody. */
  peerIsAbsent(v: Uint8Array): number {
    if (v[this.unreachable]) return 0;
    v[this.unreachable] = 1;
    return HUP;
  }

  /** recvmsg(2) of one message: its number, the bytes that there was room for, and whether that was all; or an errno. */
  read(v: Uint8Array, room: number): number | ReadError {
    if (this.tellsAbsence(v)) return 'ECONNREFUSED';
    const queued = this.queued(v);
    if (!queued) return 'EAGAIN';
    const [number, length] = [v[this.input] as number, (v[this.lengths] as number) + 1];
    for (let place = 0; place < queued; place++) {
      const next = place + 1 < queued;
      v[this.input + place] = next ? (v[this.input + place + 1] as number) : 0;
      v[this.lengths + place] = next ? (v[this.lengths + place + 1] as number) : 0;
    }
    return packMessage(number, Math.min(length, room), length > room);
  }

  /** The user has got so many messages: those behind them are the next ones. */
  delivered(v: Uint8Array, count: number): void {
    for (let place = 0; place < this.queued(v); place++) {
      v[this.input + place] = movedUp(v[this.input + place] as number, count);
    }
  }

  /** sendto(2) of one message. */
  write(v: Uint8Array): 'taken' | WriteError {
    if (this.tellsAbsence(v)) return 'ECONNREFUSED';
    // The kernel does not tell whether it is the sender's own memory that is used up, or the room of its receiver.
    if (v[this.full]) return this.shape.oneDestination ? 'ENOBUFS' : 'EAGAIN';
    if (v[this.crowded]) return 'ENOBUFS';
    v[this.full] = 1;
    if (this.shape.oneDestination) v[this.crowded] = 1;
    return 'taken';
  }

  reset(v: Uint8Array): void {
    v.fill(0, this.input, this.input + this.shape.inFlight);
    v.fill(0, this.lengths, this.lengths + this.shape.inFlight);
    v[this.full] = 0;
    v[this.unreachable] = 0;
    if (!this.shape.oneDestination) v[this.crowded] = 0;
  }

  private queued(v: Uint8Array): number {
    let count = 0;
    while (count < this.shape.inFlight && v[this.input + count]) count++;
    return count;
  }

  private tellsAbsence(v: Uint8Array): boolean {
    if (!v[this.unreachable]) return false;
    v[this.unreachable] = 0;
    return true;
  }
}
