import type { Space } from '../../checker/space.js';
import { anyOf, type RaceScene } from '../../laws/index.js';

/** How many addresses a name has at most. */
export const ADDRESSES = 3;

/** An attempt: 0, it has not begun; under way; the kernel has its outcome, and JavaScript has not heard of it; or it has. */
const UNDER_WAY = 1;
const CONNECTED = 2;
const FAILED = 3;
const HEARD_CONNECTED = 4;
const HEARD_FAILED = 5;

/** Its socket: 0, there is none yet; open, or closed. */
const OPEN = 1;
const CLOSED = 2;

/** None of the attempts. */
export const NO_ATTEMPT = -1;

/** The lookup: it has not answered, or at first with so many addresses, and one more for that. */
const UNANSWERED = 0;

/**
 * What a race is about, whatever it makes of it: the lookup, the attempts with their sockets, the time, and who has given it
 * up. Any attempt may connect, fail or hang, and be heard of late. One whose socket is closed fails, unless it had connected.
 */
export class Attempts implements RaceScene {
  readonly attempts = ADDRESSES;
  readonly started: number;
  readonly givenUp: number;
  readonly settled: number;
  readonly held: number;
  readonly timed: number;
  readonly overdue: number;
  /** The errors that are kept, a bit each. */
  readonly kept: number;
  private readonly answer: number;
  private readonly begun: number;
  private readonly stands: number;
  private readonly sockets: number;

  constructor(space: Space) {
    this.started = space.field('started', 2);
    this.givenUp = space.field('givenUp', 2);
    this.settled = space.field('settled', 2);
    this.held = space.field('held', 2);
    this.timed = space.field('timed', 2);
    this.overdue = space.field('overdue', 2);
    this.kept = space.field('kept', 2 ** ADDRESSES);
    this.answer = space.field('answer', ADDRESSES + 2);
    this.begun = space.field('begun', ADDRESSES + 1);
    this.stands = space.fields('attempt', ADDRESSES, HEARD_FAILED + 1);
    this.sockets = space.fields('socket', ADDRESSES, CLOSED + 1);
  }

  isStarted(v: Uint8Array): boolean {
    return v[this.started] === 1;
  }

  isAnswered(v: Uint8Array): boolean {
    return v[this.answer] !== UNANSWERED;
  }

  found(v: Uint8Array): number {
    return this.isAnswered(v) ? (v[this.answer] as number) - 1 : 0;
  }

  left(v: Uint8Array): number {
    return this.found(v) - (v[this.begun] as number);
  }

  isUnderWay(v: Uint8Array, attempt: number): boolean {
    return [UNDER_WAY, CONNECTED, FAILED].includes(v[this.stands + attempt] as number);
  }

  hasFailed(v: Uint8Array, attempt: number): boolean {
    return v[this.stands + attempt] === HEARD_FAILED;
  }

  hasConnected(v: Uint8Array, attempt: number): boolean {
    return v[this.stands + attempt] === HEARD_CONNECTED;
  }

  isOpen(v: Uint8Array, attempt: number): boolean {
    return v[this.sockets + attempt] === OPEN;
  }

  isKept(v: Uint8Array, attempt: number): boolean {
    return ((v[this.kept] as number) & (1 << attempt)) !== 0;
  }

  isOverdue(v: Uint8Array): boolean {
    return v[this.overdue] === 1;
  }

  isGivenUp(v: Uint8Array): boolean {
    return v[this.givenUp] === 1;
  }

  isSettled(v: Uint8Array): boolean {
    return v[this.settled] === 1;
  }

  isHeld(v: Uint8Array): boolean {
    return v[this.held] === 1;
  }

  isTimed(v: Uint8Array): boolean {
    return v[this.timed] === 1;
  }

  // What the world does

  /** The lookup answers. It may do so again, and it is the first answer that counts. */
  find(v: Uint8Array, addresses: number): void {
    if (!this.isAnswered(v)) v[this.answer] = addresses + 1;
  }

  /** Which attempt is the next, or NO_ATTEMPT: there is no address for it. */
  next(v: Uint8Array): number {
    return this.left(v) > 0 ? (v[this.begun] as number) : NO_ATTEMPT;
  }

  begin(v: Uint8Array, attempt: number): void {
    v[this.begun] = attempt + 1;
    v[this.stands + attempt] = UNDER_WAY;
    v[this.sockets + attempt] = OPEN;
    v[this.overdue] = 0;
  }

  /** The time has passed after which the next may begin. */
  pass(v: Uint8Array): boolean {
    if (v[this.begun] === 0 || v[this.overdue] || v[this.settled]) return false;
    v[this.overdue] = 1;
    return true;
  }

  /** The kernel has an outcome. */
  decide(v: Uint8Array, attempt: number, connects: boolean): boolean {
    if (v[this.stands + attempt] !== UNDER_WAY) return false;
    v[this.stands + attempt] = connects ? CONNECTED : FAILED;
    return true;
  }

  /** JavaScript hears of it: which event it is, or undefined. */
  hear(v: Uint8Array, attempt: number): string | undefined {
    const stands = v[this.stands + attempt];
    if (stands !== CONNECTED && stands !== FAILED) return undefined;
    v[this.stands + attempt] = stands === CONNECTED ? HEARD_CONNECTED : HEARD_FAILED;
    if (stands === CONNECTED) return 'CONNECTED';
    if (!anyOf(this, (other) => this.isUnderWay(v, other))) return 'ALL_FAILED';
    return attempt + 1 === v[this.begun] ? 'NEWEST_FAILED' : 'FAILED';
  }

  close(v: Uint8Array, attempt: number): void {
    v[this.sockets + attempt] = CLOSED;
    if (v[this.stands + attempt] === UNDER_WAY) v[this.stands + attempt] = FAILED;
  }

  describe(v: Uint8Array): string {
    const stands = ['not begun', 'under way', 'has connected', 'has failed', 'connected', 'failed'];
    const sockets = ['', ', open', ', closed'];
    return Array.from(
      { length: ADDRESSES },
      (_, attempt) =>
        `${attempt}: ${stands[v[this.stands + attempt] as number]}${sockets[v[this.sockets + attempt] as number]}`,
    ).join('; ');
  }
}
