import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { CODES, liveInProcess } from './ending.js';
import { isPossible, MOMENTS, PENDING } from './life.js';

const lives = (['exit', 'throw', 'return'] as const).flatMap((end) =>
  backends.map((backend) => [end, backend] as const),
);

describe.each(lives)('L15 a process with everything pending ends by %s, on %s:', (end, backend) => {
  test.each(MOMENTS.filter((moment) => isPossible({ moment, end })))('%s, with its code', async (moment) => {
    const { code, stderr, hung } = await liveInProcess({ backend, pending: PENDING, moment, end });
    expect({ code, hung }).toEqual({ code: CODES[end], hung: false });
    // What is thrown is told of, and nothing else is.
    expect(stderr.includes('Error: the end')).toBe(end === 'throw');
    expect(stderr).not.toMatch(/panick|warning/i);
  });
});
