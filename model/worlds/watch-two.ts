import {
  faultsLocal,
  identity,
  nothingForgotten,
  oneCallback,
  readinessFirst,
  releases,
  removedIsRemoved,
} from '../laws/index.js';
import { UserWorld } from './user.js';
import type { Variant } from './variant.js';

/** Two numbers for two files: numbers are reused at once, duplicated, and closed behind the loop's back. */
export class WatchTwo extends UserWorld {
  constructor(variant: Variant) {
    const stream = { kind: 'stream', inFlight: 1, fills: false, ends: false, resets: false } as const;
    super(
      {
        name: 'watch-two',
        kernel: { numbers: 2, files: [stream, stream] },
        slots: [{}, {}],
        laws: [readinessFirst, nothingForgotten, removedIsRemoved, oneCallback, identity, faultsLocal, releases],
        reportsWait: true,
        pollsInCallbacks: true,
      },
      variant,
    );
    for (const number of [0, 1]) {
      this.callbacksOn(number, 'READER');
      this.closing(number);
      this.rawClosing(number);
      this.duplicating(number);
    }
    for (const file of [0, 1]) {
      this.opening(file);
      this.readingOf(file);
      this.peerOf(file, `the peer of file ${file}`);
    }
    this.oblige();
  }

  override initial(v: Uint8Array): void {
    super.initial(v);
    this.kernel.name(v, 0, 0);
    this.kernel.name(v, 1, 1);
  }

  private duplicating(number: number): void {
    this.move('user', `dup(fd ${number})`, (v) => {
      const file = this.kernel.fileOf(v, number);
      const free = this.kernel.freeNumber(v);
      if (file < 0 || free < 0) return false;
      this.kernel.name(v, free, file);
      return true;
    });
  }
}
