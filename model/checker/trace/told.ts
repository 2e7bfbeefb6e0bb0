import { EngineError, Told } from '../../../generated/ts/layout.js';
import type { Context } from './context.js';
import * as law from './laws.js';
import { isOfOperation, type Outcome } from './outcomes.js';
import type { Wrong } from './report.js';
import { Slot, type SlotName } from './slot.js';

/** What users were told, as src says it: each outcome once, as it was, to whom it concerns. */

/** A TOLD record. */
export interface ToldRecord {
  readonly what: number;
  readonly operation: number;
  readonly error: number;
  readonly value: number;
}

export const toldKinds = Object.keys(Told);

/** @param slot what its name stands for, if that is known still */
export function followTold(context: Context, slot: Slot | SlotName, told: ToldRecord): void {
  if (told.what === Told.READER_REFUSED || told.what === Told.WRITER_REFUSED) {
    followUnadded(context, slot, told);
    return;
  }
  if (told.what === Told.READER_CALLED || told.what === Told.WRITER_CALLED) followCalled(context, slot, told);
  else followOutcome(context, slot, told);
}

/** The callback that ran is the one that was added last, in the direction that the table called. */
function followCalled(context: Context, slot: SlotName, { what, operation, error, value }: ToldRecord): void {
  const { begun } = context;
  const direction = what === Told.WRITER_CALLED ? 1 : 0;
  const isIts = begun !== undefined && isOf(begun.slot, slot) && begun.direction === direction;
  if (!isIts || value !== begun.callback || operation !== 0 || error !== 0) {
    const allowed = begun ? [`the call of callback ${begun.callback} of slot ${begun.slot.index}`] : [];
    throw context.wrong(slot, law.UNCALLED, `callback ${value} was called, which had not begun`, allowed);
  }
  context.begun = undefined;
  context.held(law.UNCALLED);
}

/** A promise waits in this direction, so that the callback stands there still that did before. */
function followUnadded(context: Context, slot: Slot | SlotName, { what, operation, error, value }: ToldRecord): void {
  const direction = what === Told.WRITER_REFUSED ? 1 : 0;
  const isLast = slot instanceof Slot && slot.callbacks[direction] === value && slot.replaced[direction] !== 0;
  if (!isLast || operation !== 0 || error !== 0) {
    throw context.wrong(slot, law.TWICE, `callback ${value} was not added, and stands in no other's place`, []);
  }
  slot.callbacks[direction] = slot.replaced[direction];
  slot.replaced[direction] = 0;
}

function followOutcome(context: Context, slot: SlotName, told: ToldRecord): void {
  const { outcomes } = context;
  const isOfSlot = !isOfOperation(told);
  const outcome = isOfSlot
    ? outcomes.ofSlot(told.what, slot.index, slot.generation)
    : outcomes.ofOperation(told.operation);
  const broken = lawOf(told.what);
  if (!outcome) throw context.wrong(slot, broken, `${words(told)}, of which there was nothing to tell`, []);
  const { what, operation, error, value } = outcome;
  const isSame = what === told.what && operation === told.operation && error === told.error && value === told.value;
  if (!(isSame || isDetached(outcome, told)) || !isOf(outcome.slot, slot))
    throw wrong(context, slot, broken, told, outcome);
  const before = outcomes.before(outcome);
  // What settles in the call that starts it is told when that returns.
  if (before && (isOfSlot || context.starting !== operation)) throw wrong(context, slot, broken, told, before);
  outcomes.delete(outcome);
  context.held(broken);
}

/** What was received has no place in memory that its user has given away: it is handed over with an error. */
function isDetached(outcome: Outcome, told: ToldRecord): boolean {
  const isError = told.what === Told.FAILED && told.error === EngineError.BUFFER_DETACHED;
  return isError && outcome.what === Told.RECEIVED && outcome.value === told.value;
}

function isOf(a: SlotName, b: SlotName): boolean {
  return a.index === b.index && a.generation === b.generation;
}

function wrong(context: Context, slot: SlotName, broken: law.TraceLaw, told: ToldRecord, due: Outcome): Wrong {
  const { index, generation } = due.slot;
  return context.wrong(slot, broken, words(told), [`${words(due)}, of slot ${index}.${generation}`]);
}

function words({ what, operation, error, value }: ToldRecord): string {
  return `users were told ${toldKinds[what]} of operation ${operation}, error ${error}, value ${value}`;
}

function lawOf(what: number): law.TraceLaw {
  if (what === Told.ACCEPTED) return law.CONNECTION;
  if (what === Told.RECEIVED || what === Told.SENT) return law.NOT_THE_REST;
  if (what === Told.LIMIT || what === Told.UNSERVED) return law.LIMIT;
  return what === Told.GIVEN_UP ? law.GIVEN_UP : law.OUTCOME;
}

/** Before JavaScript does anything else it calls the callback that it has asked for. */
export function demandCalled(context: Context): void {
  const { begun } = context;
  if (!begun) return;
  const what = `callback ${begun.callback} began, and was not called`;
  throw context.wrong(begun.slot, law.UNCALLED, what, [`the call of callback ${begun.callback}`]);
}
