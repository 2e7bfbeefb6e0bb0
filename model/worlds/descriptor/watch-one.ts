import {
  faultsLocal,
  identity,
  independentDirections,
  nothingForgotten,
  oneCallback,
  readinessFirst,
  releases,
  removedIsRemoved,
} from '../../laws/index.js';
import { UserWorld } from '../base/user.js';
import type { Variant } from '../contract/variant.js';

/** One descriptor with both directions, every act of the user at any moment, and a peer that may do anything. */
export class WatchOne extends UserWorld {
  constructor(variant: Variant, name = 'watch-one') {
    super(
      {
        name,
        kernel: {
          numbers: 1,
          files: [{ kind: 'stream', inFlight: 2, fills: true, ends: true, resets: true }],
          refuses: true,
        },
        slots: [{}],
        laws: [
          readinessFirst,
          nothingForgotten,
          removedIsRemoved,
          oneCallback,
          independentDirections,
          identity,
          faultsLocal,
          releases,
        ],
        reportsWait: true,
        pollsInCallbacks: true,
      },
      variant,
    );
    this.callbacksOn(0, 'READER', 'WRITER');
    this.readingOf(0);
    this.writingOf(0);
    this.closing(0);
    this.rawClosing(0);
    this.opening(0);
    this.peerOf(0, 'the peer');
    this.actMore();
    this.watchLimit();
    this.oblige();
  }

  /** What else the user of a kindred world does. */
  protected actMore(): void {}

  override initial(v: Uint8Array): void {
    super.initial(v);
    this.kernel.name(v, 0, 0);
  }
}

/** The same, whose user also makes a socket of the descriptor while callbacks stand on it. */
export class WatchAttached extends WatchOne {
  constructor(variant: Variant) {
    super(variant, 'watch-attached');
  }

  protected override actMore(): void {
    this.attaching(0);
  }
}
