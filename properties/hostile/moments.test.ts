import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '../exits/ending.js';
import { EXIT_CODE } from '../exits/life.js';
import { parameters } from '../kernel-laws/replay.js';
import { backends } from '../support/backends.js';
import { root } from '../support/root.js';
import { callbacks, operations } from './items.js';
import type { Ending } from './living.js';
import { play } from './play.js';
import { loopOf, STRIKES, WAYS } from './stage.js';

const LIVING = join(root, 'dist/properties/hostile/living.js');

/**
 * Every operation beside every callback, and every moment of both, takes minutes: `npm run properties` has all of them, and
 * `npm test` a sample, another one each time.
 */
const ALL = process.env.READYLOOP_HOSTILE === 'all';
const RUNS = ALL ? Number.POSITIVE_INFINITY : 40;

/** What comes together fits into one batch, or goes over several. */
const CAPACITIES = [2, 1_024] as const;

const pairs = Object.keys(operations).flatMap((operation) =>
  Object.keys(callbacks).map((callback) => [operation, callback] as const),
);

function sample<T>(all: readonly T[], most: number): readonly T[] {
  const { seed } = parameters();
  return all.length <= most
    ? all
    : (fc.sample(fc.shuffledSubarray([...all], { minLength: most, maxLength: most }), { seed, numRuns: 1 })[0] as T[]);
}

describe.each(backends)('on %s:', (backend) => {
  test('L10 L12 L15 a loop may end at every moment of a batch: every promise settles, every transport is lost, once', async () => {
    const before = count();
    for (const [index, names] of sample(pairs, RUNS).entries()) {
      const capacity = CAPACITIES[index % CAPACITIES.length] as number;
      const { moments, left } = await play(loopOf(backend, capacity), names, null);
      expect(left, JSON.stringify(names)).toEqual([]);
      for (let at = 1; at <= moments; at++) {
        for (const way of WAYS) {
          for (const how of STRIKES) {
            const strike = (loop: ReturnType<typeof loopOf>) => void loop[how]();
            const { left } = await play(loopOf(backend, capacity), names, { at, way, strike });
            expect(left, JSON.stringify({ names, capacity, at, way, how })).toEqual([]);
          }
        }
      }
    }
    expect(count()).toEqual(before);
  });

  test('L10 L15 all at once, at every moment', async () => {
    const names = [...Object.keys(operations), ...Object.keys(callbacks)];
    const before = count();
    for (const capacity of CAPACITIES) {
      const { moments, left } = await play(loopOf(backend, capacity), names, null);
      expect(left).toEqual([]);
      for (let at = 1; at <= moments; at += ALL ? 1 : 3) {
        const how = STRIKES[at % 2] as (typeof STRIKES)[number];
        const strike = (loop: ReturnType<typeof loopOf>) => void loop[how]();
        const { left } = await play(loopOf(backend, capacity), names, { at, way: 'callback', strike });
        expect(left, JSON.stringify({ capacity, at, how })).toEqual([]);
      }
    }
    expect(count()).toEqual(before);
  });

  test('L15 so may its worker, and nothing is left of it', async () => {
    const life = {
      backend,
      names: ['sockRecv', 'reader'],
      at: 1,
      capacity: 2,
      way: 'callback',
      end: 'terminate',
    } as const;
    await endOf(life); // Node makes threads with the first one that stay
    const before = count();
    const endings = pairs.flatMap((names, index) =>
      WAYS.flatMap((way) =>
        (['exit', 'terminate'] as const).map((end): Ending => {
          const at = 1 + (index % 2);
          return { backend, names, capacity: CAPACITIES[index % 2] as number, at, way, end };
        }),
      ),
    );
    for (const ending of sample(endings, RUNS)) {
      expect([ending, await endOf(ending)]).toEqual([ending, ending.end === 'exit' ? EXIT_CODE : 1]);
    }
    expect(count()).toEqual(before);
  });
});

function endOf(ending: Ending): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(LIVING, { workerData: ending });
    worker.on('message', () => worker.terminate());
    worker.on('error', reject);
    worker.on('exit', resolve);
  });
}
