import { SystemCall, TRACE_WORDS, TraceField, TraceKind, UserCall } from '../../../generated/ts/layout.js';
import { followAnswer, followQuestion } from './answers.js';
import { demandStepped, followCall } from './calls.js';
import { Context } from './context.js';
import { TraceError } from './errors.js';
import * as law from './laws.js';
import { beginPoll, demandHeeded, followReport } from './reports.js';
import { systemCalls, type Tables, userCalls } from './rules.js';
import { Slot } from './slot.js';
import { demandNothingDue, followStep } from './steps.js';

/** Follows a run record by record, and demands a reason for each: what the records before it must say. */
export class Run {
  readonly context: Context;
  /** The newest generation of each slot. */
  readonly #slots: (Slot | undefined)[] = [];
  /** The last record was a report: between what one poll reports there is nothing else. */
  #polling = false;

  constructor(tables: Tables) {
    this.context = new Context(tables);
  }

  follow(words: Int32Array): void {
    for (let at = 0; at < words.length; at += TRACE_WORDS) {
      this.#one(words, at);
      this.context.record++;
    }
  }

  /**
   * How much is kept of what was read: slots, what is due in them, and which of them the last poll reported. The engine uses
   * the number of a dead slot again, so this grows with how many live at a time, and not with the trace.
   */
  get kept(): number {
    return (
      this.#slots.reduce((sum, slot) => sum + 1 + (slot?.due.length ?? 0), this.context.reported.length) +
      this.context.turns.kept
    );
  }

  end(): void {
    for (const slot of this.#slots) if (slot) this.#finish(slot);
  }

  #one(words: Int32Array, at: number): void {
    const kind = words[at + TraceField.KIND] as number;
    const code = words[at + TraceField.CODE] as number;
    const event = words[at + TraceField.EVENT] as number;
    const before = words[at + TraceField.BEFORE] as number;
    const after = words[at + TraceField.AFTER] as number;
    const extra = words[at + TraceField.EXTRA] as number;
    this.#demandKnown(kind, code, event, before, after);
    const polling = kind === TraceKind.SYSTEM && code === SystemCall.poll;
    if (polling && !this.#polling) beginPoll(this.context);
    this.#polling = polling;
    const slot = this.#slot(
      words[at + TraceField.SLOT] as number,
      words[at + TraceField.GENERATION] as number,
      kind,
      code,
    );
    if (!slot) return;
    if (kind === TraceKind.STEP) followStep(this.context, slot, code, event, before, after);
    else if (kind === TraceKind.USER) followCall(this.context, slot, code, extra);
    else if (polling) followReport(this.context, slot, before);
    else if (code === SystemCall.epoll_mod && slot.due.length === 0) followQuestion(this.context, slot, event, extra);
    else followAnswer(this.context, slot, code, event, before, extra);
  }

  /** The slot that a record is about; undefined if it is about none, or about one that is gone and may be. */
  #slot(index: number, generation: number, kind: number, code: number): Slot | undefined {
    if (index < 0) return undefined;
    const known = this.#slots[index];
    if (known?.generation === generation) return known;
    const slot = new Slot(index, generation, this.context.tables.length);
    if (known && known.generation > generation) {
      // A callback may outlive its slot, and the poller may report what was registered when it began to look.
      const harmless = kind === TraceKind.USER ? code === UserCall.CALLBACK_END : code === SystemCall.poll;
      if (harmless && kind !== TraceKind.STEP) return undefined;
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

  #finish(slot: Slot): void {
    demandNothingDue(this.context, slot);
    demandStepped(this.context, slot);
    demandHeeded(this.context, slot);
  }

  #demandKnown(kind: number, code: number, event: number, before: number, after: number): void {
    const { tables } = this.context;
    const table = tables[code];
    const known =
      kind === TraceKind.STEP
        ? table && event in table.events && before in table.states && after in table.states
        : (kind === TraceKind.USER && code in userCalls) || (kind === TraceKind.SYSTEM && code in systemCalls);
    if (known) return;
    const fields = `kind ${kind}, code ${code}, event ${event}, before ${before}, after ${after}`;
    const advice = 'the file is damaged, or its writer is not of this version';
    throw new TraceError('ERR_TRACE_RECORD', `Record ${this.context.record} is unknown (${fields}): ${advice}`);
  }
}
