import { EngineError, SystemCall, TRACE_WORDS, TraceField, TraceKind, UserCall } from '../../../generated/ts/layout.js';
import { followAnswer, followQuestion } from './answers.js';
import { followCall, followLateEnd, followRefusal } from './calls.js';
import { Context } from './context.js';
import { unknownRecord } from './errors.js';
import * as law from './laws.js';
import type { End } from './read.js';
import { beginPoll, demandHeeded, followReport } from './reports.js';
import { systemCalls, type Tables, userCalls } from './rules.js';
import { Slot } from './slot.js';
import { demandNothingDue, followStep } from './steps.js';
import { demandFinished, followStream, isOfStream } from './streams.js';
import { followTold, toldKinds } from './told.js';
import { demandHanded, demandReleased, demandServed, demandWritten } from './transports.js';
import { demandStepped } from './undone.js';

/** A record: its words, by the names of their fields. */
interface Fields {
  readonly kind: number;
  readonly code: number;
  readonly index: number;
  readonly generation: number;
  readonly event: number;
  readonly before: number;
  readonly after: number;
  readonly extra: number;
}

/** Follows a run record by record, and demands a reason for each: what the records before it must say. */
export class Run {
  readonly context: Context;
  /** The newest generation of each slot. */
  readonly #slots: (Slot | undefined)[] = [];
  /** How many reports of the poll that is recorded are to come: between them there is nothing else. */
  #reports = 0;

  constructor(tables: Tables) {
    this.context = new Context(tables);
  }

  follow(words: Int32Array): void {
    for (let at = 0; at < words.length; at += TRACE_WORDS) {
      this.#one(fieldsOf(words, at));
      this.context.record++;
    }
  }

  /**
   * How much is kept of what was read: slots, what is due in them, and which of them the last poll reported. The engine uses
   * the number of a dead slot again, so this grows with how many live at a time, and not with the trace.
   */
  get kept(): number {
    const { reported, turns, outcomes, operations, streams } = this.context;
    const due = this.#slots.reduce((sum, slot) => sum + 1 + (slot?.due.length ?? 0), 0);
    return due + reported.length + turns.kept + outcomes.size + operations.size + streams.size;
  }

  /** How a trace that ends here has to say that it does. */
  get ends(): Omit<End, 'isWhole'> {
    const live = this.#slots.filter((slot) => slot && !this.context.isClosed(slot)).length;
    return { untold: this.context.outcomes.size, live };
  }

  end({ untold, live, isWhole }: End): void {
    demandHanded(this.context);
    demandWritten(this.context);
    demandServed(this.context);
    for (const slot of this.#slots) if (slot) this.#finish(slot);
    const { ends } = this;
    const isAll = ends.untold === untold && ends.live === live && this.#reports === 0;
    if (isAll && isWhole) demandFinished(this.context);
    if (isAll && (!isWhole || (untold === 0 && live === 0))) return;
    const when = isWhole ? 'all was told, and still ' : '';
    const what = `${when}the trace ends with ${live} slots that live and ${untold} outcomes of which users were not told`;
    const found = `${ends.live} slots that live, and ${ends.untold} outcomes that were not told`;
    throw this.context.wrong({ index: -1, generation: 0 }, law.OUTCOME, what, [found]);
  }

  #one(fields: Fields): void {
    const { kind, code, index, generation, event, before, after, extra } = fields;
    this.#demandKnown(fields);
    const isReport = kind === TraceKind.SYSTEM && code === SystemCall.poll;
    this.#followPolls(fields, isReport);
    const follows = isWithin(fields, this.context.handing !== undefined);
    if (!follows) this.#demandDone();
    if (!follows && !(kind === TraceKind.USER && code === UserCall.SERVE)) demandServed(this.context);
    if (isReport || kind === TraceKind.TOLD) demandWritten(this.context);
    if (kind === TraceKind.TOLD) {
      const known = this.#slots[index];
      const told = { what: code, operation: extra, error: event, value: before };
      if (isOfStream(code)) followStream(this.context, { index, generation }, told);
      else followTold(this.context, known?.generation === generation ? known : { index, generation }, told);
      this.context.starting = -1;
      return;
    }
    if (kind === TraceKind.USER && !follows) this.context.starting = -1;
    const call = { call: code, fd: before, asked: event, extra };
    const slot = this.#slot(fields);
    const isGone = !slot || this.context.isClosed(slot);
    if (isGone && kind === TraceKind.USER && MAY_BE_LATE.includes(code) && before === -1) {
      const follow = code === UserCall.REFUSED ? followRefusal : followLateEnd;
      follow(this.context, { index, generation }, call);
      return;
    }
    if (!slot) return;
    this.context.busy.add(slot);
    if (kind === TraceKind.STEP) followStep(this.context, slot, code, event, before, after);
    else if (kind === TraceKind.USER) followCall(this.context, slot, call);
    else if (isReport) followReport(this.context, slot, before);
    else {
      const answer = { call: code, errno: event, result: before, asked: extra };
      const isQuestion = code === SystemCall.epoll_mod && slot.due.length === 0;
      if (isQuestion) followQuestion(this.context, slot, answer);
      else followAnswer(this.context, slot, answer);
    }
  }

  /** A poll that reports something has a number, and says with each report how many more it has. */
  #followPolls({ kind, event, after, extra, index, generation }: Fields, isReport: boolean): void {
    const { context } = this;
    const begins = isReport && this.#reports === 0;
    if (begins) context.polls = (context.polls + 1) | 0;
    const polls = kind === TraceKind.STEP ? extra : after;
    const isNext = isReport ? begins || extra === this.#reports - 1 : this.#reports === 0;
    if (polls !== context.polls || !isNext || (isReport && (event !== 0 || extra < 0))) {
      const what = `a record after ${polls} polls, where ${this.#reports} reports of poll ${context.polls} are to come`;
      throw context.wrong({ index, generation }, law.TABLE, what, []);
    }
    if (!isReport) return;
    this.#reports = extra;
    if (begins) beginPoll(context);
    context.starting = -1;
  }

  /** The slot that a record is about; undefined if it is about one that is gone and may be. */
  #slot({ index, generation, kind, code }: Fields): Slot | undefined {
    const known = this.#slots[index];
    if (known?.generation === generation) return known;
    const slot = new Slot(index, generation, this.context.tables.length);
    const isLate = kind === TraceKind.USER && MAY_BE_LATE.includes(code);
    if (known && known.generation > generation) {
      // The poller may report what was registered when it began to look, and a call come too late.
      if (isLate || (kind === TraceKind.SYSTEM && code === SystemCall.poll)) return undefined;
      throw this.context.wrong(slot, law.STRANGER, `this slot is gone: it has generation ${known.generation} now`, []);
    }
    if (known) {
      this.#finish(known);
      if (!this.context.isClosed(known)) {
        throw this.context.wrong(known, law.STRANGER, 'the slot was given to another file without being closed', [
          'watch CLOSE',
        ]);
      }
    }
    this.#slots[index] = slot;
    return slot;
  }

  /** What follows from a step, or from a call, is done before anything else begins. */
  #demandDone(): void {
    demandHanded(this.context);
    for (const slot of this.context.busy) {
      demandNothingDue(this.context, slot);
      demandStepped(this.context, slot);
      demandReleased(this.context, slot);
    }
    this.context.busy.clear();
  }

  #finish(slot: Slot): void {
    demandNothingDue(this.context, slot);
    demandStepped(this.context, slot);
    demandReleased(this.context, slot);
    demandHeeded(this.context, slot);
  }

  #demandKnown({ kind, code, index, generation, event, before, after }: Fields): void {
    const { tables, record } = this.context;
    const table = tables[code];
    const isKnown =
      kind === TraceKind.STEP
        ? table && event in table.events && before in table.states && after in table.states
        : code in (CODES[kind] ?? []);
    if (!isKnown || index < 0 || generation < 0)
      throw unknownRecord(record, `kind ${kind}, code ${code}, event ${event}, before ${before}`);
  }
}

/** Calls of which there are records though their slot is gone. */
const MAY_BE_LATE: readonly number[] = [UserCall.REFUSED, UserCall.SHUT, UserCall.ABORT];

/** The names of the codes of each kind but STEP. */
const CODES: Readonly<Record<number, readonly string[]>> = {
  [TraceKind.USER]: userCalls,
  [TraceKind.SYSTEM]: systemCalls,
  [TraceKind.TOLD]: toldKinds,
};

/**
 * A record of what follows from another, or may: also that a slot closes whose number is found to be another file's, and that
 * a connection is opened which a listener hands over.
 */
function isWithin({ kind, code, event }: Fields, isHanding: boolean): boolean {
  if (kind === TraceKind.STEP) return true;
  if (kind === TraceKind.SYSTEM) return code !== SystemCall.poll;
  const closes = code === UserCall.CLOSE && event !== EngineError.SOCKET_CLOSED && event !== EngineError.LOOP_CLOSED;
  const opens = code === UserCall.OPEN && isHanding;
  return kind === TraceKind.USER && (closes || opens || code === UserCall.CALLBACK_BEGIN);
}

function fieldsOf(words: Int32Array, at: number): Fields {
  const field = (number: number): number => words[at + number] as number;
  return {
    kind: field(TraceField.KIND),
    code: field(TraceField.CODE),
    index: field(TraceField.SLOT),
    generation: field(TraceField.GENERATION),
    event: field(TraceField.EVENT),
    before: field(TraceField.BEFORE),
    after: field(TraceField.AFTER),
    extra: field(TraceField.EXTRA),
  };
}
