import { expect, test } from 'vitest';
import { StreamReader } from './reader.js';
import { Reading } from './reading.js';

/** A reader whose transport notes what it is asked, and the hand that feeds it. */
function streamOf(limit = 65_536) {
  const asked: string[] = [];
  const reading = new Reading(
    { pauseReading: () => asked.push('pause'), resumeReading: () => asked.push('resume') },
    limit,
    { limit: () => ({ cancel: () => {} }) },
  );
  const feed = (...chunks: readonly (string | Buffer)[]) => {
    for (const chunk of chunks) reading.data(Buffer.from(chunk));
  };
  return { reader: new StreamReader(reading), reading, feed, asked };
}

/** What a promise is rejected with. */
function failure(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  return promise.then(
    () => new Error('it was resolved'),
    (error) => error,
  );
}

test('read gets what is there up to so many bytes, waits for some, and gets nothing at the end', async () => {
  const { reader, reading, feed } = streamOf();
  feed('abc');
  expect([String(await reader.read(2)), String(await reader.read(9)), String(await reader.read(0))]).toEqual([
    'ab',
    'c',
    '',
  ]);
  const waiting = reader.read(9, { encoding: 'utf8' });
  feed('de', 'f');
  expect([await waiting, String(await reader.read(9))]).toEqual(['de', 'f']);
  reading.end();
  expect([String(await reader.read(9)), reader.atEof()]).toEqual(['', true]);
});

test('read without a number waits for the end and gets everything, whatever the limit is', async () => {
  const { reader, reading, feed, asked } = streamOf(4);
  feed('abcdef');
  expect(asked).toEqual(['pause']);
  const all = reader.read();
  feed('ghijkl');
  reading.end();
  expect([String(await all), asked]).toEqual(['abcdefghijkl', ['pause', 'resume']]);
});

test('readexactly gets so many, beyond the limit too, and is told what came where there are not as many', async () => {
  const { reader, reading, feed } = streamOf(4);
  const six = reader.readexactly(6);
  feed('abc', 'defg');
  expect([String(await six), String(await reader.readexactly(0))]).toEqual(['abcdef', '']);
  const more = failure(reader.readexactly(2));
  reading.end();
  expect(await more).toMatchObject({ code: 'ERR_INCOMPLETE_READ', partial: Buffer.from('g'), expected: 2 });
  expect(await failure(reader.readexactly(2))).toMatchObject({ partial: Buffer.alloc(0), expected: 2 });
});

test('readuntil finds a separator that comes in pieces, with it or without', async () => {
  const { reader, feed } = streamOf();
  const first = reader.readuntil('\r\n\r\n');
  feed('a\r', '\n\r\r', '\n', '\r', '\nb\r\n\r\n');
  expect(String(await first)).toBe('a\r\n\r\r\n\r\n');
  expect(await reader.readuntil(Buffer.from('\r\n\r\n'), { keepSeparator: false, encoding: 'latin1' })).toBe('b');
});

test('of several separators the one that ends first is taken, and of those that end together the longest', async () => {
  const { reader, feed } = streamOf();
  feed('a;b\r\nc\nd');
  const text = { encoding: 'utf8', keepSeparator: false } as const;
  const any = ['\n', '\r\n', ';'];
  expect([await reader.readuntil(any, text), await reader.readuntil(any, text)]).toEqual(['a', 'b']);
  expect(await reader.readuntil(any, { encoding: 'utf8' })).toBe('c\n');
});

test('readuntil at the end is told what came, and readline gets it', async () => {
  const { reader, reading, feed } = streamOf();
  feed('a\nrest');
  reading.end();
  expect(String(await reader.readline())).toBe('a\n');
  expect(String(await reader.readline())).toBe('rest');
  expect(String(await reader.readline())).toBe('');
  const other = streamOf();
  other.feed('rest');
  other.reading.end();
  const error = await failure(other.reader.readuntil());
  expect(error).toMatchObject({ code: 'ERR_INCOMPLETE_READ', partial: Buffer.from('rest'), expected: undefined });
});

test('the limit is told, loses nothing, and a greater one or a part of it goes on (V10)', async () => {
  const { reader, feed, asked } = streamOf(4);
  feed('abcdef');
  const error = await failure(reader.readline());
  expect(error).toMatchObject({ code: 'ERR_LIMIT_OVERRUN', consumed: 6, limit: 4 });
  expect(error.message).toContain('call it again with a greater limit');
  expect(asked).toEqual(['pause']);
  const line = reader.readline({ limit: 10, encoding: 'utf8' });
  expect(asked).toEqual(['pause', 'resume']);
  feed('gh\nijklmn\n');
  expect(await line).toBe('abcdefgh\n');
  const found = await failure(reader.readline());
  expect(found).toMatchObject({ consumed: 6, message: expect.stringContaining('comes after 6 bytes') });
  expect([String(await reader.read(6)), String(await reader.readline())]).toEqual(['ijklmn', '\n']);
});

test('more than the limit that nobody reads pauses the transport, and reading it resumes (L18)', async () => {
  const { reader, feed, asked } = streamOf(4);
  feed('abcd');
  expect(asked).toEqual([]);
  feed('e');
  expect(asked).toEqual(['pause']);
  expect(String(await reader.read(1))).toBe('a');
  expect(asked).toEqual(['pause', 'resume']);
});

test('one read waits at a time: a second is refused, and the first is not disturbed', async () => {
  const { reader, feed } = streamOf();
  const first = reader.readline();
  expect(await failure(reader.read(1))).toMatchObject({ code: 'ERR_BUSY' });
  expect(() => reader.tryReadline()).toThrow(expect.objectContaining({ code: 'ERR_BUSY' }));
  feed('a\n');
  expect(String(await first)).toBe('a\n');
});

test('an abort takes nothing, and the next read gets what came', async () => {
  const { reader, feed } = streamOf(4);
  const ending = new AbortController();
  const line = failure(reader.readline({ signal: ending.signal }));
  feed('ab');
  ending.abort('enough');
  expect(await line).toMatchObject({ code: 'ABORT_ERR', cause: 'enough' });
  expect(await failure(reader.readline({ signal: ending.signal }))).toMatchObject({ code: 'ABORT_ERR' });
  feed('c\n');
  expect(String(await reader.readline({ signal: new AbortController().signal }))).toBe('abc\n');
});

test('a loss is told when what came before it was read, to who waits and to who comes (V15)', async () => {
  const { reader, reading, feed } = streamOf();
  feed('a\nb');
  reading.lost(new Error('reset'));
  expect(String(await reader.readline())).toBe('a\n');
  expect(await failure(reader.readline())).toMatchObject({ message: 'reset' });
  expect(String(await reader.read(9))).toBe('b');
  expect([(await failure(reader.read(9))).message, reader.atEof()]).toEqual(['reset', false]);
  const other = streamOf();
  const waiting = failure(other.reader.readline());
  other.reading.lost(new Error('reset'));
  expect((await waiting).message).toBe('reset');
});

test('a loss behind the end takes nothing: there was all that was to come', async () => {
  const { reader, reading, feed } = streamOf();
  feed('a');
  reading.end();
  reading.lost(new Error('reset'));
  reading.end();
  expect([String(await reader.readline()), String(await reader.readline())]).toEqual(['a', '']);
});

test('tryReadline gives a line that is there without a promise, or undefined; at the end the rest', () => {
  const { reader, reading, feed } = streamOf(4);
  expect(reader.tryReadline()).toBeUndefined();
  feed('a\nbc');
  expect([String(reader.tryReadline()), reader.tryReadline({ encoding: 'utf8' })]).toEqual(['a\n', undefined]);
  feed('def');
  expect(() => reader.tryReadline()).toThrow(expect.objectContaining({ code: 'ERR_LIMIT_OVERRUN' }));
  reading.end();
  expect(reader.tryReadline({ limit: 9, encoding: 'utf8' })).toBe('bcdef');
  expect(reader.tryReadline({ encoding: 'utf8' })).toBe('');
});

test('lines are text without what ends them, and leaving them ends nothing (V8)', async () => {
  const { reader, reading, feed } = streamOf();
  feed('a\n\nb\r\nc');
  const some: string[] = [];
  for await (const line of reader.lines()) {
    some.push(line);
    if (some.length === 2) break;
  }
  reading.end();
  for await (const line of reader.lines({ separator: ['\n', '\r\n'] })) some.push(line);
  expect(some).toEqual(['a', '', 'b', 'c']);
});

test('the reader itself is an iteration over lines as readline reads them', async () => {
  const { reader, reading, feed } = streamOf();
  feed('a\nb');
  reading.end();
  const some: string[] = [];
  for await (const line of reader) some.push(String(line));
  expect(some).toEqual(['a\n', 'b']);
});

test.each([
  ['a count that is none', (reader: StreamReader) => reader.readexactly(-1), 'ERR_OUT_OF_RANGE'],
  ['no separator', (reader: StreamReader) => reader.readuntil(''), 'ERR_INVALID_ARG_VALUE'],
  ['none of several', (reader: StreamReader) => reader.readuntil([]), 'ERR_INVALID_ARG_VALUE'],
  ['a separator that is none', (reader: StreamReader) => reader.readuntil(10 as never), 'ERR_INVALID_ARG_TYPE'],
  [
    'an encoding that is none',
    (reader: StreamReader) => reader.readline({ encoding: 'x' as never }),
    'ERR_INVALID_ARG_VALUE',
  ],
  ['a limit that is none', (reader: StreamReader) => reader.readline({ limit: 0 }), 'ERR_OUT_OF_RANGE'],
  ['a signal that is none', (reader: StreamReader) => reader.read(1, { signal: {} as never }), 'ERR_INVALID_ARG_TYPE'],
  ['an option that is none', (reader: StreamReader) => reader.readline({ keep: true } as never), 'ERR_UNKNOWN_OPTION'],
])('%s is refused', async (_, read, code) => {
  expect(await failure(read(streamOf().reader))).toMatchObject({ code });
});
