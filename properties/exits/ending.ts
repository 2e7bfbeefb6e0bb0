import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as fc from 'fast-check';
import { root } from '../support/root.js';
import { EXIT_CODE, isPossible, type Life, MOMENTS, PENDING, THROWN } from './life.js';

/** The program that lives a life: what is built of `living.ts`. */
export const LIVING = join(root, 'dist/properties/exits/living.js');

/** The code that an end leaves: that of `process.exit`, and those that Node gives for the others. */
export const CODES = { terminate: 1, exit: EXIT_CODE, throw: 1, return: 0 } as const;

/** Any life that can be lived in a worker. */
export const lives: fc.Arbitrary<Life> = fc
  .record({
    pending: fc.subarray(PENDING),
    moment: fc.constantFrom(...MOMENTS),
    end: fc.constantFrom('terminate' as const, 'exit' as const, 'throw' as const, 'return' as const),
  })
  .filter(isPossible);

/** Lives a life in a worker, to its end; the worker's exit code. Rejected with any error but the one that is thrown to end it. */
export function liveInWorker(life: Life): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(LIVING, { workerData: life });
    worker.on('message', () => worker.terminate());
    worker.on('error', (error: Error) => error.message === THROWN || reject(error));
    worker.on('exit', resolve);
  });
}

/** What this process has that a worker could leave behind. */
export function count(): { fds: number; threads: number } {
  return { fds: readdirSync('/proc/self/fd').length, threads: readdirSync('/proc/self/task').length };
}
