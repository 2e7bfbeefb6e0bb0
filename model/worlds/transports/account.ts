import type { Space } from '../../checker/space.js';
import { CUT_OFF, isEnded, type ProtocolObservation, type ProtocolScene } from '../../laws/index.js';
import { type Stream, UNITS } from './stream.js';
import { NONE, type Telling } from './telling.js';

/** What users said to a connection and what they were told of it, beside what the engine gave: what laws look at. */
export class Account implements ProtocolScene {
  readonly paused: number;
  readonly full: number;
  readonly eofWritten: number;
  /** The loop has ended. */
  readonly cut: number;
  private readonly made: number;
  private readonly over: number;
  private readonly units: number;
  private readonly endTold: number;
  private readonly wants: number;
  private readonly toldFull: number;

  constructor(
    space: Space,
    private readonly stream: Stream,
    private readonly telling: Telling,
  ) {
    this.paused = space.field('paused', 2);
    this.full = space.field('full', 2);
    this.eofWritten = space.field('eofWritten', 2);
    this.cut = space.field('cut', 2);
    this.made = space.field('made', 2);
    this.over = space.field('over', 2);
    this.units = space.field('told', UNITS + 1);
    this.endTold = space.field('endTold', 2);
    this.wants = space.field('wants', CUT_OFF + 1);
    this.toldFull = space.field('toldFull', 2);
  }

  given(v: Uint8Array): number {
    return v[this.stream.given] as number;
  }

  told(v: Uint8Array): number {
    return v[this.units] as number;
  }

  isEndGiven(v: Uint8Array): boolean {
    return v[this.stream.ended] === 1;
  }

  isEndTold(v: Uint8Array): boolean {
    return v[this.endTold] === 1;
  }

  isLost(v: Uint8Array): boolean {
    return v[this.stream.lost] === 1 || (v[this.cut] === 1 && this.isMade(v));
  }

  isMade(v: Uint8Array): boolean {
    return v[this.made] === 1;
  }

  isOver(v: Uint8Array): boolean {
    return v[this.over] === 1;
  }

  isPaused(v: Uint8Array): boolean {
    return v[this.paused] === 1;
  }

  isReading(v: Uint8Array): boolean {
    return this.stream.isReading(v);
  }

  isFailing(v: Uint8Array): boolean {
    return v[this.stream.failing] === 1;
  }

  wanted(v: Uint8Array): number {
    return v[this.wants] as number;
  }

  asked(v: Uint8Array): number {
    return v[this.stream.asked] as number;
  }

  isKeeping(v: Uint8Array): boolean {
    return this.telling.isKeeping(v);
  }

  isFull(v: Uint8Array): boolean {
    return v[this.full] === 1;
  }

  isToldFull(v: Uint8Array): boolean {
    return v[this.toldFull] === 1;
  }

  isEofWritten(v: Uint8Array): boolean {
    return v[this.eofWritten] === 1;
  }

  isEofAsked(v: Uint8Array): boolean {
    return v[this.stream.eofAsked] === 1;
  }

  isAtRest(v: Uint8Array): boolean {
    return v[this.telling.running] === NONE && !this.telling.isQueued(v);
  }

  /** What is said to it has no meaning any more. */
  isVoid(v: Uint8Array): boolean {
    return this.isLost(v) || isEnded(this, v);
  }

  /** An end is wanted: of what was wanted before, the harder holds. */
  want(v: Uint8Array, how: number): void {
    if (!this.isOver(v)) v[this.wants] = Math.max(v[this.wants] as number, how);
  }

  /** Takes note of what users saw. */
  note(v: Uint8Array, what: ProtocolObservation): void {
    if (what === 'made') v[this.made] = 1;
    if (what === 'data') v[this.units] = Math.min(this.told(v) + 1, UNITS);
    if (what === 'end') v[this.endTold] = 1;
    if (what === 'full' || what === 'room') v[this.toldFull] = what === 'full' ? 1 : 0;
    if (what === 'lost') v[this.over] = 1;
  }

  /** What was said to a connection that has ended is void; and where all is told, all that was is forgotten. */
  settle(v: Uint8Array): void {
    if (this.isVoid(v)) {
      for (const field of [this.paused, this.full, this.toldFull, this.eofWritten, this.stream.eofAsked]) v[field] = 0;
    }
    if (!this.isOver(v) || v[this.telling.running] !== NONE) return;
    v[this.wants] = CUT_OFF;
    v[this.cut] = 1;
    v[this.units] = 0;
    v[this.endTold] = 0;
    this.stream.forget(v);
  }
}
