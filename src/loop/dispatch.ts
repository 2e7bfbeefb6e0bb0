import { BATCH_WORDS, BatchField, BatchKind, Told } from '../../generated/ts/layout.js';
import type { Exceptions } from '../errors/index.js';
import { failure } from '../errors/index.js';
import type { Telling, ToldCode } from '../native/index.js';
import { SLOTS } from '../native/index.js';
import type { Servers } from '../servers/index.js';
import { NO_OPERATION, type Operations } from '../sockets/index.js';
import type { Transports } from '../transports/index.js';
import { type Direction, READER, type Watches, WRITER } from './watches.js';

const { KIND, SLOT, GENERATION, OPERATION, ERROR, VALUE } = BatchField;

/** Who hears what of a batch. */
export interface Audience {
  readonly watches: Watches;
  readonly operations: Operations;
  readonly transports: Transports;
  readonly servers: Servers;
  readonly exceptions: Exceptions;
  readonly telling: Telling;
}

/** The records of a batch that are still to be handed over: from `next` up to `end`. */
export interface Batch {
  next: number;
  end: number;
}

/**
 * Hands the rest of a batch to whom it concerns. One that throws takes nothing from the others (L16); and one that ends the
 * loop has the rest handed over at once, before it goes on.
 */
export function dispatch(records: Int32Array, batch: Batch, audience: Audience): void {
  const { watches, operations, transports, servers } = audience;
  while (batch.next < batch.end) {
    const at = batch.next++ * BATCH_WORDS;
    switch (records[at + KIND]) {
      case BatchKind.READER:
        runCallback(READER, records, at, watches);
        break;
      case BatchKind.WRITER:
        runCallback(WRITER, records, at, watches);
        break;
      case BatchKind.DATA:
        transports.data(records, at);
        break;
      case BatchKind.WRITTEN:
        transports.written(records, at);
        break;
      case BatchKind.MADE:
        servers.made(records, at);
        break;
      case BatchKind.ENDED:
        transports.ended(records, at);
        break;
      case BatchKind.LOST:
        transports.lost(records, at);
        break;
      case BatchKind.UNSERVED:
        servers.unserved(records, at);
        break;
      case BatchKind.ACCEPTED:
      case BatchKind.RECEIVED:
      case BatchKind.SENT:
      case BatchKind.CONNECTED:
        operations.settle(records, at);
        break;
      case BatchKind.FAILED:
        if (records[at + OPERATION] === NO_OPERATION) {
          giveUp(records, at, audience);
        } else {
          operations.settle(records, at);
        }
        break;
      case BatchKind.LIMIT:
        reportLimit(records, at, audience);
        break;
      case BatchKind.FORBIDDEN:
        giveUp(records, at, audience);
    }
  }
}

function runCallback(direction: Direction, records: Int32Array, at: number, watches: Watches): void {
  const slot = records[at + SLOT] as number;
  const generation = (records[at + GENERATION] as number) >>> 0;
  watches.run(direction, slot, generation, (records[at + VALUE] as number) >>> 0);
}

/** Accepting pauses for want of descriptors or memory, and goes on by itself (L9). */
function reportLimit(records: Int32Array, at: number, { exceptions, telling }: Audience): void {
  const error = failure(records[at + ERROR] as number, 'accept', 'sockAccept');
  tell(Told.LIMIT, records, at, telling);
  exceptions.report(`sockAccept waits until a limit of the system is lifted: ${error.message}`, error);
}

/** The engine gave a slot up, with the callbacks that stood on it (L16). */
function giveUp(records: Int32Array, at: number, { watches, operations, exceptions, telling }: Audience): void {
  tell(Told.GIVEN_UP, records, at, telling);
  const reason = (call: string) => failure(records[at + ERROR] as number, 'epoll_ctl', call);
  const slot = records[at + SLOT] as number;
  const generation = (records[at + GENERATION] as number) >>> 0;
  const fd = watches.forgetSlot(slot, generation, reason);
  operations.forgetSlot(generation * SLOTS + slot, reason);
  if (fd !== undefined || records[at + KIND] === BatchKind.FORBIDDEN) {
    const error = reason(fd === undefined ? 'a socket' : `the callbacks of descriptor ${fd}`);
    exceptions.report(error.message, error);
  }
}

/** Notes what users are told of a slot as a whole. */
function tell(what: ToldCode, records: Int32Array, at: number, telling: Telling): void {
  const [slot, generation] = [records[at + SLOT] as number, records[at + GENERATION] as number];
  telling.tell(what, slot, generation, 0, records[at + ERROR] as number, 0);
}
