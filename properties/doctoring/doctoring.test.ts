import { expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { examine } from './examination.js';
import { runs } from './runs.js';

const FIELDS = ['kind', 'code', 'slot', 'generation', 'event', 'before', 'after', 'extra'];

const all = backends.flatMap((backend) => runs.map((run) => ({ backend, ...run })));

test.each(all)(
  'a trace of a real run of $name that was tampered with anywhere is not valid, on $backend',
  async (one) => {
    const { records, isRight, cells } = await examine(one.backend, one.run);
    expect(isRight).toBe(true);
    expect(records).toBeGreaterThan(500);
    expect(new Set(cells.map(({ operation }) => operation))).toEqual(new Set(one.groups));
    const ways = new Set(cells.map(({ how }) => how));
    for (const how of ['dropped', 'doubled', 'swapped', 'another errno', 'another slot']) expect(ways).toContain(how);
    for (const field of FIELDS) expect(ways).toContain(`${field} +1`);
    const valid = cells.filter((cell) => cell.valid > 0);
    expect(valid).toEqual([]);
  },
);
