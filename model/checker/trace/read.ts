import { open } from 'node:fs/promises';
import { TRACE_HEADER_BYTES, TRACE_MAGIC, TRACE_WORDS, TraceField, TraceKind } from '../../../generated/ts/layout.js';
import { TraceError, unknownRecord } from './errors.js';

/** A trace: the path of a file, or its bytes in pieces of any size. */
export type TraceSource = string | AsyncIterable<Uint8Array>;

/** What the END of a trace says beside how many records there were. */
export interface End {
  /** How much users were not told yet. */
  readonly untold: number;
  /** How many slots live. */
  readonly live: number;
  /** The loop was closed, and users were told of everything. */
  readonly isWhole: boolean;
}

const RECORD_BYTES = TRACE_WORDS * 4;
const BLOCK_BYTES = RECORD_BYTES << 14;
const HASH_AT = TRACE_MAGIC.length;
const HASH_BYTES = 32;

/**
 * Reads a trace block by block, in bounded memory, up to its END record, which `onEnd` is told of.
 * A block holds whole records and is valid until the next is asked for.
 */
export async function* readTrace(
  source: TraceSource,
  tableHash: string,
  onEnd: (end: End) => void = () => {},
): AsyncGenerator<Int32Array> {
  const block = new Uint8Array(BLOCK_BYTES);
  const words = new Int32Array(block.buffer);
  let header = new Uint8Array(0);
  let filled = 0;
  let records = 0;
  let ended = false;

  for await (const piece of typeof source === 'string' ? piecesOf(source) : source) {
    let rest = piece;
    if (header.length < TRACE_HEADER_BYTES) {
      const taken = rest.subarray(0, TRACE_HEADER_BYTES - header.length);
      header = Uint8Array.from([...header, ...taken]);
      rest = rest.subarray(taken.length);
      if (header.length === TRACE_HEADER_BYTES) checkHeader(header, tableHash);
    }
    while (rest.length > 0) {
      if (ended) throw new TraceError('ERR_TRACE_RECORD', `Record ${records}: there is more after the END record`);
      const taken = rest.subarray(0, BLOCK_BYTES - filled);
      block.set(taken, filled);
      filled += taken.length;
      rest = rest.subarray(taken.length);
      const whole = Math.floor(filled / RECORD_BYTES);
      const end = endAmong(words, whole);
      if (end < whole) {
        checkEnd(words, end, records, filled);
        ended = true;
      }
      yield words.subarray(0, end * TRACE_WORDS);
      if (ended) onEnd(endOf(words, end));
      records += end;
      block.copyWithin(0, whole * RECORD_BYTES, filled);
      filled -= whole * RECORD_BYTES;
    }
  }
  if (header.length < TRACE_HEADER_BYTES) checkHeader(header, tableHash);
  if (!ended) {
    const advice = 'end the process in another way than by a signal, and record the run again';
    throw new TraceError('ERR_TRACE_CUT_OFF', `The trace is cut off after record ${records}: ${advice}`);
  }
}

/** The index of the END record among whole records, or their number. */
function endAmong(words: Int32Array, whole: number): number {
  for (let record = 0; record < whole; record++) {
    if (words[record * TRACE_WORDS + TraceField.KIND] === TraceKind.END) return record;
  }
  return whole;
}

function checkEnd(words: Int32Array, end: number, before: number, filled: number): void {
  const code = words[end * TRACE_WORDS + TraceField.CODE] as number;
  if (code !== 0 && code !== 1) throw unknownRecord(before + end, `an END of code ${code}`);
  const told = (words[end * TRACE_WORDS + TraceField.VALUE] as number) >>> 0;
  const found = before + end;
  if (told !== found >>> 0) {
    throw new TraceError(
      'ERR_TRACE_CUT_OFF',
      `The trace says it has ${told} records, but has ${found}: record the run again`,
    );
  }
  if (filled > (end + 1) * RECORD_BYTES) {
    throw new TraceError('ERR_TRACE_RECORD', `Record ${found + 1}: there is more after the END record`);
  }
}

function endOf(words: Int32Array, end: number): End {
  const word = (field: number): number => words[end * TRACE_WORDS + field] as number;
  return { untold: word(TraceField.AFTER), live: word(TraceField.EXTRA), isWhole: word(TraceField.CODE) === 1 };
}

function checkHeader(header: Uint8Array, tableHash: string): void {
  const magic = String.fromCharCode(...header.subarray(0, HASH_AT));
  if (magic !== TRACE_MAGIC) {
    throw new TraceError(
      'ERR_TRACE_FORMAT',
      `This is no trace: it does not begin with ${TRACE_MAGIC}; make one by new Loop({ trace: path })`,
    );
  }
  if (header.length < TRACE_HEADER_BYTES)
    throw new TraceError('ERR_TRACE_CUT_OFF', 'The trace is cut off within its head');
  const hash = Buffer.from(header.subarray(HASH_AT, HASH_AT + HASH_BYTES)).toString('hex');
  if (hash !== tableHash) {
    const advice =
      'record the run again with this version (npm run generate and a new native build, if the machines were changed)';
    throw new TraceError(
      'ERR_TRACE_TABLES',
      `The trace was recorded with the tables ${hash}, not ${tableHash}: ${advice}`,
    );
  }
  const words = new DataView(header.buffer).getUint32(HASH_AT + HASH_BYTES, true);
  if (words !== TRACE_WORDS)
    throw new TraceError('ERR_TRACE_FORMAT', `The trace has records of ${words} words, not ${TRACE_WORDS}`);
}

async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const piece = new Uint8Array(BLOCK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
