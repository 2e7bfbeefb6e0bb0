import {
  type ReaderLaw,
  type ReaderObservation,
  type ReaderScene,
  readBytes,
  readerBounded,
  readSettles,
} from '../../laws/index.js';
import type { Variant } from '../contract/variant.js';
import { Inlet, ONE, THREE, UNTIL, UNTIL_BEYOND } from './inlet.js';
import type { Machine } from './machine.js';
import { Reading } from './reading.js';
import { StreamWorld } from './stream-world.js';

const laws: readonly ReaderLaw[] = [readSettles, readBytes, readerBounded];

const reads = {
  'read()': ONE,
  'readexactly()': THREE,
  'readuntil()': UNTIL,
  'readuntil(), beyond the limit': UNTIL_BEYOND,
};

/**
 * The reading half of one stream, of which the user reads whatever he likes, whenever, and gives it up. Data come by one or two
 * units, of which the limit is one; in the last is what `readuntil` looks for.
 */
export class ReaderWorld extends StreamWorld<ReaderScene, ReaderObservation> {
  readonly name = 'reader';
  private readonly inlet: Inlet;
  private readonly reading: Reading;

  constructor(variant: Variant) {
    let inlet: Inlet | undefined;
    super(
      laws,
      (space) => {
        inlet = new Inlet(space);
        return inlet;
      },
      variant,
    );
    this.inlet = inlet as unknown as Inlet;
    this.reading = new Reading(this.space, variant, this.inlet, (v, what, which, units) =>
      this.judges.tell(v, what, which, units),
    );
    this.addTransport();
    this.addUser();
  }

  protected get machine(): Machine {
    return this.reading.machine;
  }

  protected begin(): void {
    this.reading.begin();
  }

  private addTransport(): void {
    const { inlet, machine, reading } = this;
    for (const units of [1, 2]) {
      this.told(`data of ${units} arrive`, (v) => {
        if (!inlet.give(v, units)) return false;
        reading.arriving = units;
        machine.step(v, 'DATA');
        return true;
      });
    }
    this.told('the end arrives', (v) => {
      if (!inlet.finish(v)) return false;
      machine.step(v, 'END');
      return true;
    });
    this.told('the connection has ended, for it was closed here', (v) => {
      if (!inlet.close(v)) return false;
      machine.step(v, 'END');
      return true;
    });
    this.told('the connection is about to be lost', (v) => inlet.fail(v));
    this.told('the connection is lost', (v) => {
      if (!inlet.lose(v)) return false;
      machine.step(v, 'LOST');
      return true;
    });
  }

  private addUser(): void {
    const { inlet, machine, reading } = this;
    for (const [text, kind] of Object.entries(reads)) {
      this.called(text, (v) => {
        if (v[inlet.pending] === 0) v[inlet.asked] = kind;
        v[inlet.pending] = Math.min(2, (v[inlet.pending] as number) + 1);
        reading.asks = kind;
        machine.step(v, 'READ');
        return true;
      });
    }
    this.called('the read is aborted', (v) => {
      reading.aborts = true;
      machine.step(v, 'ABORT');
      this.judges.tell(v, 'aborted', 0, 0);
      return true;
    });
  }
}
