import { EngineError, Told } from '../../../generated/ts/layout.js';
import type { Context } from './context.js';
import * as law from './laws.js';
import { LONGEST } from './length.js';
import type { SlotName } from './slot.js';
import type { Stream } from './stream.js';

/** What the user of a connection is told, in its order (L12): it is made; bytes; their end; it is lost. */

/** The connection is over. Of one that was cut off before its user knew of it nothing is ever told. */
export function lose({ streams }: Context, stream: Stream, error: number): void {
  stream.lost = error;
  if (stream.isCut && !stream.isMade) streams.end(stream);
}

/** At the end of a whole trace each connection is lost, and its user knows; and all before, unless he has ended it himself. */
export function demandFinished(context: Context): void {
  const { unfinished } = context.streams;
  if (!unfinished) return;
  const what = unfinished.isOver
    ? 'users were told of a loss and not of all that came before, and they did not end the connection'
    : 'the trace ends, and users do not know all';
  throw wrong(context, unfinished, what, unfinished);
}

/** What users are told of a connection. */
const KINDS: readonly number[] = [Told.MADE, Told.DATA, Told.EOF, Told.LOST, Told.PAUSE_WRITING, Told.RESUME_WRITING];

export function isOfStream(what: number): boolean {
  return KINDS.includes(what);
}

export interface StreamRecord {
  readonly what: number;
  readonly operation: number;
  readonly error: number;
  readonly value: number;
}

export function followStream(context: Context, slot: SlotName, told: StreamRecord): void {
  const stream = context.streams.of(slot);
  const lacks = stream
    ? lacking(stream, told, context.isClosing)
    : 'the slot has no connection, or its user knows that it is lost';
  if (lacks !== undefined) {
    const said = `users were told ${inWords(told)}: ${lacks}`;
    throw stream ? wrong(context, slot, said, stream) : context.wrong(slot, law.ORDER, said, []);
  }
  if (stream) stream.tellings++;
  if (stream && told.what === Told.LOST) {
    stream.isOver = !stream.isComplete && !context.isClosing;
    if (!stream.isOver) context.streams.end(slot);
  }
  context.held(law.ORDER);
}

/** Follows what its user is told; or answers why that is wrong. */
function lacking(stream: Stream, told: StreamRecord, isClosing: boolean): string | undefined {
  const { what, operation, error, value } = told;
  const hasValue = what === Told.MADE || what === Told.DATA || what === Told.LOST;
  const hasOperation = what === Told.DATA || what === Told.LOST;
  const isMeant = (hasOperation || operation === 0) && (hasValue || value === 0) && (what === Told.LOST || error === 0);
  if (!isMeant) return 'that means nothing';
  if (stream.isMade === (what === Told.MADE)) return stream.isMade ? 'it is made once' : 'it was not made';
  if (stream.isOver) return 'it is lost';
  if (stream.isCut && what !== Told.LOST) return 'its user has ended it, or the loop is closed';
  switch (what) {
    case Told.MADE:
      stream.isMade = true;
      return value === stream.fd ? undefined : `its descriptor is ${stream.fd}`;
    case Told.DATA:
      return stream.take(value, operation) ? undefined : 'that is not what came';
    case Told.EOF:
      if (!stream.hasEnded) return 'the peer has not ended it';
      if (stream.untold > 0) return 'there is data before';
      if (stream.isEndTold) return 'that was told';
      stream.isEndTold = true;
      return undefined;
    case Told.LOST:
      return lackingOfLoss(stream, told, isClosing);
    default:
      if (stream.isFull === (what === Told.PAUSE_WRITING)) return 'it comes in turns with its opposite';
      stream.isFull = what === Told.PAUSE_WRITING;
      return undefined;
  }
}

/**
 * A loss tells how often its user was told of something before, and of how many bytes. The end of the loop may be told before
 * what the engine said.
 */
function lackingOfLoss(stream: Stream, told: StreamRecord, isClosing: boolean): string | undefined {
  const { operation, error, value } = told;
  const { lost, isShut, isAborted } = stream;
  if (lost === undefined) return 'it is not lost';
  if (operation !== Math.min(stream.tellings, LONGEST)) return `they were told ${stream.tellings} times of something`;
  if (value !== Math.min(stream.told, LONGEST)) return `they were told of ${stream.told} bytes`;
  const isUsers = error === 0 && (isShut || isAborted);
  const isLoops = error === EngineError.LOOP_CLOSED && lost !== EngineError.SOCKET_CLOSED;
  const isRight = error === lost || (isClosing && (isLoops || isUsers));
  return isRight ? undefined : 'it was lost for another reason';
}

const names = Object.keys(Told);

function inWords({ what, operation, error, value }: StreamRecord): string {
  const name = names[what] as string;
  switch (what) {
    case Told.MADE:
      return `${name} of descriptor ${value}`;
    case Told.DATA:
      return `${name} of ${value} bytes${operation === 0 ? '' : `, with ${operation} left`}`;
    case Told.LOST:
      return `${name}${error === 0 ? '' : ` with error ${error}`}, behind ${operation} others and ${value} bytes`;
    default:
      return name;
  }
}

function wrong(context: Context, slot: SlotName, what: string, { next }: Stream) {
  return context.wrong(slot, law.ORDER, what, next);
}
