import { expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { examine } from './examination.js';

const EVERYTHING = ['accept', 'receive', 'send', 'connect', 'callbacks', 'polling', 'giving up', 'failing', 'closing'];
const FIELDS = ['kind', 'code', 'slot', 'generation', 'event', 'before', 'after', 'extra'];

test.each(backends)('a trace of a real run that was tampered with anywhere is not valid, on %s', async (backend) => {
  const { records, isRight, cells } = await examine(backend);
  expect(isRight).toBe(true);
  expect(records).toBeGreaterThan(1000);
  expect(new Set(cells.map(({ operation }) => operation))).toEqual(new Set(EVERYTHING));
  const ways = new Set(cells.map(({ how }) => how));
  for (const how of ['dropped', 'doubled', 'swapped', 'another errno', 'another slot']) expect(ways).toContain(how);
  for (const field of FIELDS) expect(ways).toContain(`${field} +1`);
  const valid = cells.filter((cell) => cell.valid > 0);
  expect(valid).toEqual([]);
});
