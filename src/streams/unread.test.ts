import { expect, test } from 'vitest';
import { Reading } from './reading.js';
import { Search } from './search.js';
import { Line, Until } from './wants.js';

/** A transport that is asked in vain, and a clock that stands still. */
const FLOW = { pauseReading: () => {}, resumeReading: () => {} };
const NEVER = { limit: () => ({ cancel: () => {} }) };

const MEGABYTE = 1_000_000;
/** How often a byte may be looked at, or copied: it is found once, and moved with its memory once in a while. */
const LOOKS = 1.01;
const COPIES = 3;

/** How many bytes were looked at, and copied, for each that came, where all of it is read up to a separator again and again. */
function costOf(chunks: Iterable<Buffer>, separators: readonly string[] = ['\n']) {
  const reading = new Reading(FLOW, 2 * MEGABYTE, NEVER);
  const search = new Search(separators.map((one) => Buffer.from(one)));
  const form = { encoding: undefined, keepsSeparator: true };
  const want = new Until('a test', form, search, 2 * MEGABYTE);
  let [came, read, pieces] = [0, 0, 0];
  for (const chunk of chunks) {
    came += chunk.length;
    reading.data(chunk);
    // As who waits for a line does, it looks each time that something has come.
    for (let line = reading.tryRead<Buffer>(want); line !== undefined; line = reading.tryRead<Buffer>(want)) {
      read += line.length;
      pieces++;
    }
  }
  const { looked, copied, size } = reading.unread;
  expect(read + size).toBe(came);
  return { looked: looked / came, copied: copied / came, pieces };
}

function* inPiecesOf(size: number, bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const line = (length: number) => Buffer.from(`${'x'.repeat(length - 1)}\n`);
const lines = (count: number, length: number) => Buffer.concat(Array(count).fill(line(length)));

test.each([
  ['lines of 50 bytes, one byte at a time', inPiecesOf(1, lines(2000, 50)), 2000],
  ['a line of 1 MB, one byte at a time', inPiecesOf(1, line(MEGABYTE)), 1],
  ['a line of 1 MB, in parts of 64 KiB', inPiecesOf(65_536, line(MEGABYTE)), 1],
  ['a thousand lines in one chunk', [lines(1000, 100)], 1000],
  ['a thousand lines in chunks that cut them', inPiecesOf(777, lines(1000, 100)), 1000],
])('%s cost each byte a constant', (_, chunks, count) => {
  const { looked, copied, pieces } = costOf(chunks);
  expect(pieces).toBe(count);
  expect(looked).toBeLessThanOrEqual(LOOKS);
  expect(copied).toBeLessThanOrEqual(COPIES);
});

test('of a separator of several bytes as many more are looked at again for each chunk as it has but one', () => {
  const bytes = Buffer.from(`${'x'.repeat(998)}\r\n`.repeat(100));
  expect(costOf(inPiecesOf(1, bytes), ['\r\n']).looked).toBeLessThanOrEqual(2.01);
  expect(costOf(inPiecesOf(100, bytes), ['\r\n']).looked).toBeLessThanOrEqual(1.02);
});

test('each of several separators is looked for once, however far behind the others it comes', () => {
  const bytes = Buffer.from(`${'a;'.repeat(50_000)}\n`);
  const { looked, pieces } = costOf([bytes], [';', '\n', '\r\n\r\n']);
  expect(pieces).toBe(50_001);
  expect(looked).toBeLessThanOrEqual(3.01);
});

test('who reads other things in between finds no separator that was taken with them', async () => {
  const reading = new Reading(FLOW, 100, NEVER);
  const search = new Search([Buffer.from('ab')]);
  const want = new Line('a test', { encoding: 'utf8', keepsSeparator: true }, search, 100);
  reading.data(Buffer.from('xxabyyab'));
  expect(search.find(reading.unread)).toBe(true);
  reading.unread.take(3);
  expect(reading.tryRead(want)).toBe('byyab');
});

test('what was handed over is not written again', () => {
  const reading = new Reading(FLOW, 100, NEVER);
  const want = new Line('a test', { encoding: undefined, keepsSeparator: true }, new Search([Buffer.from('\n')]), 100);
  const taken: Buffer[] = [];
  for (let i = 0; i < 3000; i++) {
    reading.data(Buffer.from(`${i}\n${i}`));
    reading.data(Buffer.from('.'));
    taken.push(reading.tryRead(want) as Buffer, reading.unread.take(reading.unread.size));
  }
  expect(taken.map(String)).toEqual(Array.from({ length: 3000 }, (_, i) => [`${i}\n`, `${i}.`]).flat());
});
