import type { Space } from '../checker/space.js';
import { HUP, IN, OUT } from './bits.js';
import type { ReadError, WriteError } from './files.js';

export interface DatagramShape {
  readonly kind: 'datagram';
  /** How many datagrams may be in flight to us. */
  readonly inFlight: 1 | 2;
}

/**
 * A datagram socket that was connected to its peer. One call takes one whole message; that the peer is not there is told
 * as an error, once, by whichever call comes first, and ends nothing.
 */
export class Datagrams {
  readonly kind = 'datagram';
  private readonly input: number;
  private readonly full: number;
  private readonly unreachable: number;
  private readonly crowded: number;

  constructor(
    space: Space,
    name: string,
    readonly shape: DatagramShape,
  ) {
    this.input = space.field(`${name}.input`, shape.inFlight + 1);
    this.full = space.field(`${name}.full`, 2);
    this.unreachable = space.field(`${name}.unreachable`, 2);
    this.crowded = space.field(`${name}.crowded`, 2);
  }

  events(v: Uint8Array): number {
    return (v[this.input] ? IN : 0) | (v[this.full] ? 0 : OUT) | (v[this.unreachable] ? HUP : 0);
  }

  /** The peer's side. Each answers which readiness woke up, 0 if the step is not possible now. */
  peerSends(v: Uint8Array): number {
    if (v[this.input] === this.shape.inFlight) return 0;
    v[this.input] = (v[this.input] as number) + 1;
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

  /** recvfrom(2): how many messages, one at most, or an errno. */
  read(v: Uint8Array): number | ReadError {
    if (this.tellsAbsence(v)) return 'ECONNREFUSED';
    if (!v[this.input]) return 'EAGAIN';
    v[this.input] = (v[this.input] as number) - 1;
    return 1;
  }

  /** sendto(2) of one message. */
  write(v: Uint8Array): 'taken' | WriteError {
    if (this.tellsAbsence(v)) return 'ECONNREFUSED';
    if (v[this.full]) return 'EAGAIN';
    if (v[this.crowded]) return 'ENOBUFS';
    v[this.full] = 1;
    return 'taken';
  }

  reset(v: Uint8Array): void {
    v[this.input] = 0;
    v[this.full] = 0;
    v[this.unreachable] = 0;
    v[this.crowded] = 0;
  }

  private tellsAbsence(v: Uint8Array): boolean {
    if (!v[this.unreachable]) return false;
    v[this.unreachable] = 0;
    return true;
  }
}
