import type { StreamShape } from '../../kernel/files.js';
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

export interface WatchManyShape {
  readonly name: string;
  /** How many numbers there are, and as many files. */
  readonly count: number;
  readonly directions: readonly ('READER' | 'WRITER')[];
  /** What may befall a file; a world to be explored can afford less than one to be walked. */
  readonly stream: Omit<StreamShape, 'kind'>;
}

/** Several numbers for as many files: numbers are reused at once, duplicated, and closed behind the loop's back. */
export class WatchMany extends UserWorld {
  private readonly numbers: readonly number[];

  constructor(shape: WatchManyShape, variant: Variant) {
    const numbers = Array.from({ length: shape.count }, (_, number) => number);
    super(
      {
        name: shape.name,
        kernel: { numbers: shape.count, files: numbers.map(() => ({ kind: 'stream', ...shape.stream })) },
        slots: numbers.map(() => ({})),
        laws: [
          readinessFirst,
          nothingForgotten,
          removedIsRemoved,
          oneCallback,
          ...(shape.directions.length === 2 ? [independentDirections] : []),
          identity,
          faultsLocal,
          releases,
        ],
        reportsWait: true,
        pollsInCallbacks: true,
      },
      variant,
    );
    this.numbers = numbers;
    for (const number of numbers) {
      this.callbacksOn(number, ...shape.directions);
      this.closing(number);
      this.rawClosing(number);
      this.duplicating(number);
    }
    for (const file of numbers) {
      this.opening(file);
      this.readingOf(file);
      this.peerOf(file, `the peer of file ${file}`);
    }
    this.oblige();
  }

  override initial(v: Uint8Array): void {
    super.initial(v);
    for (const number of this.numbers) this.kernel.name(v, number, number);
  }

  private duplicating(number: number): void {
    this.move(['user', 'kernel'], `dup(fd ${number})`, (v) => {
      const file = this.kernel.fileOf(v, number);
      const free = this.kernel.freeNumber(v);
      if (file < 0 || free < 0) return false;
      this.kernel.name(v, free, file);
      return true;
    });
  }
}
