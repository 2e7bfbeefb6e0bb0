import type { StreamShape } from '../../kernel/files.js';
import type { FileShape } from '../../kernel/open-file.js';
import {
  bytes,
  faultsLocal,
  identity,
  independentDirections,
  messages,
  nothingForgotten,
  nothingWaits,
  oneCallback,
  oneOutcome,
  quiet,
  readinessFirst,
  releases,
  removedIsRemoved,
} from '../../laws/index.js';
import { UserWorld } from '../base/user.js';
import type { Variant } from '../contract/variant.js';
import type { SlotShape } from '../engine/slot.js';

/** What of a connected stream a world looks at. */
export interface DuplexShape {
  readonly name: string;
  readonly slot: SlotShape;
  /** A socket of datagrams: one call takes one message, and no end or reset ends anything. */
  readonly datagrams?: true;
  readonly inFlight: 0 | 1 | 2;
  /** Where a read of the stream may end although there is more (see StreamShape). */
  readonly cuts?: StreamShape['cuts'];
  readonly resets: boolean;
  readonly callbacks: readonly ('READER' | 'WRITER')[];
  /** The poller is asked from another thread: while callbacks run, and its reports wait. */
  readonly threaded: boolean;
  /** The number is closed behind the loop's back and names another file. */
  readonly goesStale: boolean;
  /** Others share the socket that is to be connected, and have its calls wait. */
  readonly shared?: true;
}

function fileOf(shape: DuplexShape): FileShape {
  if (shape.datagrams) return { kind: 'datagram', inFlight: shape.inFlight === 2 ? 2 : 1 };
  return {
    kind: 'stream',
    inFlight: shape.inFlight,
    fills: shape.slot.sending !== undefined,
    ends: shape.inFlight > 0,
    resets: shape.resets,
    connects: shape.slot.connecting !== undefined,
    ...(shape.cuts && { cuts: shape.cuts }),
    shared: shape.shared === true,
  };
}

/** One socket: connect, receive and send operations, cancelled at every point, mixed with the user's own callbacks. */
export class Duplex extends UserWorld {
  constructor(shape: DuplexShape, variant: Variant) {
    const file = fileOf(shape);
    super(
      {
        name: shape.name,
        kernel: { numbers: 1, files: shape.goesStale ? [file, file] : [file], refuses: true },
        slots: [shape.slot],
        laws: [
          ...(shape.callbacks.length ? [readinessFirst, nothingForgotten, removedIsRemoved, oneCallback] : []),
          identity,
          ...(shape.callbacks.length === 2 ? [independentDirections] : []),
          oneOutcome,
          bytes,
          ...(shape.datagrams ? [messages] : []),
          faultsLocal,
          releases,
          ...(shape.shared ? [nothingWaits] : []),
          // A hang-up that a later connection undoes is remembered: the reader asks once more than it must.
          ...(shape.slot.reading && !shape.slot.connecting ? [quiet] : []),
        ],
        reportsWait: shape.threaded,
        pollsInCallbacks: shape.threaded,
      },
      variant,
    );
    const slot = this.slot(0);
    const counts = shape.datagrams ? [1] : [1, 2];
    if (shape.slot.reading) {
      for (const asked of [1, 2]) this.operating(slot, 'receive', `sockRecv(${asked})`, asked, [slot.asked]);
      this.cancelling(slot, 'receive');
    }
    if (shape.slot.sending) {
      for (const count of counts) this.operating(slot, 'send', `sockSendall(${count})`, count, [slot.left, slot.total]);
      this.cancelling(slot, 'send');
    }
    if (shape.slot.connecting) {
      this.operating(slot, 'connect', 'sockConnect()', 1, []);
      this.cancelling(slot, 'connect');
      this.listenerOf(0);
      if (shape.shared) this.sharing(0);
    }
    for (const direction of shape.callbacks) this.callbackOnIdle(slot, direction);
    this.closing(0);
    if (shape.goesStale) this.goingStale();
    if (shape.datagrams) this.correspondentOf(0);
    else this.peerOf(0, 'the peer');
    this.watchLimit();
    this.oblige();
  }

  override initial(v: Uint8Array): void {
    super.initial(v);
    this.kernel.name(v, 0, 0);
    v[this.slot(0).file] = 1;
  }
}
