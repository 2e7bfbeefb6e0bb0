import { BATCH_WORDS, BatchField, BatchKind } from '../generated/ts/layout.js';
import type { Exceptions } from './exceptions.js';
import { failure } from './failure.js';
import type { Operations } from './operations.js';
import { READER, type Watches, WRITER } from './watches.js';

const { KIND, SLOT, GENERATION, ERROR } = BatchField;

/** Who hears what of a batch. */
export interface Audience {
  readonly watches: Watches;
  readonly operations: Operations;
  readonly exceptions: Exceptions;
}

/** Hands the records from `first` up to `end` to whom they concern. One that throws takes nothing from the others (L16). */
export function dispatch(records: Int32Array, first: number, end: number, audience: Audience): void {
  const { watches, operations } = audience;
  for (let at = first * BATCH_WORDS; at < end * BATCH_WORDS; at += BATCH_WORDS) {
    switch (records[at + KIND]) {
      case BatchKind.READER:
        watches.run(READER, records[at + SLOT] as number, (records[at + GENERATION] as number) >>> 0);
        break;
      case BatchKind.WRITER:
        watches.run(WRITER, records[at + SLOT] as number, (records[at + GENERATION] as number) >>> 0);
        break;
      case BatchKind.LIMIT:
      case BatchKind.FORBIDDEN:
        report(records, at, audience);
        break;
      default:
        operations.settle(records, at);
    }
  }
}

/** What the engine met that is nobody's operation: the descriptor limit (L9), or an event that its tables forbid. */
function report(records: Int32Array, at: number, { watches, exceptions }: Audience): void {
  const error = failure(records[at + ERROR] as number, 'accept', 'the loop');
  if (records[at + KIND] === BatchKind.LIMIT) {
    exceptions.report(`sockAccept pauses at a limit and goes on by itself when it is lifted: ${error.message}`, error);
    return;
  }
  watches.forgetSlot(records[at + SLOT] as number, (records[at + GENERATION] as number) >>> 0, () => error);
  exceptions.report(error.message, error);
}
