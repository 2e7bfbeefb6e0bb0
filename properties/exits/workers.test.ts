import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parameters } from '../kernel-laws/replay.js';
import { backends } from '../support/backends.js';
import { CODES, count, ENDS, liveInWorker, lives } from './ending.js';
import { isPossible, MOMENTS, PENDING } from './life.js';

/** What there is before: Node starts threads of its own with the first workers, and from then on as many stay. */
async function warmUp(): Promise<ReturnType<typeof count>> {
  for (const backend of backends) {
    await liveInWorker({ backend, pending: PENDING, moment: 'in a reader', end: 'terminate' });
  }
  return count();
}

test('L10 L15 whatever is pending, whenever and however its worker ends, nothing is left of a loop', async () => {
  const before = await warmUp();
  const property = fc.asyncProperty(lives, async (life) => {
    expect(await liveInWorker(life)).toBe(CODES[life.end]);
    expect(count()).toEqual(before);
  });
  await fc.assert(property, parameters());
});

/** How long it takes at most until a worker has begun to live, and a little more, in milliseconds. */
const BEGUN = 100;

test('L10 L15 a worker may be terminated after any time, as it begins or as its loop goes round', async () => {
  const before = await warmUp();
  const property = fc.asyncProperty(
    fc.constantFrom(...backends),
    fc.subarray(PENDING),
    fc.noBias(fc.integer({ min: 0, max: BEGUN })),
    async (backend, pending, after) => {
      // It never ends by itself: it goes round, or waits.
      const life = { backend, pending: [...pending, 'timer' as const], moment: 'while the loop waits' as const };
      await liveInWorker({ ...life, end: 'terminate' }, after);
      expect(count()).toEqual(before);
    },
  );
  await fc.assert(property, parameters());
});

describe.each(backends)('on %s:', (backend) => {
  test.each(ENDS)('L15 a worker ends at every moment by %s', async (end) => {
    const before = await warmUp();
    for (const moment of MOMENTS.filter((moment) => isPossible({ moment, end }))) {
      expect([moment, await liveInWorker({ backend, pending: PENDING, moment, end })]).toEqual([moment, CODES[end]]);
    }
    expect(count()).toEqual(before);
  });
});

test('L15 twenty workers at a time end each in its own way, and leave nothing', async () => {
  const before = await warmUp();
  const chosen = fc.sample(lives, 60);
  const codes: number[] = [];
  const next = async () => {
    for (let life = chosen.pop(); life !== undefined; life = chosen.pop()) {
      codes.push((await liveInWorker(life)) - CODES[life.end]);
    }
  };
  await Promise.all(Array.from({ length: 20 }, next));
  expect(codes).toEqual(Array.from({ length: 60 }, () => 0));
  expect(count()).toEqual(before);
});
