import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  TABLE_HASH,
  TRACE_HEADER_BYTES,
  TRACE_WORDS,
  TraceField,
  TraceKind,
  UserCall,
} from '../../../generated/ts/index.js';
import { readTrace } from './read.js';
import { currentTables } from './rules.js';
import { Run } from './run.js';
import { added, removed } from './trace-phrases.js';
import { type SlotWriter, TraceWriter } from './trace-writer.js';

/** The whole life of a slot: its callback is added, reported ready with those of all others, runs, and is removed. */
const reported = (slot: SlotWriter, at: number, all: readonly SlotWriter[]) => slot.report(all.length - 1 - at, 'IN');
const ended = (slot: SlotWriter) =>
  removed(
    slot
      .step('watch', 'READABLE', 'RUN_READER')
      .calls()
      .user('CALLBACK_END')
      .step('watch', 'READER_DONE')
      .ask('epoll_mod', 'IN'),
  );

/** As many lives as wanted, so many slots at a time, each slot used again and again; and how much of it was taken. */
class Endless {
  taken = 0;
  readonly #head: Uint8Array;
  readonly #lives: Int32Array;

  constructor(slots: number) {
    const trace = new TraceWriter();
    const all = Array.from({ length: slots }, (_, index) => trace.slot(index, 0));
    for (const life of [added, reported, ended]) all.forEach(life);
    const bytes = trace.bytes();
    this.#head = bytes.subarray(0, TRACE_HEADER_BYTES);
    this.#lives = new Int32Array(bytes.buffer, TRACE_HEADER_BYTES, trace.next * TRACE_WORDS);
  }

  async *pieces(atLeast: number, records: number, slots: number): AsyncGenerator<Uint8Array> {
    yield this.#head;
    while (this.taken < atLeast) {
      for (let at = 0; at < this.#lives.length; at += records * TRACE_WORDS) {
        const piece = this.#lives.subarray(at, at + records * TRACE_WORDS);
        this.taken += piece.length / TRACE_WORDS;
        yield new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
      }
      for (let at = 0; at < this.#lives.length; at += TRACE_WORDS)
        live(this.#lives.subarray(at, at + TRACE_WORDS), slots);
    }
    yield new Uint8Array(Int32Array.of(TraceKind.END, 0, -1, 0, 0, this.taken, 0, 0).buffer);
  }
}

/** The same of the next life: another generation, callback and poll. */
function live(record: Int32Array, slots: number): void {
  const add = (field: number, more: number): void => {
    record[field] = (record[field] as number) + more;
  };
  const [kind, code] = [record[TraceField.KIND], record[TraceField.CODE]];
  add(TraceField.GENERATION, 1);
  add(kind === TraceKind.STEP ? TraceField.EXTRA : TraceField.POLLS, 1);
  if (kind === TraceKind.USER && code === UserCall.ADD_READER) add(TraceField.EXTRA, slots);
  if (kind === TraceKind.TOLD) add(TraceField.VALUE, slots);
}

/**
 * The most that is held at any time: kept of what was read, and taken from the source but not followed yet. Some pieces of
 * three records end in the midst of a step, between an action and its system call.
 */
async function most(
  slots: number,
  records: number,
  piece = 3,
): Promise<{ kept: number; ahead: number; followed: number }> {
  const endless = new Endless(slots);
  const run = new Run(currentTables);
  const found = { kept: 0, ahead: 0, followed: 0 };
  for await (const words of readTrace(endless.pieces(records, piece, slots), TABLE_HASH)) {
    run.follow(words);
    found.followed += words.length / TRACE_WORDS;
    found.kept = Math.max(found.kept, run.kept);
    found.ahead = Math.max(found.ahead, endless.taken - found.followed);
  }
  run.end({ ...run.ends, isWhole: false });
  return found;
}

test('what is kept of a trace grows with the slots that live at a time, and not with its length', async () => {
  const property = fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (slots) => {
    const { followed, kept, ahead } = await most(slots, 30_000);
    expect(followed).toBeGreaterThanOrEqual(30_000);
    expect(ahead).toBe(0);
    // The last poll has reported all of the slots, and one of them at most is in the midst of a step.
    expect(kept).toBeGreaterThanOrEqual(2 * slots);
    expect(kept).toBeLessThanOrEqual(2 * slots + 1);
  });
  await fc.assert(property, { numRuns: 10 });
});

test('three million records are followed with what forty slots need', async () => {
  expect(await most(40, 3_000_000, 1000)).toMatchObject({ kept: 80, ahead: 0 });
});
