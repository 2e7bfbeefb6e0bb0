import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TABLE_HASH, TraceKind, tables } from '../../../generated/ts/index.js';
import { TraceWriter } from './trace-writer.js';
import { validateTrace } from './validate.js';

/** A right run of many records. */
function long(times: number): TraceWriter {
  const trace = new TraceWriter();
  const slot = trace.slot();
  slot.user('ADD_READER').step('watch', 'ADD_READER').ask('epoll_add', 'IN');
  for (let i = 0; i < times; i++) {
    slot.poll('IN').step('watch', 'READABLE', 'RUN_READER').calls().user('CALLBACK_END');
    slot.step('watch', 'READER_DONE').ask('epoll_mod', 'IN');
  }
  return trace;
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const validateBytes = (bytes: Uint8Array) => validateTrace(one(bytes));

test('pieces of any size give the same report', async () => {
  const trace = long(20);
  const whole = await validateTrace(trace.pieces());
  expect(whole).toMatchObject({ records: 163, steps: 61 });
  expect(whole.firstWrong).toBeUndefined();
  for (const size of [1, 7, 32, 33, 1000]) expect(await validateTrace(trace.pieces(size))).toEqual(whole);
});

test('a file of several blocks is read to its end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trace-'));
  try {
    const path = join(folder, 'long.trace');
    await writeFile(path, long(10_000).bytes());
    expect(await validateTrace(path)).toMatchObject({ records: 80_003, steps: 30_001, cellsStepped: { watch: 4 } });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('what is no trace, or no file, is refused', async () => {
  await expect(validateBytes(Buffer.from('hello'))).rejects.toMatchObject({ code: 'ERR_TRACE_FORMAT' });
  await expect(validateBytes(new Uint8Array(4096))).rejects.toMatchObject({ code: 'ERR_TRACE_FORMAT' });
  await expect(validateBytes(new Uint8Array(0))).rejects.toMatchObject({ code: 'ERR_TRACE_FORMAT' });
  await expect(validateTrace('/nowhere/at/all')).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a trace that is cut off is refused, wherever it is cut', async () => {
  const bytes = long(2).bytes();
  for (const length of [20, 64, 65, 64 + 32, bytes.length - 32, bytes.length - 1]) {
    await expect(validateBytes(bytes.subarray(0, length))).rejects.toMatchObject({ code: 'ERR_TRACE_CUT_OFF' });
  }
});

test('a trace that lost records from its middle is refused', async () => {
  const bytes = Buffer.from(long(2).bytes());
  const shorter = Buffer.concat([bytes.subarray(0, 64), bytes.subarray(64 + 32)]);
  await expect(validateBytes(shorter)).rejects.toMatchObject({
    code: 'ERR_TRACE_CUT_OFF',
    message: expect.stringMatching(/19 records, but has 18/),
  });
});

test('a trace of other tables is refused by both hashes', async () => {
  const other = 'ab'.repeat(32);
  const error = await validateTrace(long(1).hash(other).pieces()).catch((reason: Error) => reason);
  expect(error).toMatchObject({ code: 'ERR_TRACE_TABLES' });
  expect((error as Error).message).toContain(other);
  expect((error as Error).message).toContain(TABLE_HASH);
});

test('an unknown record is refused with its index', async () => {
  const refused = { code: 'ERR_TRACE_RECORD', message: expect.stringMatching(/^Record 3 is unknown/) };
  const unknown = [
    [9, 0, 0, 1],
    [TraceKind.USER, 99, 0, 1],
    [TraceKind.SYSTEM, -1, 0, 1],
    [TraceKind.STEP, tables.length, 0, 1],
    [TraceKind.STEP, 0, 0, 1, 200],
    [TraceKind.STEP, 0, 0, 1, 0, 200],
    [TraceKind.STEP, 0, 0, 1, 0, 0, 200],
  ];
  for (const record of unknown) {
    await expect(
      validateTrace(
        long(0)
          .record(...record)
          .pieces(),
      ),
    ).rejects.toMatchObject(refused);
  }
});

test('records after the END are refused', async () => {
  const bytes = Buffer.from(long(0).bytes());
  const more = Buffer.concat([bytes, bytes.subarray(64, 96)]);
  await expect(validateBytes(more)).rejects.toMatchObject({ code: 'ERR_TRACE_RECORD' });
});
