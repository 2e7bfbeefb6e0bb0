import {
  faultsLocal,
  identity,
  nothingForgotten,
  oneCallback,
  readinessFirst,
  releases,
  removedIsRemoved,
  wakeUp,
} from '../../laws/index.js';
import type { Variant } from '../contract/variant.js';
import type { Slot } from '../engine/slot.js';
import { HandOff } from './hand-off.js';

type Direction = 'READER' | 'WRITER';

/** A number with a reader: added, removed and closed by the user at once, and used again for another file. */
export class HandOffCallbacks extends HandOff {
  /** Commands that a loop posts which does not add or remove in the call (F1, F14, F15). */
  private readonly addsLater: number;
  private readonly removesLater: number;

  constructor(variant: Variant) {
    super(
      {
        name: 'hand-off-callbacks',
        slot: {},
        turns: true,
        file: { kind: 'stream', inFlight: 1, fills: false, ends: false, resets: false },
        laws: [
          readinessFirst,
          nothingForgotten,
          removedIsRemoved,
          oneCallback,
          identity,
          wakeUp,
          releases,
          faultsLocal,
        ],
      },
      variant,
    );
    this.addsLater = this.command(0, (v) => {
      this.touch(v, 0);
      if (this.kernel.fileOf(v, 0) >= 0) this.addNow(v, 0, 'READER');
    });
    this.removesLater = this.command(0, (v) => {
      this.touch(v, 0);
      const slot = this.engine.slotOf(v, 0);
      if (slot) this.removeNow(v, slot, 'READER');
    });
    this.callbacksOn(0, 'READER');
    this.rawClosing(0);
    for (const file of [0, 1]) {
      this.opening(file);
      this.readingOf(file);
      this.peerOf(file, `the peer of file ${file}`);
    }
    this.oblige();
  }

  protected override add(v: Uint8Array, number: number, direction: Direction): boolean {
    if (this.contract.adding === 'inTheCall') return super.add(v, number, direction);
    this.post(v, this.addsLater);
    return true;
  }

  protected override remove(v: Uint8Array, slot: Slot, direction: Direction): boolean {
    if (this.contract.removing === 'inTheCall' && this.contract.waiting === 'never')
      return super.remove(v, slot, direction);
    this.post(v, this.removesLater);
    return true;
  }
}
