import { describe, expect, test } from 'vitest';
import { CODES, liveInProcess } from './ending.js';
import { isPossible, MOMENTS, PENDING } from './life.js';

describe.each(['exit', 'throw', 'return'] as const)('L15 a process with everything pending ends by %s', (end) => {
  test.each(MOMENTS.filter((moment) => isPossible({ moment, end })))('%s, with its code', async (moment) => {
    const { code, stderr, hung } = await liveInProcess({ pending: PENDING, moment, end });
    expect({ code, hung }).toEqual({ code: CODES[end], hung: false });
    // What is thrown is told of, and nothing else is.
    expect(stderr.includes('Error: the end')).toBe(end === 'throw');
    expect(stderr).not.toMatch(/panick|warning/i);
  });
});
