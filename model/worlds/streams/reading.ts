import type { Space } from '../../checker/space.js';
import { ABORTED, LOSS_TOLD, PASSED, PAST_LIMIT, type ReaderObservation, SHORT, VALUE } from '../../laws/index.js';
import type { Variant } from '../contract/variant.js';
import { type Inlet, NOTHING, UNTIL_BEYOND } from './inlet.js';
import { Machine } from './machine.js';

/** JavaScript's half of a reading stream, with the compiled table of `reader`. It mirrors src/streams. */
export class Reading {
  readonly machine: Machine;
  /** What is asked for in this call, and how many units have just arrived. */
  asks = NOTHING;
  arriving = 0;
  /** The user aborts in this transition. */
  aborts = false;
  /** How many units the last look has found in this transition. */
  private found = 0;
  /** What the read that waits is about. */
  private readonly plan: number;

  constructor(
    space: Space,
    variant: Variant,
    private readonly inlet: Inlet,
    private readonly note: (v: Uint8Array, what: ReaderObservation, which: number, units: number) => void,
  ) {
    this.plan = space.field('plan', UNTIL_BEYOND + 1);
    const failing = (how: number) => (v: Uint8Array) => this.settle(v, how, 0);
    this.machine = new Machine(
      space,
      variant,
      'reader',
      {
        begin: (v) => {
          note(v, 'begun', 0, 0);
          v[this.plan] = this.asks;
        },
        look: (v) => {
          this.found = inlet.look(v, v[this.plan] as number);
          if (this.found === PAST_LIMIT) return 'PASSED';
          return this.found ? 'FOUND' : 'LACKING';
        },
        keep: (v) => inlet.keep(v, this.arriving),
        take: (v) => inlet.take(v, this.found),
        weigh: (v) => (inlet.isAbove(v) ? 'ABOVE' : 'BELOW'),
        resolve: (v) => this.hand(v, VALUE),
        resolveShort: (v) => this.hand(v, SHORT),
        rejectPassed: failing(PASSED),
        rejectLost: failing(LOSS_TOLD),
        rejectAborted: (v) => this.settle(v, ABORTED, this.aborts ? 1 : 0),
        refuse: (v) => {
          note(v, 'refused', 0, 0);
          this.forget(v);
        },
        pauseTransport: (v) => inlet.pause(v),
        resumeTransport: (v) => inlet.resume(v),
      },
      (v) => note(v, 'forbidden', 0, 0),
    );
  }

  begin(): void {
    this.asks = NOTHING;
    this.arriving = 0;
    this.found = 0;
    this.aborts = false;
  }

  private hand(v: Uint8Array, how: number): void {
    this.note(v, 'settled', how, this.inlet.takenUnits(v));
    for (const unit of this.inlet.hand(v)) {
      this.note(v, 'handed', unit, 0);
      this.inlet.count(v);
    }
    this.over(v);
  }

  private settle(v: Uint8Array, how: number, detail: number): void {
    this.note(v, 'settled', how, detail);
    this.inlet.hand(v);
    this.over(v);
  }

  private over(v: Uint8Array): void {
    this.forget(v);
    if (v[this.inlet.pending] === 0) v[this.inlet.asked] = NOTHING;
    v[this.plan] = NOTHING;
  }

  private forget(v: Uint8Array): void {
    v[this.inlet.pending] = Math.max(0, (v[this.inlet.pending] as number) - 1);
  }
}
