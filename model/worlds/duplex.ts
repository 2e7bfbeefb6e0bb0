import {
  bytes,
  faultsLocal,
  identity,
  independentDirections,
  nothingForgotten,
  oneCallback,
  oneOutcome,
  quiet,
  readinessFirst,
  releases,
  removedIsRemoved,
} from '../laws/index.js';
import type { SlotShape } from './slot.js';
import { UserWorld } from './user.js';
import type { Variant } from './variant.js';

/** What of a connected stream a world looks at. */
export interface DuplexShape {
  readonly name: string;
  readonly slot: SlotShape;
  readonly inFlight: 0 | 1 | 2;
  readonly resets: boolean;
  readonly callbacks: readonly ('READER' | 'WRITER')[];
  /** The poller is asked from another thread: while callbacks run, and its reports wait. */
  readonly threaded: boolean;
  /** The number is closed behind the loop's back and names another file. */
  readonly goesStale: boolean;
}

/** One connected stream: receive and send operations, cancelled at every point, mixed with the user's own callbacks. */
export class Duplex extends UserWorld {
  constructor(shape: DuplexShape, variant: Variant) {
    const stream = {
      kind: 'stream',
      inFlight: shape.inFlight,
      fills: shape.slot.sending !== undefined,
      ends: shape.inFlight > 0,
      resets: shape.resets,
    } as const;
    super(
      {
        name: shape.name,
        kernel: { numbers: 1, files: shape.goesStale ? [stream, stream] : [stream], refuses: true },
        slots: [shape.slot],
        laws: [
          readinessFirst,
          nothingForgotten,
          removedIsRemoved,
          oneCallback,
          identity,
          ...(shape.callbacks.length === 2 ? [independentDirections] : []),
          oneOutcome,
          bytes,
          faultsLocal,
          releases,
          ...(shape.slot.reading ? [quiet] : []),
        ],
        reportsWait: shape.threaded,
        pollsInCallbacks: shape.threaded,
      },
      variant,
    );
    const slot = this.slot(0);
    if (shape.slot.reading) {
      for (const asked of [1, 2]) this.operating(slot, 'receive', `sockRecv(${asked})`, asked, [slot.asked]);
      this.cancelling(slot, 'receive');
    }
    if (shape.slot.sending) {
      for (const count of [1, 2]) this.operating(slot, 'send', `sockSendall(${count})`, count, [slot.left, slot.total]);
      this.cancelling(slot, 'send');
    }
    for (const direction of shape.callbacks) this.callbackOnIdle(slot, direction);
    this.closing(0);
    if (shape.goesStale) this.goingStale();
    this.peerOf(0, 'the peer');
    this.watchLimit();
    this.oblige();
  }

  override initial(v: Uint8Array): void {
    super.initial(v);
    this.kernel.name(v, 0, 0);
    v[this.slot(0).file] = 1;
  }
}
